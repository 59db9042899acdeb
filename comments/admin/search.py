"""From what a moderator pasted into the search box to a page. Exact matches only: nothing scans."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from articles.models import Article
from comments.models import Comment
from newsapi.accounts.models import User

LIST = "admin:comments_comment_changelist"


def find(term: str) -> str | None:
    """The address of the comment with this id, or of the list of the article's or the author's.

    None where nothing has this id, and nobody this e-mail address.
    """
    term = term.replace("\x00", "").strip()  # PostgreSQL has no such text
    if "@" in term:
        author = User.objects.filter(email=term.lower()).values_list("pk").first()
        return _list(author=author[0]) if author else None
    try:
        wanted = UUID(term)
    except ValueError:
        return None
    if Comment.objects.filter(pk=wanted).exists():
        return reverse("admin:comments_comment_change", args=[wanted])
    if Article.objects.filter(pk=wanted).exists():
        return _list(article=wanted)
    return _list(author=wanted) if User.objects.filter(pk=wanted).exists() else None


def _list(**given: UUID) -> str:
    return f"{reverse(LIST)}?{urlencode(given)}"

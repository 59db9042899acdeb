"""Reads of articles."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, TypedDict
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.commenting import Commenting, effective
from articles.enums import CommentingStatus
from articles.errors import ArticleNotFound
from articles.models import Article, Section
from articles.search import matching
from newsapi.api.cursors import Cursor, Page, paginate, time_key

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class SectionStatus(TypedDict):
        """What ``articles()`` reads along."""

        section_status: str | None


# An article with its section's status read along.
ArticleRow: TypeAlias = "WithAnnotations[Article, SectionStatus]"


class ArticleFilters(TypedDict, total=False):
    """What a list may be narrowed to."""

    url: str
    external_id: str
    section: str
    published_after: datetime
    published_before: datetime
    search: str


def articles() -> QuerySet[ArticleRow]:
    """All articles, each with what its section says about commenting."""
    section = Section.objects.filter(name=OuterRef("section")).values("commenting_status")
    return Article.objects.annotate(section_status=Subquery(section)).defer("search")


def get_article(article_id: UUID) -> ArticleRow:
    """One article. Raises ArticleNotFound."""
    try:
        return articles().get(pk=article_id)
    except Article.DoesNotExist as error:
        raise ArticleNotFound from error


def hold_article(article_id: UUID) -> None:
    """Keep the article from being deleted until the transaction ends. Raises ArticleNotFound.

    Who writes below an article takes this first, before any lock on a comment: the foreign keys
    themselves lock the article only at commit, which a deletion would not wait for. Writers do not
    wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM articles_article WHERE id = %s FOR KEY SHARE", [article_id])
        if cursor.fetchone() is None:
            raise ArticleNotFound


def commenting_of(article: ArticleRow, *, now: datetime | None = None) -> Commenting:
    """What holds for the article now: the strictest of its own, its section's and the site's."""
    premoderated = settings.NEWSAPI_MODERATION == "pre"
    return effective(
        article.own_commenting,
        section=CommentingStatus(article.section_status or CommentingStatus.OPEN),
        site=CommentingStatus.PREMODERATED if premoderated else CommentingStatus.OPEN,
        now=now or timezone.now(),
    )


def list_articles(
    filters: ArticleFilters, *, limit: int, cursor: Cursor | None
) -> Page[ArticleRow]:
    """A page of articles, newest first (by publication, else by when we were told)."""
    rows = articles().filter(_condition(filters))
    if cursor is None or not cursor.backwards:
        rows = rows.order_by("-listed_at", "-id")
    else:
        rows = rows.order_by("listed_at", "id")
    if cursor is not None:
        rows = rows.filter(_beyond(cursor))
    found = list(rows[: limit + 1])
    return paginate(found, limit=limit, cursor=cursor, key=lambda a: time_key(a.listed_at, a.id))


def _condition(filters: ArticleFilters) -> Q:
    condition = Q()
    for name in ("url", "external_id", "section"):
        if name in filters:
            condition &= Q(**{name: filters[name]})
    if "published_after" in filters:
        condition &= Q(published_at__gt=filters["published_after"])
    if "published_before" in filters:
        condition &= Q(published_at__lt=filters["published_before"])
    if "search" in filters:
        condition &= matching(filters["search"])
    return condition


def _beyond(cursor: Cursor) -> Q:
    moment, row_id = cursor.key
    way = "gt" if cursor.backwards else "lt"
    same = Q(**{"listed_at": moment, f"id__{way}": row_id})
    # the first condition is implied by the second; it is what the index can start from
    return Q(**{f"listed_at__{way}e": moment}) & (Q(**{f"listed_at__{way}": moment}) | same)


# An index scan a section, however many articles each has.
SECTIONS = """
WITH RECURSIVE found AS (
    (SELECT section FROM articles_article ORDER BY section LIMIT 1)
    UNION ALL
    SELECT (SELECT a.section FROM articles_article a WHERE a.section > found.section
        ORDER BY a.section LIMIT 1)
    FROM found WHERE found.section IS NOT NULL
)
SELECT section FROM found WHERE section <> '' LIMIT %s
"""
MAX_SECTIONS = 200


def section_names() -> list[str]:
    """The sections that articles are in, by name; the first 200."""
    with connection.cursor() as cursor:
        cursor.execute(SECTIONS, [MAX_SECTIONS])
        return [name for (name,) in cursor.fetchall()]

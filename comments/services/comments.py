"""Comments are written, edited and deleted here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.enums import CommentingStatus
from articles.queries import ArticleRow, commenting_of, get_article, hold_article
from comments import access
from comments.enums import VISIBLE, Status
from comments.errors import (
    CommentingClosed,
    CommentNotFound,
    EditWindowOver,
    NotEditable,
    NotTheAuthor,
    ParentUnavailable,
    PersonRequired,
    ThreadLocked,
    TooDeep,
)
from comments.limits import accepted_text
from comments.models import Comment, Revision
from comments.moderation.decisions import open_at, resubmit
from comments.moderation.premoderation import initial_status
from comments.moderation.visibility import lock_comment, record_visibility, settle
from newsapi.api.access import Actor
from newsapi.errors import NotAuthenticated
from newsapi.ids import new_id


@dataclass(frozen=True, slots=True)
class Parent:
    """What a reply must know of the comment above it."""

    id: UUID
    root_id: UUID
    depth: int


def create_comment(
    *, author: Actor, article_id: UUID, body: str, parent_id: UUID | None = None
) -> Comment:
    """A new comment, or a reply to ``parent_id``.

    Raises NotAuthenticated, PersonRequired, ArticleNotFound, CommentingClosed, InvalidInput,
    ParentUnavailable, ThreadLocked, TooDeep.
    """
    author_id = require_person(author)
    with transaction.atomic():
        hold_article(article_id)
        article = get_article(article_id)
        status = _opening(article)
        text = accepted_text(body)
        parent = _parent(article, parent_id) if parent_id else None
        return insert_comment(
            author_id=author_id, article_id=article.id, parent=parent, text=text, status=status
        )


def insert_comment(
    *,
    author_id: UUID,
    article_id: UUID,
    parent: Parent | None,
    text: tuple[str, str],
    status: Status,
    created_at: datetime | None = None,
) -> Comment:
    """The rows of a comment that was checked, in the transaction under way (importers too)."""
    comment_id, revision_id = new_id(), new_id()
    body, body_html = text
    comment = Comment(
        id=comment_id,
        article_id=article_id,
        parent_id=parent.id if parent else None,
        root_id=parent.root_id if parent else comment_id,
        depth=parent.depth + 1 if parent else 0,
        author_id=author_id,
        revision_id=revision_id,
        body=body,
        body_html=body_html,
        created_at=created_at or timezone.now(),
    )
    decision = open_at(comment, status)
    comment.save(force_insert=True)  # its revision follows: the foreign key is checked at commit
    _insert_revision(comment, number=1)
    if comment.status in VISIBLE:
        record_visibility(comment, 1)
    if decision:
        decision.save(force_insert=True)
    return comment


def edit_comment(*, actor: Actor, comment_id: UUID, body: str) -> Comment:
    """Give the comment a new revision; what was judged of the old one is judged anew.

    Raises CommentNotFound, NotTheAuthor, NotEditable, EditWindowOver, CommentingClosed,
    InvalidInput.
    """
    with transaction.atomic():
        comment = lock_comment(comment_id)
        _require_editable(actor, comment)
        status = _opening(get_article(comment.article_id))
        new_body, new_html = accepted_text(body)
        if new_body == comment.body:
            return comment
        was_visible = access.is_public(comment.facts)
        comment.body, comment.body_html, comment.edited_at = new_body, new_html, timezone.now()
        comment.version += 1
        number = Revision.objects.filter(comment=comment).count() + 1
        comment.revision = _insert_revision(comment, number=number)
        changed = {"body", "body_html", "edited_at", "version", "revision"}
        settle(comment, changed=changed | resubmit(comment, status), was_visible=was_visible)
        return comment


def delete_comment(*, actor: Actor, comment_id: UUID) -> None:
    """Its author takes it back: gone, or a tombstone while it has listed replies.

    Raises CommentNotFound, NotTheAuthor.
    """
    with transaction.atomic():
        comment = lock_comment(comment_id)
        _require_author(actor, comment)
        if not access.may_delete(actor, comment.facts):
            raise CommentNotFound
        was_visible = access.is_public(comment.facts)
        comment.deleted_at = timezone.now()
        comment.version += 1
        settle(comment, changed={"deleted_at", "version"}, was_visible=was_visible)


def require_person(actor: Actor) -> UUID:
    """The person's id. Raises NotAuthenticated for nobody, PersonRequired for a server."""
    if access.may_comment(actor) and actor.person_id is not None:
        return actor.person_id
    raise NotAuthenticated if actor.kind == "anonymous" else PersonRequired


def edit_window() -> timedelta:
    """How long after posting a comment can be edited."""
    return timedelta(seconds=settings.NEWSAPI_EDIT_WINDOW)


def _opening(article: ArticleRow) -> Status:
    commenting = commenting_of(article)
    if commenting.status == CommentingStatus.CLOSED:
        raise CommentingClosed(commenting.reason or None)
    return initial_status(commenting.status)


def _parent(article: ArticleRow, parent_id: UUID) -> Parent:
    # FOR KEY SHARE closes the race with a deletion or rejection of the parent (FOR UPDATE): it
    # waits for us and then finds our reply, or we wait for it and are refused. Replies wait neither
    # for each other nor for the folding of counts.
    with_root = Comment.objects.select_related("root").filter(pk=parent_id, article_id=article.id)
    sql, parameters = with_root.query.sql_with_params()
    found = list(Comment.objects.raw(f"{sql} FOR KEY SHARE OF comments_comment", parameters))
    parent = found[0] if found else None
    # One answer for both: whether a comment that is not public exists is nobody's business.
    if parent is None or not access.is_public(parent.facts):
        raise ParentUnavailable
    if parent.locked or parent.root.locked:
        raise ThreadLocked
    if parent.depth >= settings.NEWSAPI_MAX_DEPTH:
        raise TooDeep(max_depth=settings.NEWSAPI_MAX_DEPTH)
    return Parent(parent.id, parent.root_id, parent.depth)


def _insert_revision(comment: Comment, *, number: int) -> Revision:
    revision = Revision(
        article_id=comment.article_id, comment_id=comment.pk, number=number, body=comment.body
    )
    if number == 1:
        revision.id = comment.revision_id
    revision.save(force_insert=True)
    return revision


def _require_author(actor: Actor, comment: Comment) -> None:
    if access.is_author(actor, comment.facts):
        return
    if not access.may_find(actor, comment.facts):
        raise CommentNotFound
    raise NotAuthenticated if actor.kind == "anonymous" else NotTheAuthor


def _require_editable(actor: Actor, comment: Comment) -> None:
    _require_author(actor, comment)
    now = timezone.now()
    if access.may_edit(actor, comment.facts, window=edit_window(), now=now):
        return
    if comment.deleted_at is not None:
        raise CommentNotFound
    if comment.status == Status.REJECTED:
        raise NotEditable
    raise EditWindowOver(window_seconds=settings.NEWSAPI_EDIT_WINDOW)

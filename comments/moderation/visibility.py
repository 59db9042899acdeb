"""What follows when a comment becomes visible or ceases to be: its listing and its counts.

Listed are the visible comments, and tombstones above listed replies. It is kept as a column, so
that every page is served by an index of just what it shows.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from articles.queries import hold_article
from comments.access import is_public
from comments.errors import CommentNotFound
from comments.models import Comment, TallyDelta


def lock_comment(comment_id: UUID) -> Comment:
    """The comment, its article, thread and row locked in this order. Raises CommentNotFound."""
    place = Comment.objects.filter(pk=comment_id).values_list("article_id", "root_id").first()
    if place is None:
        raise CommentNotFound
    article_id, root_id = place
    hold_article(article_id)
    _lock_thread(root_id)
    # Closes the race of two decisions, or of a decision and an edit: the second sees the first.
    # Also waits for replies that are being written below it: they hold the row shared.
    comment = Comment.objects.select_for_update().filter(pk=comment_id).first()
    if comment is None:
        raise CommentNotFound
    return comment


def _lock_thread(root_id: UUID) -> None:
    # Closes the race of two changes that meet in a common ancestor, each seeing the other's child
    # as it was. Held until the transaction ends; taken before any row, so the order is one for all.
    number = int.from_bytes(root_id.bytes[8:], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def settle(comment: Comment, *, changed: Collection[str], was_visible: bool) -> None:
    """Save the changed fields of a locked comment, with what follows for listing and counts."""
    was_listed = comment.listed
    comment.listed = _should_be_listed(comment)
    comment.save(update_fields=[*changed, "listed"])
    visible = is_public(comment.facts)
    if visible != was_visible:
        record_visibility(comment, 1 if visible else -1)
    if comment.listed != was_listed:
        relist_ancestors(comment)


def record_visibility(comment: Comment, delta: int) -> None:
    """One more or one less visible comment, for its article and its parent."""
    TallyDelta.objects.create(
        article_id=comment.article_id, parent_id=comment.parent_id, delta=delta
    )


def relist_ancestors(comment: Comment) -> None:
    """List or unlist the comments above, ending at the first whose listing stays as it is.

    The thread is locked, or nobody else can see it yet.
    """
    parent_id = comment.parent_id
    while parent_id is not None:
        parent = Comment.objects.get(pk=parent_id)
        listed = _should_be_listed(parent)
        if listed == parent.listed:
            return
        Comment.objects.filter(pk=parent_id).update(listed=listed)
        parent_id = parent.parent_id


def _should_be_listed(comment: Comment) -> bool:
    if is_public(comment.facts):
        return True
    return Comment.objects.filter(parent_id=comment.pk, listed=True).exists()

"""One viewer's own side of a page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F

from comments.enums import Status
from comments.models import Comment, Decision, Report
from comments.queries.rows import COLUMNS, JOINS, CommentRow, fetch

MAX_UNPUBLISHED = 50
RESTRICTED = (Status.PENDING, Status.REJECTED)
UNPUBLISHED = f"""
SELECT 0, 0, {COLUMNS} FROM (
    SELECT id FROM comments_comment
    WHERE author_id = %(author)s AND article_id = %(article)s
    AND status IN ('pending', 'rejected') AND deleted_at IS NULL
    ORDER BY created_at DESC LIMIT %(limit)s
) page {JOINS} ORDER BY c.created_at DESC
"""


def own_comments(author_id: UUID, article_id: UUID, comment_ids: Sequence[UUID]) -> list[Comment]:
    """Those of the article's comments that are the person's own."""
    found = Comment.objects.filter(pk__in=comment_ids, author_id=author_id, article_id=article_id)
    return list(found)


def own_unpublished(author_id: UUID, article_id: UUID) -> list[CommentRow]:
    """The person's comments under the article that nobody else sees, newest first."""
    return fetch(
        UNPUBLISHED, {"author": author_id, "article": article_id, "limit": MAX_UNPUBLISHED}
    )


def reported_by(reporter_id: UUID, comment_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the comments that the person has reported as they read now."""
    reports = Report.objects.filter(
        reporter_id=reporter_id,
        comment_id__in=comment_ids,
        revision_id=F("comment__revision_id"),
    )
    return set(reports.values_list("comment_id", flat=True))


def restrictions(comment_ids: Sequence[UUID]) -> dict[UUID, Decision]:
    """For each comment that is held or rejected, the decision that made it so."""
    changes = Decision.objects.filter(comment_id__in=comment_ids).exclude(
        from_status=F("to_status")  # marks and repeated judgements restrict nothing
    )
    latest = {decision.comment_id: decision for decision in changes.order_by("version")}
    return {key: found for key, found in latest.items() if found.to_status in RESTRICTED}

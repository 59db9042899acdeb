"""Readers report comments."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from comments import access
from comments.enums import ReportReason
from comments.errors import AlreadyReported, CommentNotFound, OwnComment
from comments.models import Comment, Report
from comments.moderation.visibility import lock_comment
from comments.services.comments import require_person
from newsapi.api.access import Actor


def report_comment(
    *, actor: Actor, comment_id: UUID, reason: ReportReason, details: str = ""
) -> Report:
    """A report of the comment as it stands; it then awaits a moderator.

    Raises NotAuthenticated, PersonRequired, CommentNotFound, OwnComment, AlreadyReported.
    """
    reporter_id = require_person(actor)
    with transaction.atomic():
        # Closes the race with a decision: it resolves this report, or this one comes after it.
        comment = lock_comment(comment_id)
        if not access.is_public(comment.facts):
            raise CommentNotFound
        if access.is_author(actor, comment.facts):
            raise OwnComment
        report = _insert(comment, reporter_id, reason, details)
        comment.open_reports += 1
        comment.save(update_fields=["open_reports"])
        return report


def _insert(comment: Comment, reporter_id: UUID, reason: ReportReason, details: str) -> Report:
    report = Report(
        article_id=comment.article_id,
        comment=comment,
        revision_id=comment.revision_id,
        reporter_id=reporter_id,
        reason=reason,
        details=details,
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as error:  # the unique constraint: one a person and revision
        raise AlreadyReported from error
    return report

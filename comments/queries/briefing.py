"""What a moderator should know of comments before deciding: three statements for a whole page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from comments.models import Comment, Decision, Report

HISTORY = 50  # latest comments of an author that are looked at
REPORTS_SHOWN = 20  # of a comment; how many there are is a column of the comment

HISTORIES = """
SELECT author.id,
    count(*) FILTER (WHERE status IN ('published', 'approved') AND deleted_at IS NULL),
    count(*) FILTER (WHERE status = 'pending' AND deleted_at IS NULL),
    count(*) FILTER (WHERE status = 'rejected')
FROM unnest(%(authors)s::uuid[]) AS author (id)
CROSS JOIN LATERAL (
    SELECT status, deleted_at FROM comments_comment c WHERE c.author_id = author.id
    ORDER BY c.created_at DESC LIMIT %(limit)s
) recent
GROUP BY author.id
"""
LATEST = """
SELECT latest.* FROM unnest(%(comments)s::uuid[]) AS asked (id)
CROSS JOIN LATERAL (
    SELECT * FROM comments_decision d WHERE d.comment_id = asked.id
    ORDER BY d.version DESC LIMIT 1
) latest
"""
OPEN_REPORTS = """
SELECT report.* FROM unnest(%(comments)s::uuid[]) AS asked (id)
CROSS JOIN LATERAL (
    SELECT * FROM comments_report r WHERE r.comment_id = asked.id AND r.outcome = ''
    ORDER BY r.created_at LIMIT %(limit)s
) report
ORDER BY report.created_at
"""


class AuthorHistory(NamedTuple):
    """What became of an author's latest comments (at most HISTORY of them)."""

    visible: int = 0
    pending: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """What is known of one comment: its author's history, its latest decision, open reports."""

    history: AuthorHistory
    latest: Decision | None
    reports: Sequence[Report]


def briefings(comments: Sequence[Comment]) -> dict[UUID, Briefing]:
    """A briefing of each comment, by its id."""
    ids = [comment.pk for comment in comments]
    histories = author_histories([comment.author_id for comment in comments])
    decisions = latest_decisions(ids)
    reports = open_reports(ids)
    return {
        comment.pk: Briefing(
            histories.get(comment.author_id, AuthorHistory()),
            decisions.get(comment.pk),
            [report for report in reports if report.comment_id == comment.pk],
        )
        for comment in comments
    }


def author_histories(author_ids: Sequence[UUID]) -> dict[UUID, AuthorHistory]:
    """What became of each author's latest comments."""
    with connection.cursor() as cursor:
        cursor.execute(HISTORIES, {"authors": list(set(author_ids)), "limit": HISTORY})
        return {row[0]: AuthorHistory(*row[1:]) for row in cursor.fetchall()}


def latest_decisions(comment_ids: Sequence[UUID]) -> dict[UUID, Decision]:
    """The latest decision on each comment that has one."""
    rows = Decision.objects.raw(LATEST, {"comments": list(comment_ids)})
    return {decision.comment_id: decision for decision in rows}


def open_reports(comment_ids: Sequence[UUID]) -> list[Report]:
    """Open reports of the comments, the oldest first, up to REPORTS_SHOWN of each."""
    values = {"comments": list(comment_ids), "limit": REPORTS_SHOWN}
    return list(Report.objects.raw(OPEN_REPORTS, values))

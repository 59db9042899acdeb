"""What awaits moderators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from comments.enums import Queue
from comments.models import Comment

RANKS = {queue: rank for rank, queue in enumerate(Queue)}
COUNTED_UP_TO = 1_000  # beyond this a moderator needs no exact number, and no full count is made
HISTORY = 50  # latest comments of an author that are looked at

HISTORIES = """
SELECT author.id,
    count(*) FILTER (WHERE recent.status IN ('published', 'approved')),
    count(*) FILTER (WHERE recent.status = 'pending'),
    count(*) FILTER (WHERE recent.status = 'rejected')
FROM unnest(%(authors)s::uuid[]) AS author (id)
CROSS JOIN LATERAL (
    SELECT status FROM comments_comment c WHERE c.author_id = author.id
    ORDER BY c.created_at DESC LIMIT %(limit)s
) recent
GROUP BY author.id
"""


class AuthorHistory(NamedTuple):
    """What became of an author's latest comments (at most HISTORY of them)."""

    visible: int = 0
    pending: int = 0
    rejected: int = 0


def queue_page(
    queue: Queue | None, *, limit: int, after: tuple[str, str, str] | None = None
) -> list[Comment]:
    """Comments that await a moderator, the most urgent queue and the oldest comment first.

    ``after`` is the (queue rank, time, id) of the last row seen.
    """
    where, values = "queue IS NOT NULL", {"limit": limit}
    if queue is not None:
        where, values = "queue = %(rank)s", {**values, "rank": RANKS[queue]}
    if after is not None:
        names = dict(zip(("q", "moment", "id"), after, strict=True))
        values = {**values, **names}  # type: ignore[dict-item]  # parameters of several types
        where += (
            " AND (queue, created_at, id) > (%(q)s::int, %(moment)s::timestamptz, %(id)s::uuid)"
        )
    waiting = Comment.objects.raw(
        f"SELECT id FROM comments_comment WHERE {where} ORDER BY queue, created_at, id "  # constants
        "LIMIT %(limit)s",
        values,
    )
    ids = [comment.pk for comment in waiting]
    found = Comment.objects.select_related("article", "author", "parent__author").in_bulk(ids)
    return [found[comment_id] for comment_id in ids if comment_id in found]


def queue_counts() -> dict[Queue, int]:
    """How many await in each queue, counted up to COUNTED_UP_TO + 1."""
    return {
        queue: Comment.objects.filter(queue=rank).order_by()[: COUNTED_UP_TO + 1].count()
        for queue, rank in RANKS.items()
    }


def author_histories(author_ids: Sequence[UUID]) -> dict[UUID, AuthorHistory]:
    """What became of each author's latest comments."""
    with connection.cursor() as cursor:
        cursor.execute(HISTORIES, {"authors": list(set(author_ids)), "limit": HISTORY})
        return {row[0]: AuthorHistory(*row[1:]) for row in cursor.fetchall()}

"""What awaits moderators: pages of the queue by keyset, and how much there is, never fully counted.

The partial index comment_queue has the rows in the queue's order, so a page costs what it shows.
What no index serves (a section, an article) is sifted out of a bounded stretch of the queue, with
a cursor to look further.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from comments.enums import Queue
from comments.models import Comment
from newsapi.api.cursors import Cursor, time_key

RANKS = {queue: rank for rank, queue in enumerate(Queue)}
COUNTED_UP_TO = 1_000  # beyond this a moderator needs no exact number, and no full count is made
STRETCH = 20_000  # rows of the queue that a page with a filter looks through at most

# A row is kept when the filter takes it; the stretch's last row also, to go on from there. All of
# it stops at LIMIT, so that without a filter it reads no more rows than it returns.
PAGE = """
SELECT id, queue, created_at, kept, number FROM (
    SELECT waiting.id, waiting.queue, waiting.created_at, {kept} AS kept,
        row_number() OVER (ORDER BY waiting.queue, waiting.created_at, waiting.id) AS number
    FROM (
        SELECT id, article_id, queue, created_at FROM comments_comment WHERE {where}
        ORDER BY queue, created_at, id LIMIT %(stretch)s
    ) waiting
) numbered
WHERE kept OR number = %(stretch)s
ORDER BY queue, created_at, id LIMIT %(limit)s + 1
"""
KEPT = {
    "article": "waiting.article_id = %(article)s",
    "section": "(SELECT a.section = %(section)s FROM articles_article a"
    " WHERE a.id = waiting.article_id)",
}
BEYOND = "(queue, created_at, id) > (%(after0)s::int, %(after1)s::timestamptz, %(after2)s::uuid)"


def counts_up_to(most: int) -> str:
    """SQL that counts each queue, giving up one beyond ``most``."""
    return " UNION ALL ".join(
        f"SELECT {rank}, count(*) FROM "
        f"(SELECT 1 FROM comments_comment WHERE queue = {rank} LIMIT {most + 1}) q{rank}"
        for rank in RANKS.values()
    )


COUNTS = counts_up_to(COUNTED_UP_TO)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which part of the queue: one queue or all, of everything, a section or an article."""

    queue: Queue | None = None
    section: str = ""
    article_id: UUID | None = None

    @property
    def sifts(self) -> bool:
        """Whether something is asked for that the index does not have."""
        return bool(self.section or self.article_id)


class QueuePage(NamedTuple):
    """Comments in the queue's order; ``next`` where there is, or may be, more.

    ``ended_early``: the page is not full, because a stretch of the queue was looked through.
    """

    comments: list[Comment]
    next: Cursor | None
    ended_early: bool


def queue_page(wanted: QueueFilter, *, limit: int, after: Cursor | None = None) -> QueuePage:
    """Comments that await a moderator: the most urgent queue first, in each the oldest first.

    ``after`` is a cursor of an earlier page.
    """
    found = _walk(wanted, limit=limit, after=after)
    shown = found[:limit]
    cut = len(found) > limit
    exhausted = bool(shown) and shown[-1].number == STRETCH
    comments = _load([row.id for row in shown if row.kept])
    more = cut or exhausted
    return QueuePage(comments, shown[-1].place if more else None, exhausted and not cut)


def queue_counts() -> dict[Queue, int]:
    """How many await in each queue, counted up to COUNTED_UP_TO + 1."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        counts = dict(cursor.fetchall())
    return {queue: counts[rank] for queue, rank in RANKS.items()}


class _Row(NamedTuple):
    id: UUID
    queue: int
    created_at: object
    kept: bool
    number: int

    @property
    def place(self) -> Cursor:
        return Cursor((self.queue, *time_key(self.created_at, self.id)))  # type: ignore[arg-type]


def _walk(wanted: QueueFilter, *, limit: int, after: Cursor | None) -> list[_Row]:
    where = "queue IS NOT NULL" if wanted.queue is None else "queue = %(rank)s"
    kept = [
        KEPT[name]
        for name, value in (("article", wanted.article_id), ("section", wanted.section))
        if value
    ]
    values = {
        "rank": RANKS[wanted.queue] if wanted.queue else None,
        "article": wanted.article_id,
        "section": wanted.section,
        "stretch": STRETCH,
        "limit": limit,
        **{f"after{index}": value for index, value in enumerate(after.key if after else ())},
    }
    sql = PAGE.format(
        where=f"{where} AND {BEYOND}" if after else where, kept=" AND ".join(kept) or "TRUE"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [_Row(*row) for row in cursor.fetchall()]


def _load(ids: Sequence[UUID]) -> list[Comment]:
    # An article's text and search vector can be megabytes; a parent is only quoted.
    related = Comment.objects.select_related("article", "author", "parent__author").defer(
        "article__body", "article__search", "parent__body"
    )
    found = related.in_bulk(ids)
    return [found[comment_id] for comment_id in ids if comment_id in found]

"""Pages of a thread: roots or replies by keyset, and bounded replies below each, in one statement.

The cost follows what is shown, not the thread: every level is an index scan with a LIMIT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from comments.enums import Sort
from comments.queries.rows import COLUMNS, JOINS, CommentRow, fetch
from newsapi.api.cursors import Cursor, Page, paginate


@dataclass(frozen=True, slots=True)
class Order:
    """A sort in SQL: its key's columns, the types of a cursor's values, and its direction."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    descending: bool

    def by(self, *, reverse: bool) -> str:
        """The ORDER BY list."""
        way = "DESC" if self.descending != reverse else "ASC"
        return ", ".join(f"{column} {way}" for column in self.columns)

    def beyond(self, *, reverse: bool) -> str:
        """The condition for rows beyond the cursor: a row comparison, which an index can start."""
        sign = "<" if self.descending != reverse else ">"
        values = (f"%(key{i})s::{name}" for i, name in enumerate(self.types))
        return f"({', '.join(self.columns)}) {sign} ({', '.join(values)})"


BY_TIME = ("created_at", "id"), ("timestamptz", "uuid")
NEWEST = Order(*BY_TIME, descending=True)
BY_REPLIES = Order(("reply_count", *BY_TIME[0]), ("int", *BY_TIME[1]), descending=True)
# Without votes every rank is the same, and ties go newest first.
ORDERS = {
    Sort.BEST: NEWEST,
    Sort.NEWEST: NEWEST,
    Sort.OLDEST: Order(*BY_TIME, descending=False),
    Sort.CONTROVERSIAL: NEWEST,
    Sort.REPLIES: BY_REPLIES,
}
UNDER_ARTICLE = "article_id = %(parent)s AND parent_id IS NULL AND listed"
UNDER_COMMENT = "parent_id = %(parent)s AND listed"

# A level is expanded up to its own limit; the row beyond it only tells that there is more. Rows are
# met level by level, so where the budget ends them, only the last one's siblings can be cut short.
TREE = """
WITH RECURSIVE tree AS (
    (SELECT id, 0 AS level, row_number() OVER (ORDER BY {first_order}) AS position
    FROM comments_comment WHERE {first_page} ORDER BY {first_order} LIMIT %(limit)s + 1)
    UNION ALL
    SELECT reply.id, tree.level + 1, reply.position
    FROM tree CROSS JOIN LATERAL (
        SELECT id, row_number() OVER (ORDER BY {order}) AS position
        FROM comments_comment
        WHERE parent_id = tree.id AND listed
        ORDER BY {order} LIMIT %(replies)s + 1
    ) reply
    WHERE tree.level < %(depth)s
    AND tree.position <= CASE tree.level WHEN 0 THEN %(limit)s ELSE %(replies)s END
)
SELECT page.level, page.position, {columns}
FROM (SELECT *, row_number() OVER () AS met FROM tree LIMIT %(budget)s) page {joins}
ORDER BY page.met
"""

ONE = f"""
SELECT 0, 1, {COLUMNS} FROM (SELECT %(id)s::uuid AS id) page {JOINS}
"""

# The nearest ancestors, from the root's side down; a loop in PostgreSQL, so any depth will do.
ANCESTORS = f"""
WITH RECURSIVE up AS (
    SELECT parent_id AS id, 1 AS distance FROM comments_comment WHERE id = %(id)s
    UNION ALL
    SELECT c.parent_id, up.distance + 1 FROM comments_comment c JOIN up ON c.id = up.id
    WHERE up.distance < %(limit)s AND c.parent_id IS NOT NULL
)
SELECT 0, page.distance, {COLUMNS} FROM up page {JOINS} ORDER BY c.depth
"""
MAX_ANCESTORS = 100


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of a thread a page shows: entries, levels below them, first replies per comment."""

    limit: int
    depth: int
    replies: int


@dataclass(frozen=True, slots=True)
class Tree:
    """A page's entries, and below them what was read, level by level."""

    page: Page[CommentRow]
    below: Sequence[CommentRow]
    truncated: bool  # the page's budget was used up


def thread_page(article_id: UUID, *, sort: Sort, shape: Shape, cursor: Cursor | None) -> Tree:
    """A page of the article's top-level comments."""
    return _tree(UNDER_ARTICLE, article_id, sort, shape, cursor)


def replies_page(comment_id: UUID, *, sort: Sort, shape: Shape, cursor: Cursor | None) -> Tree:
    """A page of the comment's direct replies."""
    return _tree(UNDER_COMMENT, comment_id, sort, shape, cursor)


def get_row(comment_id: UUID) -> CommentRow | None:
    """One comment, whatever its state: the caller asks who may see it."""
    rows = fetch(ONE, {"id": comment_id})
    return rows[0] if rows else None


def ancestors(comment_id: UUID) -> list[CommentRow]:
    """The comment's ancestors, the topmost first; of a very deep chain the nearest hundred."""
    return fetch(ANCESTORS, {"id": comment_id, "limit": MAX_ANCESTORS})


def sort_key(sort: Sort, row: CommentRow) -> tuple[str | int, ...]:
    """The row's place in the order, for a cursor."""
    by_time = (row.created_at.isoformat(), str(row.id))
    return (row.stored_reply_count, *by_time) if sort == Sort.REPLIES else by_time


def _tree(scope: str, parent: UUID, sort: Sort, shape: Shape, cursor: Cursor | None) -> Tree:
    order = ORDERS[sort]
    backwards = cursor is not None and cursor.backwards
    # A page that was asked for is never cut short, however small the budget is set.
    budget = max(settings.NEWSAPI_MAX_PAGE, shape.limit + 1)
    sql = TREE.format(
        first_page=f"{scope} AND {order.beyond(reverse=backwards)}" if cursor else scope,
        first_order=order.by(reverse=backwards),
        order=order.by(reverse=False),
        columns=COLUMNS,
        joins=JOINS,
    )
    keys = {f"key{index}": value for index, value in enumerate(cursor.key if cursor else ())}
    rows = fetch(
        sql,
        {
            "parent": parent,
            "limit": shape.limit,
            "depth": shape.depth if shape.replies else 0,
            "replies": shape.replies,
            "budget": budget,
            **keys,
        },
    )
    entries = [row for row in rows if row.level == 0]
    return Tree(
        page=paginate(
            entries, limit=shape.limit, cursor=cursor, key=lambda row: sort_key(sort, row)
        ),
        below=rows[len(entries) :],
        truncated=len(rows) == budget,
    )

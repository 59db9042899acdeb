"""The row that every public read of comments returns, and its columns in SQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from comments.access import CommentFacts
from comments.enums import Status


class CommentRow(NamedTuple):
    """A comment with its author, as of one moment; ``level`` and ``position`` within a page."""

    level: int
    position: int
    id: UUID
    article_id: UUID
    article_url: str
    parent_id: UUID | None
    root_id: UUID
    depth: int
    status: str
    listed: bool
    author_id: UUID
    author_name: str
    author_avatar_url: str
    author_is_moderator: bool
    body: str
    body_html: str
    version: int
    created_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    pinned: bool
    featured: bool
    stored_reply_count: int
    reply_count: int
    has_replies: bool

    @property
    def facts(self) -> CommentFacts:
        """What access predicates ask about."""
        return CommentFacts(
            author_id=self.author_id,
            status=Status(self.status),
            deleted=self.deleted_at is not None,
            listed=self.listed,
            created_at=self.created_at,
        )


# In the order of CommentRow. A count is the folded total plus what is not folded yet, in one
# statement and so of one snapshot: exact.
COLUMNS = """
    c.id, c.article_id, a.url, c.parent_id, c.root_id, c.depth, c.status, c.listed,
    u.id, u.name, u.avatar_url, u.is_staff,
    c.body, c.body_html, c.version, c.created_at, c.edited_at, c.deleted_at,
    c.pinned, c.featured, c.reply_count,
    c.reply_count + COALESCE(
        (SELECT sum(d.delta) FROM comments_tallydelta d WHERE d.parent_id = c.id), 0)::int,
    EXISTS (SELECT 1 FROM comments_comment r WHERE r.parent_id = c.id AND r.listed)
"""
JOINS = """
    JOIN comments_comment c ON c.id = page.id
    JOIN accounts_user u ON u.id = c.author_id
    JOIN articles_article a ON a.id = c.article_id
"""


def fetch(sql: str, parameters: Mapping[str, str | int | UUID]) -> list[CommentRow]:
    """The rows of a statement that selects level, position and COLUMNS."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [CommentRow(*row) for row in cursor.fetchall()]

"""An article goes, and its discussion with it."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

# Children of the foreign keys first. Decisions stay: the log outlives what it speaks of.
TABLES = (
    "comments_report",
    "comments_tallydelta",
    "comments_articletally",
    "comments_revision",
    "comments_comment",
)


def remove_discussion(*, article_id: UUID) -> None:
    """Remove every comment of the article, in the transaction under way."""
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(
                f"DELETE FROM {table} WHERE article_id = %s", [article_id]
            )  # names above

"""Counts of visible comments, exact: totals and what is not folded yet, of one snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

COUNTS = """
SELECT asked.id, (COALESCE(
        (SELECT t.comments FROM comments_articletally t WHERE t.article_id = asked.id), 0)
    + COALESCE(
        (SELECT sum(d.delta) FROM comments_tallydelta d WHERE d.article_id = asked.id), 0))::int
FROM unnest(%s::uuid[]) AS asked (id)
"""


def comment_counts(article_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Visible comments of each article, 0 for one that has none."""
    if not article_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(COUNTS, [list(article_ids)])
        return dict(cursor.fetchall())

"""Totals: the only writer of folded counts."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

BATCH = 5_000

# A delta is folded once its parent's row could be locked at once; the others wait for the next
# round, so that folding never waits for a writer, and never deadlocks with one.
FOLD = """
WITH batch AS (
    SELECT id, article_id, parent_id, delta FROM comments_tallydelta
    ORDER BY id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
), parents AS (
    SELECT id FROM comments_comment WHERE id IN (SELECT parent_id FROM batch)
    FOR NO KEY UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM comments_tallydelta WHERE id IN (
        SELECT id FROM batch
        WHERE parent_id IS NULL OR parent_id IN (SELECT id FROM parents)
    ) RETURNING article_id, parent_id, delta
), replies AS (
    UPDATE comments_comment SET reply_count = reply_count + sums.delta
    FROM (SELECT parent_id, sum(delta) AS delta FROM gone GROUP BY parent_id) AS sums
    WHERE comments_comment.id = sums.parent_id
), totals AS (
    INSERT INTO comments_articletally AS tally (article_id, comments)
    SELECT article_id, sum(delta) FROM gone GROUP BY article_id ORDER BY article_id
    ON CONFLICT (article_id) DO UPDATE SET comments = tally.comments + excluded.comments
)
SELECT count(*) FROM gone
"""

DIFFERENCES = """
SELECT 'article' AS kind, a.id,
    COALESCE(t.comments, 0) + COALESCE(d.delta, 0) AS stored, COALESCE(c.n, 0) AS counted
FROM articles_article a
LEFT JOIN comments_articletally t ON t.article_id = a.id
LEFT JOIN (SELECT article_id, sum(delta) AS delta FROM comments_tallydelta GROUP BY 1) d
    ON d.article_id = a.id
LEFT JOIN (SELECT article_id, count(*) AS n FROM comments_comment
    WHERE status IN ('published', 'approved') AND deleted_at IS NULL GROUP BY 1) c
    ON c.article_id = a.id
WHERE COALESCE(t.comments, 0) + COALESCE(d.delta, 0) <> COALESCE(c.n, 0)
UNION ALL
SELECT 'comment', p.id, p.reply_count + COALESCE(d.delta, 0), COALESCE(c.n, 0)
FROM comments_comment p
LEFT JOIN (SELECT parent_id, sum(delta) AS delta FROM comments_tallydelta
    WHERE parent_id IS NOT NULL GROUP BY 1) d ON d.parent_id = p.id
LEFT JOIN (SELECT parent_id, count(*) AS n FROM comments_comment
    WHERE status IN ('published', 'approved') AND deleted_at IS NULL AND parent_id IS NOT NULL
    GROUP BY 1) c ON c.parent_id = p.id
WHERE p.reply_count + COALESCE(d.delta, 0) <> COALESCE(c.n, 0)
"""


def fold_tallies() -> int:
    """Fold a batch of deltas into the totals; how many were folded."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FOLD, {"batch": BATCH})
        return int(cursor.fetchone()[0])


def find_differences() -> list[tuple[str, UUID, int, int]]:
    """Every stored count that is not what a recount gives: (kind, id, stored, counted)."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES)
        return [tuple(row) for row in cursor.fetchall()]


def repair_counts() -> int:
    """Put every count right; how many were wrong. Writers wait meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        # No delta may come or be folded between the recount and its correction.
        cursor.execute("LOCK TABLE comments_tallydelta IN SHARE ROW EXCLUSIVE MODE")
        differences = find_differences()
        for kind, row_id, stored, counted in differences:
            _correct(kind, row_id, counted - stored)
        return len(differences)


def _correct(kind: str, row_id: UUID, by: int) -> None:
    statements = {
        "article": """INSERT INTO comments_articletally AS tally (article_id, comments)
            VALUES (%(id)s, %(by)s) ON CONFLICT (article_id)
            DO UPDATE SET comments = tally.comments + excluded.comments""",
        "comment": """UPDATE comments_comment SET reply_count = reply_count + %(by)s
            WHERE id = %(id)s""",
    }
    with connection.cursor() as cursor:
        cursor.execute(statements[kind], {"id": row_id, "by": by})

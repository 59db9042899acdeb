"""Totals: the only writer of folded counts."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction

BATCH = 5_000

# A delta is folded once its article's and its parent's row could be locked at once; the others wait
# for the next round, so that folding never waits for anybody, and never deadlocks.
FOLD = """
WITH batch AS (
    SELECT id, article_id, parent_id, delta FROM comments_tallydelta
    ORDER BY id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
), articles AS (
    SELECT id FROM articles_article WHERE id IN (SELECT article_id FROM batch)
    FOR KEY SHARE SKIP LOCKED
), parents AS (
    SELECT id FROM comments_comment WHERE id IN (SELECT parent_id FROM batch)
    FOR NO KEY UPDATE SKIP LOCKED
), gone AS (
    DELETE FROM comments_tallydelta WHERE id IN (
        SELECT id FROM batch
        WHERE article_id IN (SELECT id FROM articles)
        AND (parent_id IS NULL OR parent_id IN (SELECT id FROM parents))
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

# A delta counts for its article and for its parent: where only the parent's count is wrong, a
# second one takes back what the first does to the article's.
REPAIR = f"""
WITH difference AS ({DIFFERENCES}), made AS (
    INSERT INTO comments_tallydelta (article_id, parent_id, delta)
    SELECT id, NULL::uuid, counted - stored FROM difference WHERE kind = 'article'
    UNION ALL
    SELECT c.article_id, side.parent_id, side.sign * (d.counted - d.stored)
    FROM difference d
    JOIN comments_comment c ON c.id = d.id
    CROSS JOIN LATERAL (VALUES (c.id, 1), (NULL, -1)) AS side (parent_id, sign)
    WHERE d.kind = 'comment'
)
SELECT count(*) FROM difference
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
    """Put every count right by deltas that make up for the differences; how many there were.

    The differences are of one snapshot, and every writer keeps its comment and its delta together,
    so nobody has to wait meanwhile.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Two repairs at once would make up for each difference twice.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('comments.repair_counts'))")
        cursor.execute(REPAIR)
        return int(cursor.fetchone()[0])

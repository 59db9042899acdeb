"""What articles need to know of their discussion, as this app knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from comments.models import Comment
from comments.queries.counts import comment_counts
from comments.services.removal import remove_discussion


class ArticleDiscussion:
    """Handed to ``articles.discussion.use`` when the app starts."""

    def counts(self, article_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """Visible comments per article."""
        return comment_counts(article_ids)

    def exists(self, article_id: UUID) -> bool:
        """Whether the article has any comment, visible or not."""
        return Comment.objects.filter(article_id=article_id).exists()

    def remove(self, article_id: UUID) -> None:
        """Remove all comments of the article."""
        remove_discussion(article_id=article_id)

"""Article rows to dicts."""

from __future__ import annotations

from collections.abc import Sequence

from articles import discussion
from articles.commenting import Commenting
from articles.models import Article
from articles.queries import ArticleRow, commenting_of

TEXT_FIELDS = ("subtitle", "byline", "section", "body")


def present_commenting(commenting: Commenting) -> dict[str, object]:
    """What readers are told about whether they can comment."""
    return {
        "status": commenting.status.value,
        "reason": commenting.reason,
        "closes_at": commenting.closes_at,
    }


def present_articles(articles: Sequence[ArticleRow]) -> list[dict[str, object]]:
    """The articles in order, each with its count; one more query for all."""
    counts = discussion.current().counts([article.id for article in articles])
    return [_present(article, counts.get(article.id, 0)) for article in articles]


def _present(article: ArticleRow, comment_count: int) -> dict[str, object]:
    return {
        "id": article.id,
        "external_id": article.external_id,
        "url": article.url,
        "title": article.title,
        **{name: getattr(article, name) for name in TEXT_FIELDS},
        "tags": article.tags,
        "language": article.language,
        "image_url": article.image_url or None,
        **_times(article),
        "comment_count": comment_count,
        "commenting": present_commenting(commenting_of(article)),
    }


def _times(article: Article) -> dict[str, object]:
    return {
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "created_at": article.created_at,
    }

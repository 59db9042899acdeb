"""Reading threads: the same for everyone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.present import present_commenting
from articles.queries import commenting_of, get_article
from comments.api.documentation import threads as documentation
from comments.api.present import Links, present_alone, present_page, scope
from comments.api.serializers import ShapeQuery
from comments.enums import Sort
from comments.errors import CommentNotFound
from comments.queries import threads
from comments.queries.counts import comment_counts
from comments.queries.rows import CommentRow
from comments.queries.threads import Shape, Tree
from newsapi.api.cursors import Cursor, decode, page_url
from newsapi.api.views import PublicReadView, absolute, public

DEFAULT_SHAPE = Shape(limit=25, depth=3, replies=5)


class ThreadPage(PublicReadView):
    """What the page of an article's comments and that of a comment's replies have in common."""

    def asked(self, parent: UUID) -> tuple[Links, Cursor | None]:
        """The order and shape asked for, and where to read on."""
        query = self.query(ShapeQuery)
        sort, token = Sort(query.pop("sort")), query.pop("cursor", None)
        links = Links(absolute(self.request, "/")[:-1], sort, Shape(**query))
        return links, decode(token, scope(parent, sort)) if token else None

    def page(self, parent: UUID, tree: Tree, links: Links) -> dict[str, Any]:  # Any: JSON
        """The members that make a list."""
        base = links.host + self.request.path
        given = self.request.query_params.dict()
        before, after = tree.page.previous, tree.page.next
        return {
            "sort": links.sort.value,
            "results": present_page(tree, links),
            "next": page_url(base, after, scope(parent, links.sort), given),
            "previous": page_url(base, before, scope(parent, links.sort), given),
        }


class ThreadView(ThreadPage):
    """A page of an article's thread."""

    @documentation.READ_THREAD
    def get(self, request: Request, article_id: UUID) -> Response:
        """Read a page of comments with their first replies."""
        links, cursor = self.asked(article_id)
        article = article_summary(article_id)
        tree = threads.thread_page(article_id, sort=links.sort, shape=links.shape, cursor=cursor)
        return public({"article": article, **self.page(article_id, tree, links)})


class RepliesView(ThreadPage):
    """A page of a comment's replies."""

    @documentation.READ_REPLIES
    def get(self, request: Request, comment_id: UUID) -> Response:
        """Read a page of direct replies with their first replies."""
        links, cursor = self.asked(comment_id)
        listed_row(comment_id)
        tree = threads.replies_page(comment_id, sort=links.sort, shape=links.shape, cursor=cursor)
        return public(self.page(comment_id, tree, links))


class ContextView(ThreadPage):
    """What a permalink needs."""

    @documentation.READ_CONTEXT
    def get(self, request: Request, comment_id: UUID) -> Response:
        """Read a comment with its ancestors and its first replies."""
        row = listed_row(comment_id)
        links = Links(absolute(request, "/")[:-1], Sort.BEST, DEFAULT_SHAPE)
        tree = threads.replies_page(comment_id, sort=links.sort, shape=links.shape, cursor=None)
        comment = present_alone(row, links)
        following = tree.page.next
        comment["replies"] = {
            "results": present_page(tree, links),
            "next": links.replies(comment_id, following) if following else None,
        }
        above = [present_alone(ancestor, links) for ancestor in threads.ancestors(comment_id)]
        article = article_summary(row.article_id)
        return public({"article": article, "ancestors": above, "comment": comment})


def listed_row(comment_id: UUID) -> CommentRow:
    """The comment as it stands in public pages. Raises CommentNotFound."""
    row = threads.get_row(comment_id)
    if row is None or not row.listed:
        raise CommentNotFound
    return row


def article_summary(article_id: UUID) -> dict[str, object]:
    """What a thread says of its article. Raises ArticleNotFound."""
    article = get_article(article_id)
    return {
        "id": article.id,
        "comment_count": comment_counts([article.id])[article.id],
        "commenting": present_commenting(commenting_of(article)),
    }

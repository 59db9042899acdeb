"""Reading threads."""

from __future__ import annotations

from articles.errors import ArticleNotFound
from comments.api import examples
from comments.api.outputs import ContextOutput, ReplyPageOutput, ThreadPageOutput
from comments.api.serializers import ShapeQuery
from comments.errors import CommentNotFound
from newsapi.api.cursors import InvalidCursor
from newsapi.api.schema.describing import Documentation, Success, path_id
from newsapi.api.schema.security import PUBLIC

ARTICLE_ID = path_id("article_id", "article")
COMMENT_ID = path_id("comment_id", "comment")

READ_THREAD = Documentation(
    id="readThread",
    tag="threads",
    description="A page of an article's top-level comments, each with its first replies. Pages of "
    "any thread cost the same, however long it is and however far one has read.",
    security=PUBLIC,
    path=(ARTICLE_ID,),
    query=ShapeQuery,
    success=(
        Success(
            status=200,
            description="A page of the thread.",
            body=ThreadPageOutput,
            example=examples.THREAD_PAGE,
        ),
    ),
    errors=(InvalidCursor, ArticleNotFound),
    public_read=True,
)
READ_REPLIES = Documentation(
    id="readReplies",
    tag="threads",
    description="A page of the direct replies to a comment, each with its own first replies.",
    security=PUBLIC,
    path=(COMMENT_ID,),
    query=ShapeQuery,
    success=(
        Success(
            status=200,
            description="A page of replies.",
            body=ReplyPageOutput,
            example=examples.REPLY_PAGE,
        ),
    ),
    errors=(InvalidCursor, CommentNotFound),
    public_read=True,
)
READ_CONTEXT = Documentation(
    id="readContext",
    tag="threads",
    description="What a permalink needs. Of a very deep chain the nearest hundred ancestors.",
    security=PUBLIC,
    path=(COMMENT_ID,),
    success=(
        Success(
            status=200,
            description="The comment in its place.",
            body=ContextOutput,
            example=examples.CONTEXT,
        ),
    ),
    errors=(CommentNotFound,),
    public_read=True,
)

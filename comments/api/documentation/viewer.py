"""One viewer's own side of a page."""

from __future__ import annotations

from articles.errors import ArticleNotFound
from comments.api import examples
from comments.api.serializers import ViewerQuery
from comments.api.viewer_outputs import ViewerSideOutput
from newsapi.api.schema.describing import Documentation, Success, path_id
from newsapi.api.schema.security import ANYONE

ARTICLE_ID = path_id("article_id", "article")

READ_VIEWER = Documentation(
    id="readViewer",
    tag="comments",
    description="What the public page of a thread cannot hold: may the viewer comment, what did "
    "they do with these comments, and which comments of theirs does nobody else see.",
    security=ANYONE,
    path=(ARTICLE_ID,),
    query=ViewerQuery,
    success=(
        Success(
            status=200,
            description="The viewer's own side.",
            body=ViewerSideOutput,
            example=examples.VIEWER_SIDE,
        ),
    ),
    errors=(ArticleNotFound,),
)

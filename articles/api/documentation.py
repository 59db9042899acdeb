"""The operations on articles, for the OpenAPI document."""

from __future__ import annotations

from articles.api.outputs import ArticleOutput, ArticlePageOutput
from articles.api.serializers import (
    ArticleInput,
    ArticlePatchInput,
    ArticlePutInput,
    ArticleQuery,
    DeleteQuery,
)
from articles.errors import AlreadyExists, ArticleNotFound, HasComments
from newsapi.api.cursors import InvalidCursor
from newsapi.api.fields import Text
from newsapi.api.schema.describing import Documentation, Success, path_id
from newsapi.api.schema.security import PRIVILEGED, PUBLIC
from newsapi.errors import Forbidden

ID = "01980a38-1f6e-7d11-a4c3-9b7e5d2f8c60"
ARTICLE_ID = path_id("article_id", "article")
EXTERNAL_ID = {
    "name": "external_id",
    "in": "path",
    "required": True,
    "description": "The publisher's own id of the article; it may have slashes in it.",
    "schema": Text(max_length=255).json_schema(),
}
TOLD = {
    "url": "https://news.example/world/2016/01/22/slowdown/",
    "title": "Slowdown in China will hit the world economy",
    "subtitle": "A weaker yuan may seriously dent exports, economists say",
    "byline": "World Bulletin / News Desk",
    "section": "World",
    "tags": ["china", "economy"],
    "language": "en",
    "body": "The economy grew at its slowest pace in 25 years.\n\nMarkets fell again on Friday.",
    "image_url": "https://news.example/images/harbour.jpg",
    "published_at": "2016-01-22T05:30:00.000Z",
    "modified_at": "2016-01-22T07:42:00.000Z",
    "commenting": {"status": "open", "reason": "", "closes_at": None},
}
ARTICLE = {
    "id": ID,
    "external_id": "cms-168523",
    **TOLD,
    "created_at": "2016-01-22T05:31:12.345Z",
    "comment_count": 12,
}
WRITERS_ONLY = Forbidden("This needs a server key with the scope articles:write, or staff.")
TAKEN = AlreadyExists(id=ID)
CREATED = Success(
    status=201,
    description="The new article.",
    body=ArticleOutput,
    example=ARTICLE | {"comment_count": 0},
    headers=("Location",),
)

LIST_ARTICLES = Documentation(
    id="listArticles",
    tag="articles",
    description="Newest first: by publication, else by when we were told. Filters narrow the list "
    "together.",
    security=PUBLIC,
    query=ArticleQuery,
    success=(
        Success(
            status=200,
            description="A page of articles.",
            body=ArticlePageOutput,
            example={"results": [ARTICLE], "next": None, "previous": None},
        ),
    ),
    errors=(InvalidCursor,),
    public_read=True,
)
CREATE_ARTICLE = Documentation(
    id="createArticle",
    tag="articles",
    description="Tells us of an article. For server keys with the scope `articles:write`, and "
    "staff.",
    security=PRIVILEGED,
    request=ArticleInput,
    example={"external_id": "cms-168523", **TOLD},
    success=(CREATED,),
    errors=(WRITERS_ONLY, TAKEN),
)
READ_ARTICLE = Documentation(
    id="readArticle",
    tag="articles",
    description="One article, with its exact number of visible comments.",
    security=PUBLIC,
    path=(ARTICLE_ID,),
    success=(Success(status=200, description="The article.", body=ArticleOutput, example=ARTICLE),),
    errors=(ArticleNotFound,),
    public_read=True,
)
CHANGE_ARTICLE = Documentation(
    id="changeArticle",
    tag="articles",
    description="Changes the fields that are sent and leaves the others. For server keys with the "
    "scope `articles:write`, and staff.",
    security=PRIVILEGED,
    path=(ARTICLE_ID,),
    request=ArticlePatchInput,
    example={"commenting": {"status": "closed", "reason": "Closed after two weeks."}},
    success=(
        Success(
            status=200,
            description="The article as it is now.",
            body=ArticleOutput,
            example=ARTICLE
            | {
                "commenting": {
                    "status": "closed",
                    "reason": "Closed after two weeks.",
                    "closes_at": None,
                }
            },
        ),
    ),
    errors=(WRITERS_ONLY, ArticleNotFound, TAKEN),
)
DELETE_ARTICLE = Documentation(
    id="deleteArticle",
    tag="articles",
    description="Deletes an article. While it has comments that is refused, unless staff say "
    "`force`. For server keys with the scope `articles:write`, and staff.",
    security=PRIVILEGED,
    path=(ARTICLE_ID,),
    query=DeleteQuery,
    success=(Success(status=204, description="It is gone."),),
    errors=(WRITERS_ONLY, ArticleNotFound, HasComments),
)
PUT_ARTICLE = Documentation(
    id="putArticle",
    tag="articles",
    description="Creates the article with this `external_id`, or replaces all its fields; sent "
    "again it changes nothing. For server keys with the scope `articles:write`, and staff.",
    security=PRIVILEGED,
    path=(EXTERNAL_ID,),
    request=ArticlePutInput,
    example=TOLD,
    success=(
        Success(
            status=200, description="The article, replaced.", body=ArticleOutput, example=ARTICLE
        ),
        CREATED,
    ),
    errors=(WRITERS_ONLY, TAKEN),
)

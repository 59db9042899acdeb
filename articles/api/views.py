"""Article views: parse, call, present."""

from __future__ import annotations

from uuid import UUID

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from articles import access, services
from articles.api import documentation
from articles.api.present import present_articles
from articles.api.serializers import (
    ArticleInput,
    ArticlePatchInput,
    ArticlePutInput,
    ArticleQuery,
    DeleteQuery,
)
from articles.models import Article
from articles.queries import get_article, list_articles
from newsapi.api.access import Actor
from newsapi.api.cursors import decode, page_url
from newsapi.api.idempotency import idempotent
from newsapi.api.views import PublicReadView, absolute, public
from newsapi.errors import Forbidden, NotAuthenticated

SCOPE = "articles"


def require_writer(actor: Actor) -> None:
    """Raises NotAuthenticated or Forbidden for one who may not write articles."""
    if access.may_write_articles(actor):
        return
    if actor.kind == "anonymous":
        raise NotAuthenticated
    raise Forbidden("This needs a server key with the scope articles:write, or staff.")


class ArticlesView(PublicReadView):
    """The list of articles."""

    @documentation.LIST_ARTICLES
    def get(self, request: Request) -> Response:
        """List articles, newest first."""
        query = self.query(ArticleQuery)
        limit, token = query.pop("limit"), query.pop("cursor", None)
        cursor = decode(token, SCOPE) if token else None
        page = list_articles(query, limit=limit, cursor=cursor)  # type: ignore[arg-type]  # checked
        base = absolute(request, request.path)
        given = request.query_params.dict()
        return public(
            {
                "results": present_articles(page.rows),
                "next": page_url(base, page.next, SCOPE, given),
                "previous": page_url(base, page.previous, SCOPE, given),
            }
        )

    @documentation.CREATE_ARTICLE
    @idempotent
    def post(self, request: Request) -> Response:
        """Create an article."""
        require_writer(self.actor)
        article = services.create_article(fields=self.body(ArticleInput))  # type: ignore[arg-type]  # checked
        return created(request, article)


class ArticleView(PublicReadView):
    """One article."""

    @documentation.READ_ARTICLE
    def get(self, request: Request, article_id: UUID) -> Response:
        """Read an article."""
        return public(present_articles([get_article(article_id)])[0])

    @documentation.CHANGE_ARTICLE
    def patch(self, request: Request, article_id: UUID) -> Response:
        """Change the fields sent, leave the others."""
        require_writer(self.actor)
        changes = self.body(ArticlePatchInput)
        article = services.update_article(article_id=article_id, changes=changes)  # type: ignore[arg-type]  # checked
        return Response(presented(article))

    @documentation.DELETE_ARTICLE
    def delete(self, request: Request, article_id: UUID) -> Response:
        """Delete an article; with its comments only by staff and force."""
        require_writer(self.actor)
        force = self.query(DeleteQuery)["force"]
        if force and not access.may_delete_with_comments(self.actor):
            raise Forbidden("Only staff may delete an article together with its comments.")
        services.delete_article(article_id=article_id, force=force)
        return Response(status=204)


class ArticleByExternalIdView(PublicReadView):
    """An article by the publisher's own id."""

    @documentation.PUT_ARTICLE
    def put(self, request: Request, external_id: str) -> Response:
        """Create the article, or replace it; sent again it changes nothing."""
        require_writer(self.actor)
        fields = self.body(ArticlePutInput)
        external_id = checked_external_id(external_id)
        article, new = services.put_article(external_id=external_id, fields=fields)  # type: ignore[arg-type]  # checked
        return created(request, article) if new else Response(presented(article))


def checked_external_id(external_id: str) -> str:
    """The id from a path by the rules of a body's. Raises ValidationError."""
    try:
        return str(ArticleInput().fields["external_id"].run_validation(external_id))
    except ValidationError as error:
        raise ValidationError({"external_id": error.detail}) from error


def presented(article: Article) -> dict[str, object]:
    """The article as a reader would get it now."""
    return present_articles([get_article(article.id)])[0]


def created(request: Request, article: Article) -> Response:
    """201, and where the article is."""
    location = absolute(request, f"/api/v1/articles/{article.id}/")
    return Response(presented(article), status=201, headers={"Location": location})

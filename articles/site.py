"""The demo site: a front page and an article, as a publisher's own pages would be."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.api.present import present_articles
from articles.errors import ArticleNotFound
from articles.queries import get_article, list_articles

FRONT_PAGE = 20
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' http: https: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def home(request: HttpRequest) -> HttpResponse:
    """The newest articles."""
    articles = present_articles(list_articles({}, limit=FRONT_PAGE, cursor=None).rows)
    context = {"articles": articles, "admin_url": "/admin/", "docs_url": "/api/v1/docs/"}
    return page(request, "site/home.html", context)


def article_page(request: HttpRequest, article_id: UUID) -> HttpResponse:
    """An article with its thread under it."""
    try:
        article = get_article(article_id)
    except ArticleNotFound as error:
        raise Http404 from error
    paragraphs = [text for text in article.body.replace("\r\n", "\n").split("\n\n") if text.strip()]
    context = {"article": article, "paragraphs": paragraphs, "api_base": "/api/v1"}
    return page(request, "site/article.html", context)


def page(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    """A page that runs no script but our own files."""
    response = render(request, template, context)
    response["Content-Security-Policy"] = POLICY
    return response

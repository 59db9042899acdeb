"""All routes: a composition root."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from articles import site
from newsapi.api import problems
from newsapi.api.schema.views import DocsView, SchemaView

api: list[URLPattern | URLResolver] = [
    path("", include("newsapi.accounts.api.urls")),
    path("", include("articles.api.urls")),
    path("", include("comments.api.urls")),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
]
urlpatterns = [
    path("", site.home, name="home"),
    path("articles/<uuid:article_id>/", site.article_page, name="article-page"),
    path("api/v1/", include(api)),
    path("admin/", admin.site.urls),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error

"""All routes: a composition root."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from articles import site
from newsapi import health
from newsapi.api import problems

api: list[URLPattern | URLResolver] = [
    path("", include("newsapi.accounts.api.urls")),
    path("", include("articles.api.urls")),
    path("", include("comments.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
]
urlpatterns = [
    path("", site.home, name="home"),
    path("articles/<uuid:article_id>/", site.article_page, name="article-page"),
    path("api/v1/", include(api)),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

handler400 = problems.bad_request
handler403 = problems.forbidden
handler404 = problems.not_found
handler500 = problems.server_error

"""Routes of the articles API."""

from django.urls import path

from articles.api import views

urlpatterns = [
    path("articles/", views.ArticlesView.as_view(), name="articles"),
    path(
        "articles/by-external-id/<path:external_id>/",
        views.ArticleByExternalIdView.as_view(),
        name="article-by-external-id",
    ),
    path("articles/<uuid:article_id>/", views.ArticleView.as_view(), name="article"),
]

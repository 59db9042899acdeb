"""Routes of the comments API."""

from django.urls import path

from comments.api.views.comments import CommentsView, CommentView, ReportsView
from comments.api.views.moderation import DecisionsView
from comments.api.views.threads import ContextView, RepliesView
from comments.api.views.viewer import ViewerView

urlpatterns = [
    path("articles/<uuid:article_id>/comments/", CommentsView.as_view(), name="comments"),
    path("articles/<uuid:article_id>/viewer/", ViewerView.as_view(), name="viewer"),
    path("comments/<uuid:comment_id>/", CommentView.as_view(), name="comment"),
    path("comments/<uuid:comment_id>/replies/", RepliesView.as_view(), name="replies"),
    path("comments/<uuid:comment_id>/context/", ContextView.as_view(), name="context"),
    path("comments/<uuid:comment_id>/reports/", ReportsView.as_view(), name="reports"),
    path("comments/<uuid:comment_id>/decisions/", DecisionsView.as_view(), name="decisions"),
]

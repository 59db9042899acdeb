"""One viewer's own side of a page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from articles.enums import CommentingStatus
from articles.queries import ArticleRow, commenting_of, get_article
from comments import access
from comments.api.documentation import viewer as documentation
from comments.api.present import present_alone, present_standing
from comments.api.serializers import ViewerQuery
from comments.api.views.comments import links_for
from comments.errors import CommentingClosed
from comments.models import Comment
from comments.queries import viewers
from comments.services.comments import edit_window, require_person
from newsapi.api.access import Actor
from newsapi.api.views import ApiView
from newsapi.errors import DomainError


class ViewerView(ApiView):
    """What the thread's public page cannot hold."""

    @documentation.READ_VIEWER
    def get(self, request: Request, article_id: UUID) -> Response:
        """Read what concerns the viewer: may they comment, what is theirs, what awaits."""
        article = get_article(article_id)
        ids = self.query(ViewerQuery).get("comments", [])
        refused = refusal(article, self.actor)
        return Response(
            {
                "actor": present_actor(self.actor),
                "may_comment": refused is None,
                "refusal": {"code": refused.code, "detail": refused.detail} if refused else None,
                "comments": own_side(self.actor, article, ids),
                "own_unpublished": unpublished(request, self.actor, article_id),
            }
        )


def refusal(article: ArticleRow, actor: Actor) -> DomainError | None:
    """Why the actor cannot comment here now, if they cannot."""
    commenting = commenting_of(article)
    if commenting.status == CommentingStatus.CLOSED:
        return CommentingClosed(commenting.reason or None)
    try:
        require_person(actor)
    except DomainError as error:
        return error
    return None


def present_actor(actor: Actor) -> dict[str, object]:
    """Who the viewer is to us."""
    return {"kind": actor.kind, "id": actor.person_id, "name": actor.name or None}


def own_side(actor: Actor, article: ArticleRow, ids: Sequence[UUID]) -> dict[str, object]:
    """For each of the comments, the viewer's vote and report, and what they can do with it."""
    if actor.person_id is None:
        return {}
    found = viewers.own_comments(actor.person_id, article.id, ids)
    own = {comment.pk: comment for comment in found}
    closed = commenting_of(article).status == CommentingStatus.CLOSED
    reported = viewers.reported_by(actor.person_id, ids)
    return {
        str(comment_id): {
            "own_vote": None,
            "reported": comment_id in reported,
            **abilities(actor, own.get(comment_id), closed=closed),
        }
        for comment_id in ids
    }


def abilities(actor: Actor, comment: Comment | None, *, closed: bool) -> dict[str, object]:
    """Until when the viewer can edit the comment, and whether they can delete it."""
    if comment is None:
        return {"may_edit_until": None, "may_delete": False}
    editable = access.may_edit(actor, comment.facts, window=edit_window(), now=timezone.now())
    return {
        "may_edit_until": comment.created_at + edit_window() if editable and not closed else None,
        "may_delete": access.may_delete(actor, comment.facts),
    }


def unpublished(request: Request, actor: Actor, article_id: UUID) -> list[dict[str, object]]:
    """The viewer's comments here that nobody else sees, each with its status and reason."""
    if actor.person_id is None:
        return []
    rows = viewers.own_unpublished(actor.person_id, article_id)
    reasons = viewers.restrictions([row.id for row in rows])
    return [
        present_alone(row, links_for(request), actor=actor)
        | present_standing(row, reasons.get(row.id))
        for row in rows
    ]

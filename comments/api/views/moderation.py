"""Moderation over HTTP."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from comments import access
from comments.api.documentation import moderation as documentation
from comments.api.present import present_decision
from comments.api.serializers import DecisionInput
from comments.enums import Action
from comments.errors import CommentNotFound
from comments.models import Comment, Decision
from comments.moderation.decisions import decide
from newsapi.api.access import Actor
from newsapi.api.idempotency import idempotent
from newsapi.api.views import ApiView
from newsapi.errors import Forbidden, NotAuthenticated

LOG_LENGTH = 500


class DecisionsView(ApiView):
    """A comment's moderation log."""

    @documentation.READ_DECISIONS
    def get(self, request: Request, comment_id: UUID) -> Response:
        """Read the log, oldest entry first."""
        require_moderator(self.actor)
        if not Comment.objects.filter(pk=comment_id).exists():
            raise CommentNotFound
        log = Decision.objects.filter(comment_id=comment_id).order_by("version")[:LOG_LENGTH]
        results = [present_decision(decision) for decision in log]
        return Response({"results": results, "next": None, "previous": None})

    @documentation.DECIDE
    @idempotent
    def post(self, request: Request, comment_id: UUID) -> Response:
        """Decide; 409 when the comment changed or was decided since ``revision``."""
        require_moderator(self.actor)
        given = self.body(DecisionInput)
        decision = decide(
            comment_id=comment_id,
            actor=self.actor,
            action=Action(given["action"]),
            reason=given.get("reason", ""),
            note=given.get("note", ""),
            version=given["revision"],
        )
        return Response(present_decision(decision), status=201)


def require_moderator(actor: Actor) -> None:
    """Raises NotAuthenticated or Forbidden for one who may not moderate."""
    if access.may_moderate(actor):
        return
    if actor.kind == "anonymous":
        raise NotAuthenticated
    raise Forbidden("This is for moderators, and server keys with the scope moderation:write.")

"""Writing comments, and reading one."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from comments import access
from comments.api.documentation import comments as documentation
from comments.api.present import Links, present_alone, present_report, present_standing
from comments.api.serializers import BodyInput, CommentInput, ReportInput
from comments.api.views.threads import DEFAULT_SHAPE, ThreadView
from comments.enums import Sort
from comments.errors import CommentNotFound
from comments.queries.rows import CommentRow
from comments.queries.threads import get_row
from comments.queries.viewers import restrictions
from comments.services import comments as services
from comments.services.reports import report_comment
from newsapi.api.access import Actor
from newsapi.api.idempotency import idempotent
from newsapi.api.views import ApiView, absolute, public


class CommentsView(ThreadView):
    """An article's comments."""

    @documentation.CREATE_COMMENT
    @idempotent
    def post(self, request: Request, article_id: UUID) -> Response:
        """Add a comment, or a reply."""
        given = self.body(CommentInput)
        comment = services.create_comment(
            author=self.actor,
            article_id=article_id,
            body=given["body"],
            parent_id=given.get("parent"),
        )
        location = absolute(request, f"/api/v1/comments/{comment.id}/")
        answer = own_view(request, comment.id, self.actor)
        return Response(answer, status=201, headers={"Location": location})


class CommentView(ApiView):
    """One comment."""

    @documentation.READ_COMMENT
    def get(self, request: Request, comment_id: UUID) -> Response:
        """Read a comment; its author and moderators also learn its status."""
        row = get_row(comment_id)
        if row is None or not access.may_find(self.actor, row.facts):
            raise CommentNotFound
        if self.actor.kind == "anonymous":
            response = public(present_alone(row, links_for(request)))
        else:
            response = Response(present_for(request, row, self.actor))
        response["Vary"] = "Authorization, Cookie"
        return response

    @documentation.EDIT_COMMENT
    def patch(self, request: Request, comment_id: UUID) -> Response:
        """Edit the comment, by its author within the edit window."""
        given = self.body(BodyInput)
        services.require_person(self.actor)
        services.edit_comment(actor=self.actor, comment_id=comment_id, body=given["body"])
        return Response(own_view(request, comment_id, self.actor))

    @documentation.DELETE_COMMENT
    def delete(self, request: Request, comment_id: UUID) -> Response:
        """Take the comment back, by its author; replies stay."""
        services.require_person(self.actor)
        services.delete_comment(actor=self.actor, comment_id=comment_id)
        return Response(status=204)


class ReportsView(ApiView):
    """Reports of a comment."""

    @documentation.REPORT_COMMENT
    @idempotent
    def post(self, request: Request, comment_id: UUID) -> Response:
        """Report a comment to the moderators."""
        given = self.body(ReportInput)
        report = report_comment(actor=self.actor, comment_id=comment_id, **given)
        return Response(present_report(report), status=201)


def links_for(request: Request) -> Links:
    """Links of a single comment."""
    return Links(absolute(request, "/")[:-1], Sort.BEST, DEFAULT_SHAPE)


def own_view(request: Request, comment_id: UUID, actor: Actor) -> dict[str, object]:
    """The comment as its author has it now."""
    row = get_row(comment_id)
    if row is None:
        raise CommentNotFound
    return present_for(request, row, actor)


def present_for(request: Request, row: CommentRow, actor: Actor) -> dict[str, object]:
    """The comment with its status, where the actor is one who may know it."""
    comment = present_alone(row, links_for(request), actor=actor)
    if access.is_author(actor, row.facts) or access.may_moderate(actor):
        comment |= present_standing(row, restrictions([row.id]).get(row.id))
    return comment

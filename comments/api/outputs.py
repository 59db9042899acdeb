"""What is given out about comments; ``present`` makes it, these describe it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer, inline_serializer
from rest_framework import serializers

from articles.api.outputs import CommentingOutput
from comments.enums import Action, Outcome, Reason, ReportReason, Sort, Status, SystemReason
from newsapi.accounts.api.outputs import PersonOutput

REASONS = [*Reason.choices, *SystemReason.choices]


@extend_schema_serializer(component_name="Replies")
class RepliesOutput(serializers.Serializer[object]):
    """The first replies to a comment, and where the others are."""

    next = serializers.URLField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:  # Any: serializer fields
        """With ``results``, which leads back to comments and so cannot stand in the class."""
        return {"results": CommentOutput(many=True), **super().get_fields()}


@extend_schema_serializer(component_name="Votes")
class VotesOutput(serializers.Serializer[object]):
    """How a comment was voted."""

    up = serializers.IntegerField(min_value=0)
    down = serializers.IntegerField(min_value=0)


@extend_schema_serializer(component_name="Comment")
class CommentOutput(serializers.Serializer[object]):
    """A comment as everyone sees it.

    One that was deleted or removed stays as a tombstone, without author and words, while it has
    visible replies.
    """

    id = serializers.UUIDField()
    article = serializers.UUIDField()
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]  # DRF's name too
    depth = serializers.IntegerField(min_value=0)
    state = serializers.ChoiceField(choices=["visible", "deleted", "removed"])
    author = PersonOutput(allow_null=True)
    body = serializers.CharField(allow_null=True, help_text="Its source, in Markdown.")
    body_html = serializers.CharField(allow_null=True, help_text="Safe HTML.")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    pinned = serializers.BooleanField()
    featured = serializers.BooleanField()
    votes = VotesOutput()
    reply_count = serializers.IntegerField(min_value=0, help_text="Visible direct replies, exact.")
    permalink = serializers.URLField(help_text="Its place on the article's page.")
    replies = RepliesOutput()


@extend_schema_serializer(component_name="Restriction")
class RestrictionOutput(serializers.Serializer[object]):
    """Why a comment is not public."""

    code = serializers.ChoiceField(choices=REASONS)
    detail = serializers.CharField(help_text="The statement of reasons, for its author.")


@extend_schema_serializer(component_name="CommentForViewer")
class CommentForViewerOutput(CommentOutput):
    """A comment; for its author and moderators with ``status`` and ``revision``."""

    status = serializers.ChoiceField(choices=Status.choices, required=False)
    revision = serializers.IntegerField(min_value=1, required=False)
    reason = RestrictionOutput(required=False)


@extend_schema_serializer(component_name="OwnComment")
class OwnCommentOutput(CommentForViewerOutput):
    """A comment as its author and moderators see it, with a reason where it is not public."""

    status = serializers.ChoiceField(choices=Status.choices)
    revision = serializers.IntegerField(min_value=1, help_text="What a decision must name.")


@extend_schema_serializer(component_name="ThreadArticle")
class ThreadArticleOutput(serializers.Serializer[object]):
    """What a thread says of its article."""

    id = serializers.UUIDField()
    comment_count = serializers.IntegerField(min_value=0)
    commenting = CommentingOutput()


@extend_schema_serializer(component_name="ReplyPage")
class ReplyPageOutput(serializers.Serializer[object]):
    """A page of a comment's direct replies."""

    sort = serializers.ChoiceField(choices=Sort.choices)
    results = CommentOutput(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


@extend_schema_serializer(component_name="ThreadPage")
class ThreadPageOutput(ReplyPageOutput):
    """A page of an article's top-level comments."""

    article = ThreadArticleOutput()


@extend_schema_serializer(component_name="CommentContext")
class ContextOutput(serializers.Serializer[object]):
    """A comment, its ancestors from the topmost down, and its first replies."""

    article = ThreadArticleOutput()
    ancestors = CommentOutput(many=True)
    comment = CommentOutput()


@extend_schema_serializer(component_name="Report")
class ReportOutput(serializers.Serializer[object]):
    """A report, for the reader who made it."""

    id = serializers.UUIDField()
    comment = serializers.UUIDField()
    reason = serializers.ChoiceField(choices=ReportReason.choices)
    details = serializers.CharField()
    outcome = serializers.ChoiceField(choices=Outcome.choices, allow_null=True)
    created_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="Decision")
class DecisionOutput(serializers.Serializer[object]):
    """An entry of the moderation log."""

    id = serializers.UUIDField()
    comment = serializers.UUIDField()
    actor = inline_serializer(
        "DecisionActor",
        {"id": serializers.UUIDField(allow_null=True), "name": serializers.CharField()},
    )
    automated = serializers.BooleanField(help_text="Decided by a rule or a setting, by no person.")
    action = serializers.ChoiceField(choices=Action.choices)
    reason = serializers.ChoiceField(choices=REASONS, allow_null=True)
    note = serializers.CharField(help_text="For moderators only.")
    from_status = serializers.ChoiceField(choices=Status.choices)
    to_status = serializers.ChoiceField(choices=Status.choices)
    statement = serializers.CharField(allow_null=True, help_text="What the author was told.")
    revision = serializers.IntegerField(min_value=1, help_text="The comment's, once decided.")
    created_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="DecisionPage")
class DecisionPageOutput(serializers.Serializer[object]):
    """A comment's moderation log."""

    results = DecisionOutput(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)

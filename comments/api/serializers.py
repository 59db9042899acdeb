"""What is taken in about comments."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from rest_framework import serializers

from comments.enums import Action, Reason, ReportReason, Sort
from comments.text import READABLE
from newsapi.api.fields import (
    NOT_BLANK,
    Id,
    JsonSchema,
    QueryCursor,
    QueryIds,
    QueryWhole,
    Text,
    Whole,
)

REASON_REQUIRED = [Action.REJECT.value]
DETAILS_REQUIRED = [ReportReason.OTHER.value, ReportReason.ILLEGAL_CONTENT.value]
DECIDABLE = [action for action in Action if action != Action.RESUBMIT]


class BodyText(Text):
    """A comment's Markdown. Its length is the service's to check, which says the limit."""

    def __init__(self) -> None:
        super().__init__(
            trim_whitespace=False,
            help_text="CommonMark; bare addresses become links, raw HTML and images are left out.",
        )

    def json_schema(self) -> JsonSchema:
        """Something to be read, within the limit."""
        limit = settings.NEWSAPI_MAX_BODY
        return {"type": "string", "maxLength": limit, "pattern": READABLE}


class BodyInput(serializers.Serializer[object]):
    """A comment's new text."""

    body = BodyText()


class CommentInput(BodyInput):
    """A new comment."""

    parent = Id(  # type: ignore[assignment]  # DRF has an attribute of this name until it is built
        required=False, allow_null=True, help_text="The comment that this replies to."
    )


class ShapeQuery(serializers.Serializer[object]):
    """How much of a thread, and in which order."""

    sort = serializers.ChoiceField(choices=Sort.choices, default=Sort.BEST)
    limit = QueryWhole(min_value=1, max_value=100, default=25, help_text="Comments of the page.")
    depth = QueryWhole(min_value=0, max_value=10, default=3, help_text="Levels of replies below.")
    replies = QueryWhole(min_value=0, max_value=25, default=5, help_text="First replies of each.")
    cursor = QueryCursor()


class ViewerQuery(serializers.Serializer[object]):
    """The comments on the viewer's page."""

    comments = QueryIds(at_most=100)


class DecisionInput(serializers.Serializer[object]):
    """A moderator's decision. Rejecting needs a reason."""

    conditions: ClassVar = {
        "if": {"properties": {"action": {"enum": REASON_REQUIRED}}, "required": ["action"]},
        "then": {"required": ["reason"], "properties": {"reason": {}}},
    }

    action = serializers.ChoiceField(choices=[(action.value, action.label) for action in DECIDABLE])
    reason = serializers.ChoiceField(choices=Reason.choices, required=False)
    note = Text(max_length=2_000, required=False, allow_blank=True, help_text="Moderators only.")
    revision = Whole(
        min_value=1, max_value=2**31 - 1, help_text="The comment's revision that was judged."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: fields' values
        """Authors are owed a reason."""
        if attrs["action"] in REASON_REQUIRED and not attrs.get("reason"):
            raise serializers.ValidationError({"reason": "Rejecting needs a reason."}, "required")
        return attrs


class ReportInput(serializers.Serializer[object]):
    """A reader's report. Some reasons need details."""

    conditions: ClassVar = {
        "if": {"properties": {"reason": {"enum": DETAILS_REQUIRED}}, "required": ["reason"]},
        "then": {"required": ["details"], "properties": {"details": {"pattern": NOT_BLANK}}},
    }

    reason = serializers.ChoiceField(choices=ReportReason.choices)
    details = Text(max_length=1_000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: fields' values
        """Some reasons say nothing by themselves."""
        if attrs["reason"] in DETAILS_REQUIRED and not attrs.get("details"):
            raise serializers.ValidationError({"details": "Say what is wrong with it."}, "required")
        return attrs

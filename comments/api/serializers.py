"""What is taken in about comments."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from comments.enums import Action, Reason, ReportReason, Sort

REASON_REQUIRED = (Action.REJECT,)
DETAILS_REQUIRED = (ReportReason.OTHER, ReportReason.ILLEGAL_CONTENT)
DECIDABLE = [action for action in Action if action != Action.RESUBMIT]


class BodyInput(serializers.Serializer[object]):
    """Markdown. Its length is checked once it is cleaned, by the service."""

    body = serializers.CharField(
        trim_whitespace=False,
        max_length=4
        * settings.NEWSAPI_MAX_BODY,  # before cleaning; the true limit is the service's
        help_text=f"CommonMark, up to {settings.NEWSAPI_MAX_BODY} characters.",
    )


class CommentInput(BodyInput):
    """A new comment."""

    parent = serializers.UUIDField(
        required=False, allow_null=True, help_text="The comment that this replies to."
    )


class ShapeQuery(serializers.Serializer[object]):
    """How much of a thread, and in which order."""

    sort = serializers.ChoiceField(choices=Sort.choices, default=Sort.BEST)
    limit = serializers.IntegerField(min_value=1, max_value=100, default=25)
    depth = serializers.IntegerField(min_value=0, max_value=10, default=3)
    replies = serializers.IntegerField(min_value=0, max_value=25, default=5)
    cursor = serializers.CharField(max_length=500, required=False)


class ViewerQuery(serializers.Serializer[object]):
    """The comments on the viewer's page."""

    comments = serializers.CharField(
        required=False, allow_blank=True, max_length=4_000, help_text="Up to 100 ids, by comma."
    )

    def validate_comments(self, value: str) -> list[Any]:  # Any: UUIDs, as the field says
        """The ids."""
        ids = [part.strip() for part in value.split(",") if part.strip()]
        field = serializers.ListField(child=serializers.UUIDField(), max_length=100)
        return list(field.run_validation(ids))


class DecisionInput(serializers.Serializer[object]):
    """A moderator's decision."""

    action = serializers.ChoiceField(choices=[(action.value, action.label) for action in DECIDABLE])
    reason = serializers.ChoiceField(choices=Reason.choices, required=False)
    note = serializers.CharField(
        max_length=2_000, required=False, allow_blank=True, help_text="For moderators only."
    )
    revision = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The comment's revision that was judged."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: fields' values
        """Authors are owed a reason."""
        if attrs["action"] in REASON_REQUIRED and not attrs.get("reason"):
            raise serializers.ValidationError({"reason": "Rejecting needs a reason."}, "required")
        return attrs


class ReportInput(serializers.Serializer[object]):
    """A reader's report."""

    reason = serializers.ChoiceField(choices=ReportReason.choices)
    details = serializers.CharField(max_length=1_000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: fields' values
        """Some reasons say nothing by themselves."""
        if attrs["reason"] in DETAILS_REQUIRED and not attrs.get("details"):
            raise serializers.ValidationError({"details": "Say what is wrong with it."}, "required")
        return attrs

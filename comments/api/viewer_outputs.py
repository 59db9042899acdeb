"""What is given out to one viewer; the views make it, these describe it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from comments.api.outputs import OwnCommentOutput


@extend_schema_serializer(component_name="Viewer")
class ViewerActorOutput(serializers.Serializer[object]):
    """Who is asking."""

    kind = serializers.ChoiceField(choices=["anonymous", "guest", "account", "server"])
    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_null=True)


@extend_schema_serializer(component_name="Refusal")
class RefusalOutput(serializers.Serializer[object]):
    """Why the viewer cannot comment: the error that a comment would get."""

    code = serializers.CharField()
    detail = serializers.CharField()


@extend_schema_serializer(component_name="OwnSide")
class OwnSideOutput(serializers.Serializer[object]):
    """What the viewer did with a comment, and can do."""

    own_vote = serializers.ChoiceField(choices=[1, -1], allow_null=True)
    reported = serializers.BooleanField()
    may_edit_until = serializers.DateTimeField(allow_null=True)
    may_delete = serializers.BooleanField()


@extend_schema_serializer(component_name="ViewerSide")
class ViewerSideOutput(serializers.Serializer[object]):
    """The viewer's own side of a page."""

    actor = ViewerActorOutput()
    may_comment = serializers.BooleanField()
    refusal = RefusalOutput(allow_null=True)
    comments = serializers.DictField(
        child=OwnSideOutput(), help_text="By comment id, for the ids that were asked for."
    )
    own_unpublished = OwnCommentOutput(many=True)

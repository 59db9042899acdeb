"""What is given out about people; ``present`` makes it, these describe it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers


@extend_schema_serializer(component_name="Person")
class PersonOutput(serializers.Serializer[object]):
    """A person as everyone sees them."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    avatar_url = serializers.URLField(allow_null=True)
    badges = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="NewGuest")
class GuestOutput(serializers.Serializer[object]):
    """A new guest."""

    token = serializers.CharField(help_text="A bearer token: keep it secret, send it with acts.")
    user = PersonOutput()

"""What is taken in about people."""

from __future__ import annotations

from rest_framework import serializers

from newsapi.accounts.names import MAX_NAME, clean_name


class GuestInput(serializers.Serializer[object]):
    """A guest's own words about who they are."""

    name = serializers.CharField(max_length=MAX_NAME, help_text="Shown beside the comments.")
    email = serializers.EmailField(
        required=False, allow_blank=True, max_length=254, help_text="Never shown."
    )

    def validate_name(self, value: str) -> str:
        """A clean name, or why not."""
        try:
            return clean_name(value)
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid_name") from error


class PersonOutput(serializers.Serializer[object]):
    """A person as everyone sees them."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    avatar_url = serializers.URLField(allow_null=True)
    badges = serializers.ListField(child=serializers.CharField())


class GuestOutput(serializers.Serializer[object]):
    """A new guest."""

    token = serializers.CharField(help_text="A bearer token: keep it secret, send it with acts.")
    user = PersonOutput()

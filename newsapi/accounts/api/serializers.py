"""What is taken in about people."""

from __future__ import annotations

from rest_framework import serializers

from newsapi.accounts.names import MAX_NAME, NAME_PATTERN, clean_name
from newsapi.api.fields import Email, JsonSchema, Text


class Name(Text):
    """A name that a person chose, cleaned."""

    def to_internal_value(self, data: object) -> str:
        """The clean name. Raises ValidationError with words for the person."""
        try:
            name = clean_name(super().to_internal_value(data))
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid_name") from error
        if len(name) > MAX_NAME:  # in NFC a few characters become two
            self.fail("max_length", max_length=MAX_NAME)
        return name

    def json_schema(self) -> JsonSchema:
        """Letters, digits, symbols, marks, punctuation and spaces, at least one to be seen."""
        return super().json_schema() | {"pattern": NAME_PATTERN}


class GuestInput(serializers.Serializer[object]):
    """A guest's own words about who they are."""

    name = Name(max_length=MAX_NAME, help_text="Shown beside the comments.")
    email = Email(required=False, allow_blank=True, max_length=254, help_text="Never shown.")

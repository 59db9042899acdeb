"""Input fields that take what the OpenAPI document says they take, and nothing else.

DRF's own fields are lenient (the number 5 is text, the text "1" a number, "yes" is true). Here each
field states its JSON Schema and checks by the same rules, so that document and server agree.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Protocol, runtime_checkable
from uuid import UUID

from rest_framework import serializers

JsonSchema = dict[str, Any]  # Any: a JSON Schema's members are of all kinds

# What str.strip takes away, spelled out so that every dialect of regular expressions agrees.
SPACES = r"\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
NO_NUL = r"^[^\u0000]*$"
NOT_BLANK = rf"^[^\u0000]*[^\u0000{SPACES}][^\u0000]*$"
RFC3339 = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.IGNORECASE
)
CANONICAL_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
EARLIEST, LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


@runtime_checkable
class Stated(Protocol):
    """A field that states its own JSON Schema."""

    def json_schema(self) -> JsonSchema | None:
        """What the field takes, without null, default and description (those are DRF's)."""


class Text(serializers.CharField):
    """A JSON string, trimmed; its length counts as it was sent."""

    def to_internal_value(self, data: object) -> str:
        """The text. Raises ValidationError for another type, and for too many characters."""
        if not isinstance(data, str):
            self.fail("invalid")
        if self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        return super().to_internal_value(data)

    def json_schema(self) -> JsonSchema:
        """A string within its limits."""
        schema: JsonSchema = {"type": "string"}
        if self.max_length is not None:
            schema["maxLength"] = self.max_length
        if self.allow_blank:
            return schema | {"pattern": NO_NUL}
        return schema | {"minLength": 1, "pattern": NOT_BLANK}


class PatternText(Text):
    """A JSON string that matches a pattern from end to end.

    The pattern is kept simple enough to mean the same here and in JSON Schema.
    """

    default_error_messages: ClassVar = {"pattern": "This does not have the form that is asked for."}

    def __init__(self, pattern: str, **options: Any) -> None:  # Any: CharField's own options
        super().__init__(trim_whitespace=False, **options)
        self.pattern = re.compile(pattern)

    def to_internal_value(self, data: object) -> str:
        """The text. Raises ValidationError where it does not match."""
        text = super().to_internal_value(data)
        if not self.pattern.fullmatch(text):
            self.fail("pattern")
        return text

    def json_schema(self) -> JsonSchema:
        """A string of that form."""
        return super().json_schema() | {"pattern": f"^{self.pattern.pattern}$"}


class Email(serializers.EmailField):
    """An e-mail address, as a JSON string."""

    def to_internal_value(self, data: object) -> str:
        """The address. Raises ValidationError for another type."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)

    def json_schema(self) -> JsonSchema:
        """An address, or the empty string where that is allowed."""
        address = {"type": "string", "format": "email", "maxLength": self.max_length}
        return {"anyOf": [address, {"const": ""}]} if self.allow_blank else address


class Whole(serializers.IntegerField):
    """A JSON integer (1.0 is one, "1" and true are not)."""

    def to_internal_value(self, data: object) -> int:
        """The number. Raises ValidationError for another type."""
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        if isinstance(data, float) and not data.is_integer():
            self.fail("invalid")
        return int(data)

    def json_schema(self) -> JsonSchema:
        """An integer within its limits."""
        limits = {"minimum": self.min_value, "maximum": self.max_value}
        return {"type": "integer", **{name: at for name, at in limits.items() if at is not None}}


class QueryWhole(Whole):
    """An integer in a query string, in ASCII digits."""

    def to_internal_value(self, data: object) -> int:
        """The number. Raises ValidationError where it is none."""
        if not isinstance(data, str) or not WHOLE_NUMBER.fullmatch(data):
            self.fail("invalid")
        return int(data)


class QueryCursor(serializers.CharField):
    """A cursor. Which texts are cursors only the server knows, so no schema can say."""

    def __init__(self) -> None:
        super().__init__(max_length=500, required=False)

    def json_schema(self) -> None:
        """None: it is described apart, see ``Operation``."""


class QueryFlag(serializers.BooleanField):
    """``true`` or ``false`` in a query string."""

    def to_internal_value(self, data: object) -> bool:
        """Which of the two. Raises ValidationError for anything else."""
        if data not in ("true", "false"):
            self.fail("invalid", input=data)
        return data == "true"

    def json_schema(self) -> JsonSchema:
        """A boolean."""
        return {"type": "boolean"}


class Id(serializers.UUIDField):
    """A UUID in its canonical spelling."""

    def to_internal_value(self, data: object) -> UUID:
        """The id. Raises ValidationError for every other spelling."""
        if not isinstance(data, str) or not CANONICAL_UUID.fullmatch(data):
            self.fail("invalid", value=data)
        return UUID(data)

    def json_schema(self) -> JsonSchema:
        """A UUID."""
        return {"type": "string", "format": "uuid"}


class QueryIds(Text):
    """Ids in a query string, with commas between them."""

    comma_separated = True

    def __init__(self, *, at_most: int) -> None:
        super().__init__(required=False, help_text="Ids, by comma.")
        self.at_most = at_most

    def run_validation(self, data: object = serializers.empty) -> list[UUID]:
        """The ids. Raises ValidationError where one is none, and for too many."""
        parts = super().run_validation(data).split(",")
        ids = serializers.ListField(child=Id(), max_length=self.at_most)
        return list(ids.run_validation(parts))

    def json_schema(self) -> JsonSchema:
        """An array of UUIDs."""
        return {
            "type": "array",
            "items": Id().json_schema(),
            "minItems": 1,
            "maxItems": self.at_most,
        }


class Moment(serializers.DateTimeField):
    """A time as RFC 3339 writes it, with its offset."""

    def to_internal_value(self, value: object) -> datetime:
        """The time in UTC; what no calendar holds becomes the nearest that one does."""
        if not isinstance(value, str) or not RFC3339.fullmatch(value):
            self.fail("invalid", format="2026-11-22T13:39:00Z")
        try:
            return _in_utc(value.upper())
        except ValueError:
            self.fail("invalid", format="2026-11-22T13:39:00Z")

    def json_schema(self) -> JsonSchema:
        """A time."""
        return {"type": "string", "format": "date-time"}


def _in_utc(text: str) -> datetime:
    leap = text[17:19] == "60"  # Python has no leap seconds: one is the start of the next minute
    moment = datetime.fromisoformat(f"{text[:17]}59{text[19:]}" if leap else text)
    try:
        return moment.astimezone(UTC) + timedelta(seconds=leap)
    except OverflowError:
        return EARLIEST if moment.year == 1 else LATEST

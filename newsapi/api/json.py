"""JSON in and out by orjson, and nothing but JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import IO, Any

import orjson
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


def rfc3339(moment: datetime) -> str:
    """The moment in UTC to the millisecond, as RFC 3339 writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def dumps(data: object) -> bytes:
    """UTF-8 JSON; times as ``rfc3339``, ids as strings."""
    return orjson.dumps(data, default=_default, option=orjson.OPT_PASSTHROUGH_DATETIME)


def _default(value: object) -> object:
    if isinstance(value, datetime):
        return rfc3339(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)  # lazy translations, error strings


class OrjsonRenderer(BaseRenderer):
    """Dicts to JSON bytes."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: object,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,  # Any: as DRF declares it
    ) -> bytes:
        """Nothing at all for None, else JSON."""
        return b"" if data is None else dumps(data)


class OrjsonParser(BaseParser):
    """Strict JSON (RFC 8259): no NaN, no duplicated surrogates, valid UTF-8 only."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],  # Any: as DRF declares it
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,  # Any: as DRF declares it
    ) -> Any:  # Any: whatever JSON holds; views refuse what is not an object
        """The body's value; ParseError where it is not JSON."""
        try:
            return orjson.loads(stream.read())
        except orjson.JSONDecodeError as error:
            raise ParseError(f"The body is not valid JSON: {error.msg}.") from error


class AlwaysJson(BaseContentNegotiation):
    """We speak one language, whatever the Accept header asks for (RFC 9110 allows it)."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """The parser for the declared type; none (415) where it is not JSON."""
        declared = (request.content_type or "").split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == declared), None)

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """The first renderer."""
        first = next(iter(renderers))
        return first, str(first.media_type)

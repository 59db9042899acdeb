"""Errors in the document: their one shape, and what of them is common to many operations.

Every example is made by the code that makes the answer, from the error itself, so no code, status
or text is written a second time here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any

from rest_framework import exceptions

from newsapi.api.idempotency import (
    NOT_FINAL,
    IdempotencyKeyReused,
    InvalidIdempotencyKey,
    RequestInProgress,
)
from newsapi.api.middleware import BODY_METHODS, BodyTooLarge, LengthRequired
from newsapi.api.problems import MEDIA_TYPE, BadRequest, InternalError, Unavailable, translate
from newsapi.api.schema.describing import Documentation, Source
from newsapi.api.schema.headers import REQUEST_ID_EXAMPLE, references
from newsapi.errors import FieldProblem, InvalidInput, NotAuthenticated, NotFound

Json = dict[str, Any]  # Any: JSON

FIELD_PROBLEM: Json = {
    "type": "object",
    "description": "What is wrong with one field. Limits that were broken stand beside.",
    "required": ["field", "code", "detail"],
    "additionalProperties": True,
    "properties": {
        "field": {"type": "string", "description": "Its dotted path; `body` for the whole."},
        "code": {"type": "string", "description": "Stable, for programs."},
        "detail": {"type": "string", "description": "For people."},
    },
}
PROBLEM: Json = {
    "type": "object",
    "description": "An error (RFC 9457). Some carry more members, as their examples show.",
    "required": ["type", "title", "status", "detail", "code", "request_id"],
    "additionalProperties": True,
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Names the code."},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What happened, for people."},
        "code": {
            "type": "string",
            "pattern": "^[a-z][a-z0-9_]*$",
            "description": "What happened, for programs; it never changes.",
        },
        "request_id": {"type": "string", "description": "The answer's `X-Request-ID`."},
        "errors": {
            "type": "array",
            "description": "With the code `invalid_input`: every field that is missing or wrong.",
            "items": {"$ref": "#/components/schemas/FieldProblem"},
        },
    },
}

WRONG_INPUT = InvalidInput([FieldProblem("limit", "max_value", "This is more than 100.")])
MISSING_INPUT = InvalidInput([FieldProblem("body", "required", "This field is required.")])
WRONG_TOKEN = exceptions.AuthenticationFailed("The token is unknown or has expired.")
WRONG_JSON = exceptions.ParseError("The body is not valid JSON: unexpected end of data.")
WRONG_TYPE = exceptions.UnsupportedMediaType("text/plain")
NO_CSRF = exceptions.PermissionDenied("CSRF Failed: CSRF token missing.")


def responses(operation: Documentation, *, method: str, idempotent: bool) -> Json:
    """Every error answer of the operation, by status."""
    by_status: dict[int, Json] = {}
    for source in (*operation.errors, *_implied(operation, method, idempotent=idempotent)):
        problem = _example(source)
        by_status.setdefault(problem["status"], {}).setdefault(problem["code"], problem)
    return {
        str(status): _response(status, by_status[status], replayed=idempotent)
        for status in sorted(by_status)
    }


def _implied(operation: Documentation, method: str, *, idempotent: bool) -> Iterator[Source]:
    """What an operation can answer because of what it takes and who may call it."""
    yield from (BadRequest, InternalError, Unavailable)
    if operation.query:
        yield WRONG_INPUT
    if operation.request:
        yield from (MISSING_INPUT, WRONG_JSON, WRONG_TYPE)
    if operation.path:
        yield NotFound
    if method in BODY_METHODS:
        yield from (LengthRequired, BodyTooLarge(max_bytes=1_048_576))
    if idempotent:
        yield from (InvalidIdempotencyKey, IdempotencyKeyReused, RequestInProgress)
    yield from _implied_by_security(operation, method)


def _implied_by_security(operation: Documentation, method: str) -> Iterator[Source]:
    if operation.security:
        yield WRONG_TOKEN
    if operation.security and None not in operation.security:
        yield NotAuthenticated
    if "browserSession" in operation.security and method in BODY_METHODS:
        yield NO_CSRF


def _example(source: Source) -> Json:
    error = source() if isinstance(source, type) else source
    return {**translate(error), "request_id": REQUEST_ID_EXAMPLE}


def _response(status: int, problems: Json, *, replayed: bool) -> Json:
    return {
        "description": _description(problems.values()),
        "headers": references(*_headers(status, replayed=replayed)),
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {
                    code: {"summary": problem["detail"], "value": problem}
                    for code, problem in problems.items()
                },
            }
        },
    }


def _description(problems: Iterable[Json]) -> str:
    lines = [f"`{problem['code']}`: {problem['detail']}" for problem in problems]
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)


def _headers(status: int, *, replayed: bool) -> Iterator[str]:
    yield from ("X-Request-ID", "Cache-Control")
    if status == HTTPStatus.UNAUTHORIZED:
        yield "WWW-Authenticate"
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        yield "Retry-After"
    if replayed and status < 500 and status not in NOT_FINAL:
        yield "Idempotent-Replayed"

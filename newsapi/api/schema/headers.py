"""Headers of answers and requests, as components of the document."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]  # Any: JSON

REQUEST_ID_EXAMPLE = "01980a3c-7b1e-7c52-9f0e-2f6f3a0c5d11"

RESPONSE_HEADERS: dict[str, Json] = {
    "X-Request-ID": {
        "description": "The request's id: the one sent, else one made. Quote it in a report.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._-]{1,128}$"},
        "example": REQUEST_ID_EXAMPLE,
    },
    "Cache-Control": {
        "description": "Who may keep the answer: any cache, or nobody.",
        "required": True,
        "schema": {"type": "string"},
        "example": "private, no-store",
    },
    "ETag": {
        "description": "The answer's strong validator, for `If-None-Match`. Where an answer is "
        "public it always has one.",
        "schema": {"type": "string", "pattern": '^"[^"]+"$'},
        "example": '"3f2b1c9a0d4e5f60718293a4b5c6d7e8"',
    },
    "Location": {
        "description": "The address of what was made.",
        "required": True,
        "schema": {"type": "string", "format": "uri"},
        "example": "https://comments.example/api/v1/comments/01980a3c-0b4d-7e0a-b5a5-5f3c1d2e4f60/",
    },
    "Idempotent-Replayed": {
        "description": "Present when this is the first answer to the same `Idempotency-Key` again.",
        "schema": {"const": "true"},
        "example": "true",
    },
    "WWW-Authenticate": {
        "description": "How to say who you are.",
        "schema": {"type": "string"},
        "required": True,
        "example": 'Bearer realm="newsapi"',
    },
    "Retry-After": {
        "description": "Seconds to wait before trying again.",
        "schema": {"type": "integer", "minimum": 0},
        "required": True,
        "example": 5,
    },
}

IF_NONE_MATCH: Json = {
    "name": "If-None-Match",
    "in": "header",
    "description": "An `ETag` from before: 304 without a body where the answer is still the same.",
    "schema": {"type": "string"},
}
IDEMPOTENCY_KEY: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A fresh key for each act, the same one for its retries: the act happens once, "
    "and a retry gets the first answer again with `Idempotent-Replayed: true`. Keys belong to "
    "actor and address and are kept for 24 hours.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "example": "5b0f6c9e-52a5-4c1c-9d55-0a4b8d6f1e27",
}
CURSOR: Json = {
    "name": "cursor",
    "in": "query",
    "description": "A place in this very list. Only the server makes cursors: follow `next` and "
    "`previous`, which carry them.",
    "schema": {"type": "string", "maxLength": 500},
}

HEADERS = {name.replace("-", ""): header for name, header in RESPONSE_HEADERS.items()}


def references(*names: str) -> Json:
    """The ``headers`` of an answer that has these."""
    return {name: {"$ref": f"#/components/headers/{name.replace('-', '')}"} for name in names}

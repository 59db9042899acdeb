"""How a view declares one of its operations to the document.

A ``Documentation`` decorates the handler. It states what only the operation knows: its name, its
serializers, its own errors. What follows from these is added by ``operation`` and ``errors``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from rest_framework.serializers import Serializer

from newsapi.api.schema.security import Security
from newsapi.errors import DomainError

Handler = TypeVar("Handler", bound=Callable[..., object])
# An error as its class, or as an instance where it carries more than its code.
Source = type[DomainError] | Exception
Json = dict[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Success:
    """An answer that is not an error; without a serializer it has no body."""

    status: int
    description: str
    body: type[Serializer[Any]] | Json | None = None
    example: object = None
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """One operation. Its summary is the handler's docstring."""

    id: str
    tag: str
    description: str
    security: Security
    success: tuple[Success, ...]
    errors: tuple[Source, ...] = ()
    request: type[Serializer[Any]] | None = None
    example: object = None  # of the request
    query: type[Serializer[Any]] | None = None
    path: tuple[Json, ...] = ()  # parameters
    public_read: bool = False  # any cache may keep it

    def __call__(self, handler: Handler) -> Handler:
        """The handler itself, carrying this."""
        handler.documentation = self  # type: ignore[attr-defined]  # read by Operation and tests
        return handler


def path_id(name: str, of: str) -> Json:
    """The id of something, in the path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": f"The {of}'s id.",
        "schema": {"type": "string", "format": "uuid"},
    }

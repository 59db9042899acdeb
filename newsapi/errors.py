"""Domain errors: a stable code, an HTTP status, and words for the person who caused it.

A leaf: everything may import it, it imports nothing of ours.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import ClassVar


class DomainError(Exception):
    """Something the caller asked for cannot be done.

    A subclass states ``code`` and ``status``; its docstring is the message unless ``detail`` is
    given. ``extra`` members go into the answer beside the standard ones (limits, ids).
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400

    def __init__(self, detail: str | None = None, **extra: object) -> None:
        self.detail = detail or inspect.cleandoc(type(self).__doc__ or self.code)
        self.extra: Mapping[str, object] = extra
        super().__init__(self.detail)


class FieldProblem(dict[str, object]):
    """One entry of ``errors``: ``field``, ``code``, ``detail`` and the limits that were broken."""

    def __init__(self, field: str, code: str, detail: str, **limits: object) -> None:
        super().__init__(field=field, code=code, detail=detail, **limits)


class InvalidInput(DomainError):
    """The request has fields that are missing or not valid."""

    code = "invalid_input"
    status = 400

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(errors=list(problems))


class NotFound(DomainError):
    """There is nothing here, or nothing that you may see."""

    code = "not_found"
    status = 404


class NotAuthenticated(DomainError):
    """Say who you are: this needs a token, a server key or a signed-in session."""

    code = "not_authenticated"
    status = 401


class Forbidden(DomainError):
    """You may see this but not do that."""

    code = "permission_denied"
    status = 403

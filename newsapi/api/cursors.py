"""Opaque, signed cursors for keyset pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing

from newsapi.errors import DomainError

# Without a timestamp: the same page has the same links, and so the same ETag.
SIGNER = signing.Signer(salt="newsapi.cursor.1")
Row = TypeVar("Row")


class InvalidCursor(DomainError):
    """This cursor is not one of ours, or belongs to another list."""

    code = "invalid_cursor"
    status = 400


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: the sort key of the row beside it, and which way to read on."""

    key: tuple[str | int, ...]
    backwards: bool = False

    def encode(self, scope: str) -> str:
        """The text for a URL; ``scope`` names the list, its order included."""
        payload = [scope, int(self.backwards), *self.key]
        return SIGNER.sign_object(payload)


def decode(text: str, scope: str) -> Cursor:
    """The cursor of this very list. Raises InvalidCursor when it was altered or is another's."""
    try:
        found, backwards, *key = SIGNER.unsign_object(text)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvalidCursor from error
    if found != scope:
        raise InvalidCursor
    return Cursor(tuple(key), bool(backwards))


def time_key(moment: datetime, row_id: UUID) -> tuple[str, str]:
    """The sort key of lists in order of time, exact to the microsecond."""
    return moment.isoformat(), str(row_id)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows in display order and the cursors on either side, where there is more."""

    rows: Sequence[Row]
    next: Cursor | None
    previous: Cursor | None


def paginate(
    rows: Sequence[Row],
    *,
    limit: int,
    cursor: Cursor | None,
    key: Callable[[Row], tuple[str | int, ...]],
) -> Page[Row]:
    """A page out of up to ``limit + 1`` rows, read onwards from the cursor in its direction."""
    backwards = cursor is not None and cursor.backwards
    more = len(rows) > limit
    kept = list(rows[:limit])
    if backwards:
        kept.reverse()
    has_next = more or backwards  # read backwards, we came from the next page
    has_previous = more if backwards else cursor is not None
    return Page(
        kept,
        Cursor(key(kept[-1])) if kept and has_next else None,
        Cursor(key(kept[0]), backwards=True) if kept and has_previous else None,
    )


def page_url(
    base: str, at: Cursor | None, scope: str, parameters: Mapping[str, object]
) -> str | None:
    """The address of the page at the cursor, or None where there is none."""
    if at is None:
        return None
    return f"{base}?{urlencode({**parameters, 'cursor': at.encode(scope)})}"

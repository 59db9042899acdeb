"""Who is asking: the actor that every access predicate is asked about. Pure, no ORM."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

ActorKind = Literal["anonymous", "guest", "account", "server"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One who asks: a person (guest or account), a publisher's server, or nobody known.

    ``id`` is the user's id, or the key's for a server; ``key`` scopes what is kept per actor.
    """

    kind: ActorKind
    id: UUID | None = None
    name: str = ""
    moderator: bool = False
    administrator: bool = False
    scopes: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        """Someone who can be an author: a guest or an account."""
        return self.kind in ("guest", "account")

    @property
    def person_id(self) -> UUID | None:
        """The user's id, or None for a server or nobody."""
        return self.id if self.is_person else None

    @property
    def key(self) -> str:
        """Stable, unique among actors."""
        return f"{self.kind}:{self.id or ''}"


ANONYMOUS = Actor(kind="anonymous")

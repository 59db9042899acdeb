"""Person rows to dicts."""

from __future__ import annotations

from newsapi.accounts.models import User


def present_person(user: User) -> dict[str, object]:
    """A person as everyone sees them: no e-mail, no rights."""
    return {
        "id": user.id,
        "name": user.name,
        "avatar_url": user.avatar_url or None,
        "badges": user.badges,
    }

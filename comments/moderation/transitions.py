"""What each action does in each status: one table. Pure."""

from __future__ import annotations

from comments.enums import Action, Status
from comments.errors import InvalidTransition

TRANSITIONS: dict[tuple[Status, Action], Status] = {
    (Status.PUBLISHED, Action.APPROVE): Status.APPROVED,
    (Status.PUBLISHED, Action.REJECT): Status.REJECTED,
    (Status.PUBLISHED, Action.HOLD): Status.PENDING,
    (Status.APPROVED, Action.APPROVE): Status.APPROVED,  # again, to dismiss new reports
    (Status.APPROVED, Action.REJECT): Status.REJECTED,
    (Status.APPROVED, Action.HOLD): Status.PENDING,
    (Status.APPROVED, Action.RESUBMIT): Status.PUBLISHED,
    (Status.PENDING, Action.APPROVE): Status.APPROVED,
    (Status.PENDING, Action.REJECT): Status.REJECTED,
    (Status.REJECTED, Action.APPROVE): Status.APPROVED,
    (Status.REJECTED, Action.RESTORE): Status.APPROVED,
    (Status.REJECTED, Action.HOLD): Status.PENDING,
}

# Marks are set whatever the status: action -> (field, value)
MARKS: dict[Action, tuple[str, bool]] = {
    Action.PIN: ("pinned", True),
    Action.UNPIN: ("pinned", False),
    Action.FEATURE: ("featured", True),
    Action.UNFEATURE: ("featured", False),
    Action.LOCK: ("locked", True),
    Action.UNLOCK: ("locked", False),
}


def next_status(status: Status, action: Action) -> Status:
    """The status after the action. Raises InvalidTransition."""
    if action in MARKS:
        return status
    try:
        return TRANSITIONS[status, action]
    except KeyError:
        raise InvalidTransition(f"A comment that is {status} cannot take “{action}”.") from None


def actions_for(status: Status) -> list[Action]:
    """The actions on status that a moderator can take now."""
    return [
        action for (before, action) in TRANSITIONS if before == status and action != Action.RESUBMIT
    ]

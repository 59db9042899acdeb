"""What moderators are told of their decisions, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils.timesince import timesince

from comments.enums import Action
from comments.errors import CommentNotFound, DecisionConflict
from newsapi.errors import DomainError

DONE: dict[str, str] = {
    Action.APPROVE: "approved",
    Action.REJECT: "rejected",
    Action.HOLD: "held",
    Action.RESTORE: "restored",
    Action.PIN: "pinned",
    Action.UNPIN: "unpinned",
    Action.FEATURE: "featured",
    Action.UNFEATURE: "unfeatured",
    Action.LOCK: "locked",
    Action.UNLOCK: "unlocked",
}


def age(moment: datetime, now: datetime) -> str:
    """How long ago, in its greatest unit."""
    if now - moment < timedelta(minutes=1):
        return "just now"
    return f"{timesince(moment, now, depth=1)} ago"


def done(action: str, count: int) -> str:
    """What was carried out."""
    return f"{DONE[action].capitalize()} {count} comment{'' if count == 1 else 's'}."


def failed(error: DomainError, now: datetime) -> str:
    """Why it was not; of a conflict who came first, when, and with what."""
    if isinstance(error, CommentNotFound):
        return "It is no longer there."
    if not isinstance(error, DecisionConflict):
        return error.detail
    first = error.extra.get("decision")
    if not isinstance(first, Mapping):
        return "Its author has changed or deleted it since you saw it. Read it again."
    when = age(first["created_at"], now)
    if first["action"] == Action.RESUBMIT:
        return f"Its author changed the text {when}. Read it again."
    return f"Already {DONE[first['action']]} by {first['actor']} {when}."

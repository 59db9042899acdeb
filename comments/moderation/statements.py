"""Statements of reasons: what an author is told of a restriction, in plain words. Pure."""

from __future__ import annotations

from comments.enums import Reason, Status, SystemReason

REASONS: dict[str, str] = {
    Reason.SPAM: "it was found to be spam",
    Reason.ADVERTISING: "it advertises",
    Reason.ABUSE: "it insults or abuses",
    Reason.HATE_SPEECH: "it attacks people for what they are",
    Reason.HARASSMENT: "it harasses someone",
    Reason.OFF_TOPIC: "it is not about the article",
    Reason.MISINFORMATION: "it spreads false information",
    Reason.PRIVACY: "it exposes private information",
    Reason.ILLEGAL_CONTENT: "it was found to be illegal",
    Reason.IMPERSONATION: "it pretends to be someone else",
    Reason.OTHER: "it breaks the rules of this site",
}
HELD = "Your comment waits for a moderator, who will publish or reject it."


def statement(status: Status, reason: str, *, automated: bool) -> str:
    """What the author reads; empty where nothing restricts the comment."""
    by = "automatically" if automated else "by a moderator"
    if status == Status.REJECTED:
        return f"Your comment was rejected {by} because {REASONS.get(reason, REASONS['other'])}."
    if status != Status.PENDING:
        return ""
    if reason == SystemReason.PREMODERATION:
        return f"Comments here are read before they appear. {HELD}"
    return HELD

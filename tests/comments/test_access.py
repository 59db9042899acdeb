"""The truth table of access: who may see and do what with a comment in each state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from comments import access
from comments.access import CommentFacts
from comments.enums import Status
from newsapi.api.access import ANONYMOUS, Actor

AUTHOR = UUID(int=1)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WINDOW = timedelta(minutes=5)
ACTORS = {
    "anonymous": ANONYMOUS,
    "author": Actor("guest", AUTHOR),
    "other": Actor("guest", UUID(int=2)),
    "moderator": Actor("account", UUID(int=3), moderator=True),
    "server": Actor("server", AUTHOR, scopes=frozenset({"articles:write"})),
    "moderating server": Actor("server", UUID(int=4), scopes=frozenset({"moderation:write"})),
}
# state -> (status, deleted, listed)
STATES = {
    "published": (Status.PUBLISHED, False, True),
    "approved": (Status.APPROVED, False, True),
    "pending": (Status.PENDING, False, False),
    "rejected": (Status.REJECTED, False, False),
    "rejected with replies": (Status.REJECTED, False, True),
    "deleted": (Status.PUBLISHED, True, False),
    "deleted with replies": (Status.PUBLISHED, True, True),
}
PREDICATES = ("find", "read", "edit", "delete")
# A letter for each of PREDICATES that holds, per actor in the order of ACTORS.
TABLE = {
    "published": ("fr--", "fred", "fr--", "fr--", "fr--", "fr--"),
    "approved": ("fr--", "fred", "fr--", "fr--", "fr--", "fr--"),
    "pending": ("----", "fred", "----", "fr--", "----", "fr--"),
    "rejected": ("----", "fr-d", "----", "fr--", "----", "fr--"),
    "rejected with replies": ("f---", "fr-d", "f---", "fr--", "f---", "fr--"),
    "deleted": ("----", "----", "----", "fr--", "----", "fr--"),
    "deleted with replies": ("f---", "f---", "f---", "fr--", "f---", "fr--"),
}


def facts(state: str, *, age: timedelta = timedelta(0)) -> CommentFacts:
    status, deleted, listed = STATES[state]
    return CommentFacts(AUTHOR, status, deleted, listed, NOW - age)


def letters(actor: Actor, comment: CommentFacts) -> str:
    holds = (
        access.may_find(actor, comment),
        access.may_read_words(actor, comment),
        access.may_edit(actor, comment, window=WINDOW, now=NOW),
        access.may_delete(actor, comment),
    )
    return "".join(name[0] if held else "-" for name, held in zip(PREDICATES, holds, strict=True))


@pytest.mark.parametrize("state", STATES)
def test_truth_table(state: str) -> None:
    found = tuple(letters(actor, facts(state)) for actor in ACTORS.values())
    assert found == TABLE[state]


def test_nobody_edits_once_the_window_is_over() -> None:
    late = facts("published", age=WINDOW)
    assert [
        name
        for name, actor in ACTORS.items()
        if access.may_edit(actor, late, window=WINDOW, now=NOW)
    ] == []


def test_who_may_comment_and_moderate() -> None:
    assert {name: access.may_comment(actor) for name, actor in ACTORS.items()} == {
        "anonymous": False,
        "author": True,
        "other": True,
        "moderator": True,
        "server": False,
        "moderating server": False,
    }
    assert {name for name, actor in ACTORS.items() if access.may_moderate(actor)} == {
        "moderator",
        "moderating server",
    }

"""What a moderator sends: which comments, as they saw them, and what to do; and a queue's address.

Nothing here trusts the page it came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms

from comments.enums import Action, Queue, Reason
from comments.queries.queue import QueueFilter

MAX_SELECTED = 200
DECIDABLE = [action for action in Action if action != Action.RESUBMIT]
TOKEN = re.compile(r"(?P<id>[0-9a-f-]{36}):(?P<version>[0-9]{1,9})", re.ASCII)


class Seen(NamedTuple):
    """A comment, and its version on the page that the moderator acted on."""

    id: UUID
    version: int

    @property
    def token(self) -> str:
        """As a form carries it."""
        return f"{self.id}:{self.version}"


def parse_seen(values: Sequence[str]) -> tuple[list[Seen], int]:
    """The comments of a form, each once, and how many entries could not be read."""
    seen: dict[UUID, Seen] = {}
    unread = max(0, len(values) - MAX_SELECTED)
    for value in values[:MAX_SELECTED]:
        found = TOKEN.fullmatch(value)
        try:
            entry = Seen(UUID(found["id"]), int(found["version"])) if found else None
        except ValueError:
            entry = None
        if entry is None:
            unread += 1
        else:
            seen.setdefault(entry.id, entry)
    return list(seen.values()), unread


class DecisionForm(forms.Form):
    """An action, and for a rejection its reason."""

    action = forms.ChoiceField(
        choices=[(action.value, action.label) for action in DECIDABLE],
        error_messages={
            "required": "Nothing was decided: the form did not say what to do.",
            "invalid_choice": "Nothing was decided: “%(value)s” is nothing that can be done.",
        },
    )
    reason = forms.ChoiceField(
        choices=[("", ""), *Reason.choices],
        required=False,
        error_messages={"invalid_choice": "Nothing was decided: “%(value)s” is no known reason."},
    )
    note = forms.CharField(
        max_length=2_000,
        required=False,
        error_messages={"max_length": "Nothing was decided: the note is too long."},
    )

    class Meta:  # empty: django-stubs' plugin for mypy never ends without one
        pass

    def clean(self) -> dict[str, Any]:
        """Only restrictions carry a reason, and a rejection must."""
        given = self.cleaned_data
        action = given.get("action")
        if action == Action.REJECT and "reason" in given and not given["reason"]:
            raise forms.ValidationError(
                "Nothing was decided: choose a reason, then reject. The author is told it.",
                code="reason_required",
            )
        if action not in (Action.REJECT, Action.HOLD):
            given["reason"] = ""
        return given


class QueueForm(forms.Form):
    """The queue's address: which queue, which section or article. What is not valid is left out."""

    queue = forms.ChoiceField(choices=Queue.choices, required=False)
    section = forms.CharField(max_length=100, required=False, strip=False)
    article = forms.UUIDField(required=False)

    class Meta:  # as above
        pass

    def wanted(self) -> tuple[QueueFilter, list[str]]:
        """The filter, and the names of what had to be left out."""
        self.is_valid()
        given: Mapping[str, Any] = self.cleaned_data
        queue = Queue(given["queue"]) if given.get("queue") else None
        wanted = QueueFilter(queue, given.get("section", ""), given.get("article"))
        return wanted, list(self.errors)

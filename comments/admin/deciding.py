"""A form full of decisions: each is taken by itself, and what became of it is said in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from comments import access
from comments.admin import wording
from comments.admin.forms import DecisionForm, Seen, parse_seen
from comments.enums import Action
from comments.models import Comment
from comments.moderation.decisions import decide
from newsapi.accounts.authentication import person
from newsapi.accounts.models import User
from newsapi.api.access import Actor
from newsapi.errors import DomainError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a form. ``complete``: everything it asked for was done.

    ``refused``: it could not be read and nothing was tried, so it is to be shown again.
    """

    complete: bool
    refused: bool = False


def moderator(request: HttpRequest) -> Actor:
    """Who is signed in. Raises PermissionDenied for one who may not moderate."""
    actor = person(cast("User", request.user))
    if not access.may_moderate(actor):
        raise PermissionDenied
    return actor


def take_decisions(request: HttpRequest) -> Outcome:
    """Do what the form asks, comment by comment, and leave a message on each that failed."""
    actor = moderator(request)
    form = DecisionForm(request.POST)
    seen, unread = parse_seen(request.POST.getlist("comment"))
    if not form.is_valid():
        for problem in [text for texts in form.errors.values() for text in texts]:
            messages.error(request, str(problem))
        return Outcome(complete=False, refused=True)
    if unread:
        messages.error(request, f"{unread} of the selected entries could not be read.")
    if not seen:
        messages.warning(request, "No comment was selected.")
        return Outcome(complete=False)
    failures = _decide_each(request, actor, seen, form)
    _report_failures(request, failures)
    return Outcome(complete=not failures and not unread)


def _decide_each(
    request: HttpRequest, actor: Actor, seen: Sequence[Seen], form: DecisionForm
) -> dict[Seen, DomainError]:
    given = form.cleaned_data
    failures: dict[Seen, DomainError] = {}
    for entry in seen:
        try:
            decide(
                comment_id=entry.id,
                actor=actor,
                action=Action(given["action"]),
                reason=given["reason"],
                note=given["note"],
                version=entry.version,
            )
        except DomainError as error:
            failures[entry] = error
    _report_done(request, given["action"], [entry for entry in seen if entry not in failures])
    return failures


def _report_done(request: HttpRequest, action: str, entries: Sequence[Seen]) -> None:
    if not entries:
        return
    text = wording.done(action, len(entries))
    if len(entries) > 1:
        messages.success(request, text)
        return
    address = _address(entries[0])
    messages.success(request, format_html('{} <a href="{}">Look at it again</a>', text, address))


def _report_failures(request: HttpRequest, failures: dict[Seen, DomainError]) -> None:
    if not failures:
        return
    comments = Comment.objects.select_related("author").in_bulk([entry.id for entry in failures])
    now = timezone.now()
    for entry, error in failures.items():
        why = wording.failed(error, now)
        messages.warning(request, _about(entry, comments.get(entry.id), why))


def _about(entry: Seen, comment: Comment | None, why: str) -> SafeString:
    if comment is None:
        return format_html("Not decided: a comment ({}). {}", entry.id, why)
    return format_html(
        'Not decided: <a href="{}">{}, “{}”</a>. {}',
        _address(entry),
        comment.author.name,
        Truncator(" ".join(comment.body.split())).chars(60),
        why,
    )


def _address(entry: Seen) -> str:
    return reverse("admin:comments_comment_change", args=[entry.id])

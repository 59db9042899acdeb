"""A comment as the moderators' templates show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from comments.admin import wording
from comments.admin.forms import Seen
from comments.admin.reading import link_targets, plain_text, reading_copy
from comments.enums import VISIBLE, Action, Queue, Reason, Status
from comments.models import Comment
from comments.moderation.transitions import MARKS, actions_for
from comments.queries.briefing import Briefing, briefings

EXCERPT = 240
ALL = "all"  # in the place of a token: every comment of the page
QUEUES = list(Queue)
# Made once: a page shows them with every comment.
REASON_OPTIONS = format_html_join("", '<option value="{}">{}</option>', Reason.choices)
# In the order of the buttons; approving a rejected comment is called restoring it.
BUTTONS = (Action.APPROVE, Action.RESTORE, Action.REJECT, Action.HOLD)


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment, what is known of it, and what can be done to it."""

    comment: Comment
    briefing: Briefing
    now: datetime
    selected: bool = False  # for what is done to many at once
    refused: bool = False  # its own form was sent without a reason
    then: Seen | None = None  # the entry to go on with, once this one is decided

    @property
    def token(self) -> str:
        """Id and version, for the form."""
        return Seen(self.comment.pk, self.comment.version).token

    @property
    def body(self) -> SafeString:
        """Its text."""
        return reading_copy(self.comment.body_html)

    @property
    def targets(self) -> list[str]:
        """Where its links lead."""
        return link_targets(self.comment.body_html)

    @property
    def quoted(self) -> str:
        """The beginning of what it replies to."""
        parent = self.comment.parent
        return Truncator(plain_text(parent.body_html)).chars(EXCERPT) if parent else ""

    @property
    def parent_state(self) -> str:
        """Why readers do not see what it replies to; empty where they do."""
        parent = self.comment.parent
        if parent is None:
            return ""
        if parent.deleted_at is not None:
            return "deleted"
        return "" if parent.status in VISIBLE else parent.status

    @property
    def age(self) -> str:
        """How old it is."""
        return wording.age(self.comment.created_at, self.now)

    @property
    def edit_age(self) -> str:
        """How long ago it was edited."""
        edited = self.comment.edited_at
        return wording.age(edited, self.now) if edited else ""

    @property
    def decided(self) -> str:
        """What was last decided, and by whom."""
        latest = self.briefing.latest
        if latest is None:
            return ""
        if latest.action == Action.RESUBMIT:
            return "Its author changed the text after it was judged"
        return f"{wording.DONE[latest.action].capitalize()} by {latest.actor_name}"

    @property
    def decision_age(self) -> str:
        """How long ago it was last decided."""
        latest = self.briefing.latest
        return wording.age(latest.created_at, self.now) if latest else ""

    @property
    def queue(self) -> Queue | None:
        """The queue it waits in."""
        return None if self.comment.queue is None else QUEUES[self.comment.queue]

    @property
    def more_reports(self) -> int:
        """Open reports beyond those that are shown."""
        return max(0, self.comment.open_reports - len(self.briefing.reports))

    @property
    def permalink(self) -> str:
        """Where readers find it."""
        return f"{self.comment.article.url}#comment-{self.comment.pk}"

    @property
    def by_author_url(self) -> str:
        """The list of what its author wrote."""
        query = urlencode({"author": self.comment.author_id})
        return f"{reverse('admin:comments_comment_changelist')}?{query}"

    @property
    def actions(self) -> list[Action]:
        """What can be done about its status now."""
        if self.comment.deleted_at is not None:
            return []
        status = Status(self.comment.status)
        possible = set(actions_for(status))
        if status == Status.REJECTED:
            possible.discard(Action.APPROVE)
        if status == Status.APPROVED and not self.comment.open_reports:
            possible.discard(Action.APPROVE)  # nothing would change
        return [action for action in BUTTONS if action in possible]

    @property
    def marks(self) -> list[Action]:
        """The marks that can be set or taken off now."""
        if self.comment.deleted_at is not None:
            return []
        return [
            action
            for action, (field, value) in MARKS.items()
            if getattr(self.comment, field) != value
        ]


def entries_of(
    comments: Sequence[Comment],
    *,
    selected: frozenset[str] = frozenset(),
    refused: frozenset[str] = frozenset(),
) -> list[Entry]:
    """The comments with what is known of them; marked are those whose tokens are given."""
    known = briefings(comments)
    now = timezone.now()
    seen = [Seen(comment.pk, comment.version) for comment in comments]
    following = [None, *seen[2:], None]  # the first needs none: the page begins there again
    return [
        Entry(
            comment,
            known[comment.pk],
            now,
            selected=own.token in selected or ALL in selected,
            refused=own.token in refused,
            then=then,
        )
        for comment, own, then in zip(comments, seen, following, strict=False)
    ]

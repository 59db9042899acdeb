"""The only writer of ``Comment.status``. Every change of it leaves one Decision."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from comments.enums import VISIBLE, Action, Outcome, Status, SystemReason
from comments.errors import DecisionConflict, InvalidTransition
from comments.models import Comment, Decision, Report
from comments.moderation.statements import statement
from comments.moderation.transitions import MARKS, next_status
from comments.moderation.visibility import lock_comment, settle
from newsapi.api.access import Actor

SYSTEM = Actor(kind="anonymous", name="newsapi")
# What a judgement of the comment says about the reports of it; a hold leaves them open.
OUTCOMES = {Status.REJECTED: Outcome.UPHELD, Status.APPROVED: Outcome.DISMISSED}


def open_at(comment: Comment, status: Status) -> Decision | None:
    """Give an unsaved comment its first status; the decision to insert where it is held."""
    comment.status = status
    comment.listed = status in VISIBLE
    if status != Status.PENDING:
        return None
    reason = SystemReason.PREMODERATION
    return _decision(comment, Action.HOLD, reason, before=Status.PUBLISHED, at=comment.created_at)


def resubmit(comment: Comment, status: Status) -> set[str]:
    """Put an edited, locked comment back to where a new text begins; the fields it changed.

    What a person judged was another text. The comment carries its new revision and version; the
    caller settles it.
    """
    before = Status(comment.status)
    if before in (status, Status.PENDING):
        return set()
    held = status == Status.PENDING
    action = Action.HOLD if held else Action.RESUBMIT
    comment.status = next_status(before, action)
    reason = SystemReason.PREMODERATION if held else SystemReason.EDITED
    _decision(comment, action, reason, before=before, at=timezone.now()).save(force_insert=True)
    return {"status"}


def decide(
    *,
    comment_id: UUID,
    actor: Actor,
    action: Action,
    reason: str = "",
    note: str = "",
    version: int | None,
) -> Decision:
    """Take a decision on what the actor has seen; the caller has checked that they may.

    ``version`` is the comment's as the actor saw it; None decides whatever stands there. Raises
    CommentNotFound; DecisionConflict (who, when, what) when it has changed since;
    InvalidTransition.
    """
    with transaction.atomic():
        comment = lock_comment(comment_id)
        if version is not None and version != comment.version:
            raise _conflict(comment)
        if comment.deleted_at is not None:
            raise InvalidTransition("The comment was deleted by its author.")
        before = Status(comment.status)
        changed = _apply(comment, action)
        decision = _decision(
            comment, action, reason, before=before, at=timezone.now(), actor=actor, note=note
        )
        decision.save(force_insert=True)
        settle(comment, changed=changed, was_visible=before in VISIBLE)
        return decision


def _apply(comment: Comment, action: Action) -> set[str]:
    comment.status = next_status(Status(comment.status), action)
    comment.version += 1
    if action in MARKS:
        field, value = MARKS[action]
        setattr(comment, field, value)
        return {"version", field}
    comment.open_reports -= _resolve_reports(comment)
    return {"version", "status", "open_reports"}


def _resolve_reports(comment: Comment) -> int:
    outcome = OUTCOMES.get(Status(comment.status))
    if outcome is None or not comment.open_reports:
        return 0
    still_open = Report.objects.filter(comment=comment, outcome="")
    return still_open.update(outcome=outcome, resolved_at=timezone.now())


def _decision(
    comment: Comment,
    action: Action,
    reason: str,
    *,
    before: Status,
    at: datetime,
    actor: Actor = SYSTEM,
    note: str = "",
) -> Decision:
    status = Status(comment.status)
    automated = actor is SYSTEM
    return Decision(
        article_id=comment.article_id,
        comment_id=comment.pk,
        revision_id=comment.revision_id,
        actor_id=actor.person_id,
        server_key_id=actor.id if actor.kind == "server" else None,
        actor_name=actor.name,
        action=action,
        reason=reason,
        note=note,
        from_status=before,
        to_status=status,
        statement=statement(status, reason, automated=automated) if status != before else "",
        version=comment.version,
        created_at=at,
    )


def _conflict(comment: Comment) -> DecisionConflict:
    now_at = {"current_status": comment.status, "revision": comment.version}
    latest = Decision.objects.filter(comment=comment).order_by("-version").first()
    if latest is None or latest.version < comment.version:
        return DecisionConflict("Its author has changed the comment since you saw it.", **now_at)
    seen = {"actor": latest.actor_name, "action": latest.action, "created_at": latest.created_at}
    detail = f"{latest.actor_name} has decided this comment since you saw it: {latest.action}."
    return DecisionConflict(detail, decision=seen, **now_at)

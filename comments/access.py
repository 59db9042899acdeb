"""Who may see and do what with comments: every surface asks here. Pure.

Predicates take the actor and plain facts, so that API, admin and stream share one truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from comments.enums import VISIBLE, Status
from newsapi.api.access import Actor


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What a predicate must know of a comment."""

    author_id: UUID
    status: Status
    deleted: bool
    listed: bool
    created_at: datetime


def may_moderate(actor: Actor) -> bool:
    """Moderators, and server keys with the scope."""
    return actor.moderator or "moderation:write" in actor.scopes


def is_author(actor: Actor, comment: CommentFacts) -> bool:
    """Whether the actor wrote it."""
    return actor.person_id is not None and actor.person_id == comment.author_id


def is_public(comment: CommentFacts) -> bool:
    """Whether everyone may read its words."""
    return comment.status in VISIBLE and not comment.deleted


def may_read_words(actor: Actor, comment: CommentFacts) -> bool:
    """Body and author: everyone while public; else moderators, and its author until deletion."""
    if is_public(comment) or may_moderate(actor):
        return True
    return is_author(actor, comment) and not comment.deleted


def may_find(actor: Actor, comment: CommentFacts) -> bool:
    """Whether the comment, or its tombstone, is there at all for the actor."""
    return comment.listed or may_read_words(actor, comment)


def may_edit(actor: Actor, comment: CommentFacts, *, window: timedelta, now: datetime) -> bool:
    """Its author, within the window, unless rejected or deleted."""
    return (
        is_author(actor, comment)
        and not comment.deleted
        and comment.status != Status.REJECTED
        and now < comment.created_at + window
    )


def may_delete(actor: Actor, comment: CommentFacts) -> bool:
    """Its author, once."""
    return is_author(actor, comment) and not comment.deleted


def may_comment(actor: Actor) -> bool:
    """People; a server writes as one of them."""
    return actor.is_person

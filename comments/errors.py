"""What can go wrong with comments."""

from __future__ import annotations

from newsapi.errors import DomainError, Forbidden, NotFound


class CommentNotFound(NotFound):
    """There is no such comment, or none that you may see."""


class CommentingClosed(Forbidden):
    """This article takes no more comments."""

    code = "commenting_closed"


class PersonRequired(Forbidden):
    """Comments are written by people: use a guest's or an account's token, not a server key."""

    code = "person_required"


class ThreadLocked(Forbidden):
    """This thread is locked: it takes no more replies."""

    code = "thread_locked"


class ParentUnavailable(DomainError):
    """The comment you reply to is not there: it was deleted or removed, or is another article's."""

    code = "parent_unavailable"
    status = 409


class TooDeep(Forbidden):
    """Replies go no deeper here: reply to an earlier comment."""

    code = "too_deep"


class EditWindowOver(Forbidden):
    """The time to edit this comment is over."""

    code = "edit_window_over"


class NotEditable(DomainError):
    """A comment that was rejected or deleted cannot be edited."""

    code = "not_editable"
    status = 409


class NotTheAuthor(Forbidden):
    """Only its author may do that."""

    code = "not_the_author"


class DecisionConflict(DomainError):
    """The comment changed, or was decided, since you saw it."""

    code = "decision_conflict"
    status = 409


class InvalidTransition(DomainError):
    """A comment in this state cannot be decided that way."""

    code = "invalid_transition"
    status = 409


class AlreadyReported(DomainError):
    """You have reported this comment already."""

    code = "already_reported"
    status = 409


class OwnComment(Forbidden):
    """This is your own comment."""

    code = "own_comment"

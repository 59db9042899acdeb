"""What can go wrong with people and keys."""

from __future__ import annotations

from newsapi.errors import DomainError


class GuestsNotAllowed(DomainError):
    """This site takes no comments from guests: sign in with an account."""

    code = "guests_not_allowed"
    status = 403


class EmailTaken(DomainError):
    """There is an account with this e-mail address already."""

    code = "email_taken"
    status = 409


class UnknownScope(DomainError):
    """There is no such scope."""

    code = "unknown_scope"
    status = 400

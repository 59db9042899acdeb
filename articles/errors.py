"""What can go wrong with articles."""

from __future__ import annotations

from newsapi.errors import DomainError, NotFound


class ArticleNotFound(NotFound):
    """There is no such article."""


class AlreadyExists(DomainError):
    """There is an article with this external_id or url already; its id is beside this."""

    code = "already_exists"
    status = 409


class HasComments(DomainError):
    """The article has comments: only staff may delete it, with ?force=true."""

    code = "has_comments"
    status = 409

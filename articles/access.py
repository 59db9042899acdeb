"""Who may do what with articles. Pure."""

from __future__ import annotations

from newsapi.api.access import Actor


def may_write_articles(actor: Actor) -> bool:
    """Server keys with the scope, and staff."""
    return actor.moderator or "articles:write" in actor.scopes


def may_delete_with_comments(actor: Actor) -> bool:
    """Staff only: it takes other people's words away."""
    return actor.moderator

"""Misconfiguration becomes a system check with a hint, before anybody meets it as an error."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

OLDEST_POSTGRESQL = 15
# The least that still makes sense, by setting; a window of 0 switches editing off.
LEAST = {
    "NEWSAPI_EDIT_WINDOW": 0,
    "NEWSAPI_GUEST_TOKEN_DAYS": 1,
    "NEWSAPI_MAX_ARTICLE_BODY": 1,
    "NEWSAPI_MAX_BODY": 1,
    "NEWSAPI_MAX_DEPTH": 0,
    "NEWSAPI_MAX_PAGE": 1,
    "NEWSAPI_MAX_REQUEST_BYTES": 1_024,
}


@register()
def check_settings(app_configs: object, **options: object) -> list[CheckMessage]:
    """The product's own settings hold values that make sense."""
    found: list[CheckMessage] = [
        Error(
            f"{name} is {getattr(settings, name)}.",
            hint=f"Set {name} to {least} or more.",
            id="newsapi.E001",
        )
        for name, least in LEAST.items()
        if getattr(settings, name) < least
    ]
    if settings.NEWSAPI_MODERATION not in ("post", "pre"):
        wrong = f"NEWSAPI_MODERATION is {settings.NEWSAPI_MODERATION!r}."
        hint = "Set it to post (comments appear at once) or pre (a moderator reads them first)."
        found.append(Error(wrong, hint=hint, id="newsapi.E002"))
    return found


@register(Tags.database)
def check_postgresql(
    app_configs: object, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:  # Any: as Django calls checks
    """The database server is new enough."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        with connection.cursor():
            version = connection.connection.info.server_version // 10_000
        if version < OLDEST_POSTGRESQL:
            hint = f"Use PostgreSQL {OLDEST_POSTGRESQL} or newer."
            found.append(
                Error(f"The server is PostgreSQL {version}.", hint=hint, id="newsapi.E003")
            )
    return found

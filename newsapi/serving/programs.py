"""What the children run, and the settings they get."""

from __future__ import annotations

import os
import sys

from django.conf import settings

from newsapi.serving.children import Child, Program
from newsapi.serving.lifeline import Lifeline
from newsapi.serving.options import Address


def make_children(
    address: Address, workers: int, lifeline: Lifeline, database_url: str | None
) -> list[Child]:
    """The web server and the worker, not yet started; the URL of the embedded database, if used."""
    environment = _environment(database_url) | lifeline.environment
    manage = str(settings.BASE_DIR / "manage.py")
    where = [address.host, str(address.port), str(workers)]
    commands = {
        "web": [sys.executable, "-m", "newsapi.serving.web", *where],
        "worker": [sys.executable, manage, "serve", "worker"],
    }
    return [
        Child(Program(name, command, environment, settings.BASE_DIR, lifeline.fd))
        for name, command in commands.items()
    ]


def _environment(database_url: str | None) -> dict[str, str]:
    """Ours, and when the database is ours too, what our settings chose because nobody had.

    A child that only saw a DATABASE_URL would take itself for a server on the open web.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    if database_url is None:
        return environment
    chosen = {
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": ",".join(settings.ALLOWED_HOSTS),
        "NEWSAPI_HTTPS": str(int(settings.HTTPS)),
    }
    unsaid = {name: value for name, value in chosen.items() if not environment.get(name)}
    return environment | unsaid | {"DATABASE_URL": database_url}

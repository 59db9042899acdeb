"""What settings.py derives from the environment with more than one line of code."""

from __future__ import annotations

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


class Environment(environ.Env):  # type: ignore[misc]  # it ships no types
    """Reads variables by type; a value that is not of its type is named, never a traceback."""

    def get_value(
        self, var: str, *args: Any, **kwargs: Any
    ) -> Any:  # Any: as django-environ has it
        """The variable's value. Raises ImproperlyConfigured."""
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError as error:
            raise ImproperlyConfigured(f"{var} is not valid: {error}.") from error


DATABASE_FIELDS = {
    "dbname": "NAME",
    "user": "USER",
    "password": "PASSWORD",
    "host": "HOST",
    "port": "PORT",
}


def database_from_url(url: str) -> dict[str, object]:
    """Django's settings for a libpq URL, read by libpq's own parser.

    Raises ImproperlyConfigured when libpq cannot read it.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured("DATABASE_URL is not a PostgreSQL URL") from error
    named = {DATABASE_FIELDS[key]: str(parts.pop(key)) for key in DATABASE_FIELDS if key in parts}
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": parts}


def embedded_database(data_dir: Path, *, fast: bool) -> dict[str, object]:
    """Django's settings for the embedded PostgreSQL, which starts at the first connection."""
    return {
        "ENGINE": "newsapi.embedded.backend",
        "NAME": "newsapi",
        "EMBEDDED": {"data_dir": data_dir, "fast": fast},
        "OPTIONS": {},
    }


def local_secret(data_dir: Path) -> str:
    """The secret of an installation that was started with no configuration at all.

    Made once at random and kept beside its database, readable by its owner only. Two processes
    that start together agree: the file appears whole, by link, and the first link wins.
    """
    path = data_dir / "secret_key"
    try:
        if not path.exists():
            data_dir.mkdir(parents=True, exist_ok=True)
            draft = data_dir / f"secret_key.{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            _link_once(draft, path)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {data_dir} cannot be used ({error.strerror}): "
            "set NEWSAPI_DATA_DIR to a folder that you may write to."
        ) from error


def _link_once(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def networks(values: list[str]) -> list[IPv4Network | IPv6Network]:
    """The networks named, a bare address being a network of one."""
    try:
        return [ip_network(value, strict=False) for value in values]
    except ValueError as error:
        raise ImproperlyConfigured(f"TRUSTED_PROXIES: {error}") from error

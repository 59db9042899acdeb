"""What must be true before anything is served: a data folder, a database, its tables, the demo."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from newsapi.serving.console import Console
from newsapi.serving.database import EmbeddedServer
from newsapi.serving.errors import CannotServe

LOGIN_FILE = "demo.json"
# Any number will do, as long as all of ours use the same.
PREPARATION_LOCK = 0x6E657773617069


def start_database(console: Console) -> EmbeddedServer | None:
    """The embedded PostgreSQL, running; None when the settings name another database.

    Raises CannotServe.
    """
    database: dict[str, Any] = settings.DATABASES["default"]
    embedded = database.get("EMBEDDED")
    if embedded is None:
        return None
    _try_folder(settings.DATA_DIR)
    console.progress(f"starting PostgreSQL in {settings.DATA_DIR}")
    return EmbeddedServer(embedded["data_dir"], fast=embedded["fast"], database=database["NAME"])


def prepare_database(console: Console, *, demo_url: str | None) -> None:
    """Bring the tables up to date, and load the demo when told where it will be served.

    Several may start at once on one database: one prepares, the others wait. Raises CannotServe.
    """
    try:
        with _alone(console):
            _migrate(console)
            if demo_url is not None:
                _load_demo(console, demo_url)
    except (Error, OSError) as error:
        message = f"The database cannot be prepared: {' '.join(str(error).split())}"
        raise CannotServe(message) from error
    finally:
        connection.close()


def demo_login() -> tuple[str, str] | None:
    """The demo moderator's address and password, as the demo left them in the data folder."""
    try:
        told = json.loads((settings.DATA_DIR / LOGIN_FILE).read_text())
        return str(told["email"]), str(told["password"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _try_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()  # modes do not tell, to root above all
    except OSError as error:
        message = (
            f"The data folder {folder} cannot be used ({error.strerror}): "
            "set NEWSAPI_DATA_DIR to a folder that you may write to."
        )
        raise CannotServe(message) from error


@contextmanager
def _alone(console: Console) -> Iterator[None]:
    """For the time of the block, the only one on this database that prepares it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PREPARATION_LOCK])
        if not cursor.fetchone()[0]:
            console.progress("waiting for another newsapi that prepares the database")
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARATION_LOCK])
    yield  # the lock goes with the connection


def _migrate(console: Console) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command(_Migrate(console, len(plan)), interactive=False, verbosity=0, skip_checks=True)
        console.say(f"{len(plan)} migrations applied")


class _Migrate(migrate.Command):
    """Django's ``migrate`` with a short line for each migration."""

    def __init__(self, console: Console, total: int) -> None:
        super().__init__()
        self._console = console
        self._total = total
        self._begun = 0

    def migration_progress_callback(
        self, action: str, migration: Any = None, fake: bool = False
    ) -> None:
        """Called by Django before and after each step."""
        if action == "apply_start":
            self._begun += 1
            self._console.progress(f"migrating {self._begun}/{self._total} {migration}")


def _load_demo(console: Console, url: str) -> None:
    console.progress("looking after the demo")
    said = io.StringIO()
    call_command("demo", base_url=url, stdout=said, skip_checks=True)
    for line in said.getvalue().splitlines():
        console.say(line)

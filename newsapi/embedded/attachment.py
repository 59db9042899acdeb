"""Being a user of the embedded server: the part that runs in our own processes."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from newsapi.embedded import locks, relocation
from newsapi.embedded.binaries import find_binaries
from newsapi.embedded.cluster import USER, Cluster
from newsapi.embedded.errors import EmbeddedError
from newsapi.embedded.place import Place, place_for
from newsapi.embedded.spawning import spawn_keeper
from newsapi.embedded.status import PORT, ready_socket

if TYPE_CHECKING:
    from psycopg import Connection

PATIENCE = 60.0
TICK = 0.01
# A keeper that is killed while it starts is replaced; one that dies every time is a fault.
ATTEMPTS = 3


class Attachment:
    """This process's hold on a server, which runs at least until ``release`` or our end.

    A child made by fork has it too, independently: each may release without the other losing it.
    """

    port = PORT
    user = USER

    def __init__(self, place: Place, *, fast: bool) -> None:
        self.host = ""
        self._place = place
        self._fast = fast
        self._known: set[str] = set()
        self._users = locks.open_lock(place.home / locks.USERS, place.account)
        # Waits while a keeper stops the server of users that are gone.
        locks.share(self._users)

    def url(self, database: str) -> str:
        """The libpq URL of a database on this server."""
        name, host = quote(database, safe=""), quote(os.fsencode(self.host), safe="")
        return f"postgresql://{self.user}@/{name}?host={host}&port={self.port}"

    def ensure_database(self, name: str) -> None:
        """Create a database unless it exists; any number of processes may ask at once.

        Raises EmbeddedError when the server refuses.
        """
        if name in self._known:
            return
        import psycopg

        try:
            with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
                _create_database(connection, name)
        except psycopg.Error as error:
            message = f"The database {name} cannot be created: {' '.join(str(error).split())}"
            raise EmbeddedError(message) from error
        self._known.add(name)

    def release(self) -> None:
        """Stop being a user; the server stops with its last one. A second call does nothing."""
        with _guard:
            users, self._users = self._users, -1
            if users >= 0:
                os.close(users)

    def holds(self, place: Place) -> bool:
        """Whether this is a hold on the cluster that is at a place now."""
        lock = place.home / locks.USERS
        return self._users >= 0 and place == self._place and locks.still_at(self._users, lock)

    def revive(self) -> None:
        """Return when the server takes connections; when it does already, in microseconds.

        Raises EmbeddedError when it cannot be started.
        """
        deadline = time.monotonic() + PATIENCE
        attempts = 0
        while attempts < ATTEMPTS and time.monotonic() < deadline:
            attempts += self._start_keeper_if_none()
            if host := ready_socket(self._place.data):
                self.host = host
                return
            time.sleep(TICK)
        message = f"PostgreSQL does not get ready: see {self._place.log}."
        raise EmbeddedError(message)

    def _start_keeper_if_none(self) -> bool:
        lock = self._place.home / locks.KEEPER
        with locks.briefly(lock, self._place.account) as fd:
            free = locks.take(fd)
            if free:
                spawn_keeper(self._cluster(), fd)
            return free

    def _cluster(self) -> Cluster:
        binaries, account = find_binaries(), self._place.account
        if account is not None:
            binaries = relocation.runnable_binaries(binaries, account)
        return Cluster(self._place.home, account, binaries, self._fast)


def attach(data_dir: Path, *, fast: bool = False) -> Attachment:
    """Become a user of the PostgreSQL in ``data_dir/postgres``, which starts if it does not run.

    A process has one Attachment for a data folder, and calling again makes sure that the server
    is up. ``fast`` gives durability away for speed, for tests; it counts for the user that starts
    the server. Raises EmbeddedError when there is no server to be had.
    """
    if sys.platform == "win32":
        message = "There is no embedded PostgreSQL on Windows: set DATABASE_URL to a server."
        raise EmbeddedError(message)
    folder = Path(os.path.realpath(data_dir))
    with _guard:
        try:
            attachment = _attachment(folder, fast=fast)
            attachment.revive()
        except OSError as error:
            message = (
                f"The data folder {folder} cannot be used ({error.strerror}: {error.filename}): "
                "choose a folder that you may write to, or set DATABASE_URL."
            )
            raise EmbeddedError(message) from error
        return attachment


def _attachment(folder: Path, *, fast: bool) -> Attachment:
    place = place_for(folder, fast=fast)
    known = _attached.get(folder)
    if known is not None and known.holds(place):
        return known
    if known is not None:
        known.release()
    _attached[folder] = fresh = Attachment(place, fast=fast)
    return fresh


def _create_database(connection: Connection[tuple[object, ...]], name: str) -> None:
    from psycopg import errors, sql

    query = "SELECT FROM pg_database WHERE datname = %s"
    if connection.execute(query, [name]).fetchone() is not None:
        return
    # Another process may be faster.
    with suppress(errors.DuplicateDatabase, errors.UniqueViolation):
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _start_anew_in_child() -> None:
    """Another thread may have held the guard at the fork, and that thread is not in the child."""
    global _guard  # noqa: PLW0603
    _guard = threading.RLock()


_guard = threading.RLock()
_attached: dict[Path, Attachment] = {}
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_start_anew_in_child)

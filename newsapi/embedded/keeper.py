"""The process that owns the server: starts it, restarts it, and stops it with its last user.

``python -m newsapi.embedded.keeper CLUSTER`` is run by the first user, which hands on keeper.lock
already locked and reads one line from standard output: ``ready``, or ``error`` and the reason.
The keeper has one thread, and imports nothing once it has stepped down from root, because its
Python may be out of reach by then.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from newsapi.embedded import locks, sockets
from newsapi.embedded.binaries import major_version
from newsapi.embedded.cluster import Cluster, ensure_initialised
from newsapi.embedded.errors import EmbeddedError
from newsapi.embedded.postmaster import Postmaster, bring_up
from newsapi.embedded.spawning import ERROR, READY

if TYPE_CHECKING:
    from types import FrameType

POLL = 0.1
# Pauses before a restart, by how many short lives came before; no more than so many in a row fail.
PAUSES = (0.0, 0.0, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
SHORT_LIFE = 10.0
LOG_LIMIT = 10_000_000


class Keeper:
    """Keeps one server for the users of one lock file."""

    def __init__(self, cluster: Cluster, users: int) -> None:
        self._cluster = cluster
        self._users = users
        self._short_lives = 0
        self._postmaster = self._begin()

    def watch(self) -> None:
        """Return when nobody uses the server any more, or its folder was deleted."""
        while not self._deserted():
            if not self._postmaster.alive():
                self._restart()
            time.sleep(POLL)

    def finish(self) -> None:
        """Stop the server; while this lasts, a new user waits for the lock that we hold."""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        self._postmaster.stop()
        sockets.discard_folder(self._cluster.home)

    def _begin(self) -> Postmaster:
        postmaster = bring_up(self._cluster)
        self._began = time.monotonic()
        return postmaster

    def _deserted(self) -> bool:
        ours = locks.still_at(self._users, self._cluster.home / locks.USERS)
        return not ours or locks.take(self._users)

    def _restart(self) -> None:
        """Start it again; raises EmbeddedError when that failed as often as there are pauses.

        The users then learn the reason from the keeper that the next of them starts.
        """
        if time.monotonic() - self._began > SHORT_LIFE:
            self._short_lives = 0
        while True:
            time.sleep(PAUSES[min(self._short_lives, len(PAUSES) - 1)])
            self._short_lives += 1
            try:
                self._postmaster = self._begin()
            except EmbeddedError:
                if self._short_lives >= len(PAUSES):
                    raise
            else:
                return


def main() -> int:
    """Keep the server of the cluster in the first argument."""
    cluster = Cluster.load(sys.argv[1])
    users = locks.open_lock(cluster.home / locks.USERS, cluster.account)
    _detach()
    try:
        _step_down(cluster)
        ensure_initialised(cluster, major_version(cluster.binaries))
        keeper = Keeper(cluster, users)
    except (EmbeddedError, OSError) as error:
        _report(f"{ERROR}{error}")
        return 1
    _report(READY)
    try:
        keeper.watch()
    finally:
        keeper.finish()
    return 0


def _detach() -> None:
    """Leave the user's process tree: it must neither wait for us nor find us among its children."""
    if os.fork():
        os._exit(0)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    signal.signal(signal.SIGTERM, _stop_quietly)


def _stop_quietly(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _step_down(cluster: Cluster) -> None:
    if cluster.account is not None:
        cluster.account.become()
    os.chdir("/")
    os.umask(0o077)
    if cluster.log.exists() and cluster.log.stat().st_size > LOG_LIMIT:
        cluster.log.replace(cluster.log.with_suffix(".log.1"))
    with cluster.log.open("ab") as log:
        os.dup2(log.fileno(), sys.stderr.fileno())


def _report(verdict: str) -> None:
    """Tell the process that started us, if it still lives, and close the line to it."""
    try:
        os.write(sys.stdout.fileno(), f"{' '.join(verdict.split())}\n".encode())
    except BrokenPipeError:
        pass
    finally:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())

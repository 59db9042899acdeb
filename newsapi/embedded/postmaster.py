"""One running PostgreSQL server: start it, find one that runs already, watch it, stop it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsapi.embedded import processes, sockets, status
from newsapi.embedded.errors import EmbeddedError

if TYPE_CHECKING:
    from newsapi.embedded.cluster import Cluster

# Recovery after a crash may replay a lot; a server that takes longer than this is stuck.
START_PATIENCE = 300.0
TICK = 0.01
SETTINGS = {
    "listen_addresses": "",
    "port": str(status.PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "logging_collector": "off",
    "log_destination": "stderr",
    "cluster_name": "newsapi",
}
# For tests: a crash of the machine may cost the cluster.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
# Fast shutdown; then without saving (the next start recovers); then by the kernel.
WAYS_TO_STOP = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 6.0), (signal.SIGKILL, 5.0))


class Postmaster:
    """A server: our child, or one that a dead keeper left running."""

    def __init__(
        self, cluster: Cluster, pid: int, child: subprocess.Popen[bytes] | None = None
    ) -> None:
        self.pid = pid
        self._data = cluster.data
        self._child = child

    def alive(self) -> bool:
        """Whether it runs still."""
        if self._child is not None:
            return self._child.poll() is None
        return processes.is_server(self.pid, self._data)

    def stop(self) -> None:
        """Stop it, connected clients or not, as gently as it allows."""
        for number, patience in WAYS_TO_STOP:
            if self.alive():
                with suppress(ProcessLookupError):
                    os.kill(self.pid, number)
            deadline = time.monotonic() + patience
            while self.alive() and time.monotonic() < deadline:
                time.sleep(TICK)


def bring_up(cluster: Cluster) -> Postmaster:
    """The cluster's server, taking connections: the one that runs, or a new one.

    Raises EmbeddedError with the last words of the log when it does not start.
    """
    return _running(cluster) or _started(cluster)


def _running(cluster: Cluster) -> Postmaster | None:
    """The server that a dead keeper left; one that is stopping is waited for and is none."""
    deadline = time.monotonic() + START_PATIENCE
    while (found := status.read_status(cluster.data)) is not None:
        if not processes.is_server(found.pid, cluster.data):
            return None
        if found.ready and status.listening(found.socket_folder):
            return Postmaster(cluster, found.pid)
        if time.monotonic() > deadline:
            Postmaster(cluster, found.pid).stop()
        time.sleep(TICK)
    return None


def _started(cluster: Cluster) -> Postmaster:
    socket_folder = sockets.choose_folder(cluster.home)
    _clear_remains(cluster, socket_folder)
    with cluster.log.open("ab") as log:
        said_before = log.tell()
        child = subprocess.Popen(
            _command(cluster, socket_folder),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=processes.stop_with_parent(),  # noqa: PLW1509  the keeper has one thread
        )
    postmaster = Postmaster(cluster, child.pid, child)
    try:
        _wait_until_ready(cluster, postmaster, said_before)
    except BaseException:
        postmaster.stop()
        raise
    return postmaster


def _command(cluster: Cluster, socket_folder: str) -> list[str]:
    settings = SETTINGS | (FAST if cluster.fast else {})
    settings["unix_socket_directories"] = f'"{socket_folder}"'
    command = [str(cluster.binaries / "postgres"), "-D", str(cluster.data)]
    for name, value in settings.items():
        command += ["-c", f"{name}={value}"]
    return command


def _clear_remains(cluster: Cluster, socket_folder: str) -> None:
    """Remove what would keep a new server from starting after the last one was killed."""
    found = status.read_status(cluster.data)
    if found is None:
        return
    processes.end_all(cluster.data)
    # PostgreSQL itself removes these files if their number is free. It takes a zombie, or a
    # stranger with the same number, for a server.
    if processes.exists(found.pid):
        (cluster.data / "postmaster.pid").unlink(missing_ok=True)
        Path(f"{status.socket_path(socket_folder)}.lock").unlink(missing_ok=True)


def _wait_until_ready(cluster: Cluster, postmaster: Postmaster, said_before: int) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while postmaster.alive() and time.monotonic() < deadline:
        found = status.read_status(cluster.data)
        if found is not None and found.pid == postmaster.pid and found.ready:
            return
        time.sleep(TICK)
    message = f"PostgreSQL does not start in {cluster.home}: {last_words(cluster, said_before)}"
    raise EmbeddedError(message)


def last_words(cluster: Cluster, since: int) -> str:
    """The end of the log from a position on, as one line."""
    with cluster.log.open("rb") as log:
        log.seek(since)
        lines = log.read().decode(errors="replace").splitlines()
    # Each begins with the time and the process: "2026-01-01 12:00:00.000 UTC [42] FATAL:  …".
    return " / ".join(line.partition("] ")[2] or line for line in lines[-4:]) or "no reason given"

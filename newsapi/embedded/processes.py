"""Which processes belong to a PostgreSQL data folder, alive or left over."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def stop_with_parent() -> Callable[[], None]:
    """What a child does before its program starts: ask to be interrupted when we die.

    macOS cannot do that: there a server lives on until the next keeper finds it.
    """
    parent = os.getpid()

    def prepare() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT)
            if os.getppid() != parent:  # it died before we asked
                os._exit(1)

    return prepare


def is_server(pid: int, data: Path) -> bool:
    """Whether a process is a live server of this data folder.

    Not so a zombie, and not another process that got the number of a dead server, though
    PostgreSQL takes both for one.
    """
    if sys.platform == "linux":
        return _works_in(pid, data)
    return _looks_like_postgres(pid)


def exists(pid: int) -> bool:
    """Whether a process number is taken, by whatever."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end_all(data: Path) -> None:
    """End what a killed server left behind; it may be busy with a query and not have noticed.

    Only Linux can tell which processes those are; elsewhere they end with their query.
    """
    for number, patience in ((signal.SIGQUIT, 1.0), (signal.SIGKILL, 5.0)):
        deadline = time.monotonic() + patience
        for pid in _all_in(data):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        while _all_in(data):
            if time.monotonic() > deadline:
                break
            time.sleep(0.01)


def _all_in(data: Path) -> list[int]:
    pids = (int(entry.name) for entry in PROC.glob("[0-9]*"))
    return [pid for pid in pids if _works_in(pid, data)]


def _works_in(pid: int, data: Path) -> bool:
    # Every PostgreSQL process works in its data folder. A zombie works nowhere, and processes of
    # other accounts do not tell us.
    try:
        return os.path.samestat((PROC / str(pid) / "cwd").stat(), data.stat())
    except OSError:
        return False


def _looks_like_postgres(pid: int) -> bool:
    answer = subprocess.run(
        ["/bin/ps", "-o", "stat=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return "postgres" in answer and not answer.lstrip().startswith("Z")

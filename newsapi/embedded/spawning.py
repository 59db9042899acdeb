"""Starting a keeper, and hearing from it how that went."""

from __future__ import annotations

import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

import newsapi
from newsapi.embedded.errors import EmbeddedError

if TYPE_CHECKING:
    from newsapi.embedded.cluster import Cluster

READY = "ready"
ERROR = "error: "
PATIENCE = 60.0
# The server may run under another account, which can read its environment: no secrets of ours.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "TMPDIR")


def spawn_keeper(cluster: Cluster, lock: int) -> None:
    """Start a keeper that inherits its lock, and wait until its server is ready.

    Returns also when the keeper was killed before it could say anything. Raises EmbeddedError
    with its reason when it gave up.
    """
    with subprocess.Popen(
        # Without site-packages, which it does not need, it starts in half the time.
        [sys.executable, "-S", "-m", "newsapi.embedded.keeper", cluster.dump()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[lock],
        start_new_session=True,
        cwd=Path(newsapi.__path__[0]).parent,
        env=_environment(),
    ) as process:
        words = _first_words(process.stdout)
    if words.startswith(ERROR):
        raise EmbeddedError(words.removeprefix(ERROR))
    if words not in {"", READY}:
        message = f"The keeper of PostgreSQL does not start: {words.splitlines()[-1]}"
        raise EmbeddedError(message)


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    # Messages that we can read, and no search for the machine's time zone: Django sets its own.
    return passed_on | {"LC_ALL": "C", "TZ": "UTC"}


def _first_words(pipe: IO[bytes] | None) -> str:
    """What the keeper says up to its verdict or its end; waits no longer than PATIENCE."""
    if pipe is None:
        return ""
    said = b""
    deadline = time.monotonic() + PATIENCE
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            chunk = os.read(pipe.fileno(), 65536)
            said += chunk
            if not chunk or (said.endswith(b"\n") and _is_verdict(said)):
                break
    return said.decode(errors="replace").strip()


def _is_verdict(said: bytes) -> bool:
    return said.startswith((READY.encode(), ERROR.encode()))

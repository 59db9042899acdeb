"""No orphans: a process ends when the one it works for is gone, however that ended.

The supervisor holds the one end of a pipe and never writes. The kernel closes it when the
supervisor dies, also by ``kill -9``, and its children read that at the other end.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

VARIABLE = "NEWSAPI_LIFELINE"
GRACE = 3.0
POLL = 0.5


class Lifeline:
    """The supervisor's end, and what it hands its children."""

    def __init__(self) -> None:
        # Neither end is inherited (PEP 446) but by who is given ``fd``.
        self.fd, self._held = os.pipe()

    @property
    def environment(self) -> dict[str, str]:
        """Tells a child which descriptor it is."""
        return {VARIABLE: str(self.fd)}


def end_with_supervisor() -> bool:
    """End this process and its group once the supervisor is gone; False when there is none."""
    number = os.environ.pop(VARIABLE, "")
    if not number:
        return False
    _watch(_end_at_close, int(number))
    return True


def end_with_parent(parent: int) -> None:
    """End this process, which ``parent`` started, at once when that is gone."""
    _watch(_end_without, parent)


def _watch(target: Callable[[int], None], subject: int) -> None:
    threading.Thread(target=target, args=(subject,), name="lifeline", daemon=True).start()


def _end_at_close(fd: int) -> None:
    os.set_inheritable(fd, False)
    while os.read(fd, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def _end_without(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL)
    os._exit(1)

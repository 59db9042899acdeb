"""Being told to stop."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from newsapi.serving.errors import Interrupted

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def interrupt_when_told() -> None:
    """From here a signal to stop raises Interrupted, wherever we are."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise Interrupted

    for number in STOP:
        signal.signal(number, interrupt)


class Alarm:
    """From here a signal to stop is counted, and like the end of a child wakes up who waits."""

    def __init__(self) -> None:
        self.stops = 0
        self.awake, self._wake = socket.socketpair()
        for end in (self.awake, self._wake):
            end.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in STOP:
            signal.signal(number, self._count)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def quieten(self) -> None:
        """Forget what woke us."""
        try:
            while self.awake.recv(4096):
                pass
        except BlockingIOError:
            return

    def _count(self, _number: int, _frame: FrameType | None) -> None:
        self.stops += 1

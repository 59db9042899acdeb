"""Being told to stop."""

from __future__ import annotations

import signal
import socket
import time
from types import FrameType

from newsapi.serving.errors import Interrupted

STOP = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
ECHO = 0.2


def interrupt_when_told() -> None:
    """From here a signal to stop raises Interrupted, wherever we are."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise Interrupted

    for number in STOP:
        signal.signal(number, interrupt)


class Alarm:
    """From here a signal to stop is noted, and like the end of a child wakes up who waits.

    A second one asks to hurry, unless it is an echo: who signals a whole process group reaches us
    by ``make`` as well.
    """

    def __init__(self) -> None:
        self.told_to_stop = False
        self.told_to_hurry = False
        self._echo_until = 0.0
        self.awake, self._wake = socket.socketpair()
        for end in (self.awake, self._wake):
            end.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        for number in STOP:
            signal.signal(number, self._note)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def quieten(self) -> None:
        """Forget what woke us."""
        try:
            while self.awake.recv(4096):
                pass
        except BlockingIOError:
            return

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        now = time.monotonic()
        if not self.told_to_stop:
            self.told_to_stop, self._echo_until = True, now + ECHO
        elif now > self._echo_until:
            self.told_to_hurry = True

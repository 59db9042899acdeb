"""What the person at the terminal sees: progress, the welcome, and the children's lines."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Mapping
from queue import Full, Queue
from typing import TextIO

OURSELVES = "newsapi"
COLOURS = {OURSELVES: "32", "web": "36", "worker": "35"}
OTHER_COLOUR = "33"
CLEAR_LINE = "\r\x1b[2K"
ROOM = 10_000
PATIENCE = 0.5
# What a visitor sent may end up in a log line; it must not steer the terminal.
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")


class Console:
    """Writes in a thread of its own: a reader that stopped reading holds nobody up.

    Such a reader (Ctrl-S, a stuck pipe) loses lines, and is told how many.
    """

    def __init__(self, stream: TextIO, environ: Mapping[str, str]) -> None:
        self._fd = stream.fileno()
        self._tty = stream.isatty()
        self._colour = self._tty and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
        self._in_place = False
        self._lost = 0
        self._queue: Queue[str | None] = Queue(ROOM)
        self._writer = threading.Thread(target=self._write_all, name="console", daemon=True)
        self._writer.start()

    def say(self, text: str) -> None:
        """One line of ours."""
        self.forward(OURSELVES, text)

    def forward(self, name: str, line: str) -> None:
        """One line of a child, with its name before it."""
        self._put(f"{self._prefix(name)}{CONTROL.sub('', line)}\n")

    def progress(self, text: str) -> None:
        """How far we are: on a terminal each replaces the one before."""
        if not self._tty:
            self.say(text)
            return
        self._put(f"{self._prefix(OURSELVES)}{text}")
        self._in_place = True

    def show(self, text: str) -> None:
        """A block of lines as they are."""
        self._put(f"{text}\n")

    def close(self) -> None:
        """Write what is left, if somebody reads it."""
        try:
            self._queue.put(None, timeout=PATIENCE)
        except Full:
            return
        self._writer.join(PATIENCE)

    def _prefix(self, name: str) -> str:
        label = f"{name:<{len(OURSELVES)}} |"
        if self._colour:
            label = f"\x1b[{COLOURS.get(name, OTHER_COLOUR)}m{label}\x1b[0m"
        return f"{label} "

    def _put(self, text: str) -> None:
        if self._in_place:
            text, self._in_place = CLEAR_LINE + text, False
        try:
            if self._lost:
                self._queue.put_nowait(f"{self._prefix(OURSELVES)}{self._lost} lines were lost\n")
                self._lost = 0
            self._queue.put_nowait(text)
        except Full:
            self._lost += 1

    def _write_all(self) -> None:
        reader_is_there = True
        while (text := self._queue.get()) is not None:
            # Without a reader serving goes on, and the lines go nowhere.
            reader_is_there = reader_is_there and self._write(text.encode(errors="replace"))

    def _write(self, data: bytes) -> bool:
        # Not through the stream: what it buffers would be in the way when Python ends.
        try:
            while data:
                data = data[os.write(self._fd, data) :]
        except OSError:
            return False
        return True

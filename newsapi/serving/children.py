"""The processes that the supervisor keeps running."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# A life that is shorter ends "at once".
SHORT_LIFE = 10.0
MOST_SHORT_LIVES = 5
CANNOT_BEGIN = 2
FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0
LONGEST_LINE = 65_536


@dataclass(frozen=True, slots=True)
class Program:
    """What a child runs."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    folder: Path
    inherited: int


class Child:
    """A program that shall run; it has a session of its own, so a Ctrl-C reaches only us."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.name = program.name
        self.last_words = ""
        self.short_lives = 0
        self.due = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._code = 0
        self._unfinished = b""

    @property
    def running(self) -> bool:
        """Whether it was started and its end was not dealt with yet."""
        return self._process is not None

    @property
    def output(self) -> int:
        """The descriptor of what it prints; it must be running."""
        return self._running().stdout.fileno()  # type: ignore[union-attr]  # we asked for a pipe

    def start(self) -> None:
        """Start it."""
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            self.program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=[self.program.inherited],
            env=dict(self.program.environment),
            cwd=self.program.folder,
        )
        os.set_blocking(self.output, False)

    def ended(self) -> bool:
        """Whether it has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def ask_to_stop(self) -> None:
        """SIGTERM to the process itself: Granian then stops its workers, in its own order."""
        if self._process is not None:
            self._process.terminate()

    def kill_group(self) -> None:
        """End what is left of it and of the processes that it started."""
        with suppress(ProcessLookupError, PermissionError):  # macOS: EPERM for zombies
            os.killpg(self._running().pid, signal.SIGKILL)

    def bury(self) -> str:
        """Forget it, after its end; how it ended, in words."""
        process = self._running()
        self._code = process.wait()
        if process.stdout is not None:
            process.stdout.close()
        self._process = None
        return _in_words(self._code)

    def plan_restart(self) -> float:
        """When to start it again, after its end: the seconds until then, more each time."""
        lived = time.monotonic() - self._began
        self.short_lives = self.short_lives + 1 if lived < SHORT_LIFE else 0
        pause = min(FIRST_PAUSE * 2.0 ** max(self.short_lives - 1, 0), LONGEST_PAUSE)
        self.due = time.monotonic() + pause
        return pause

    @property
    def hopeless(self) -> bool:
        """Whether it ended at once too often in a row."""
        return self.short_lives >= MOST_SHORT_LIVES

    @property
    def cannot_begin(self) -> bool:
        """Whether it said itself, by its exit code, that trying again is of no use."""
        return self._code == CANNOT_BEGIN

    def read(self) -> list[str] | None:
        """Whole lines of what it has printed; None when there is nothing, now or for ever."""
        try:
            chunk = os.read(self.output, LONGEST_LINE)
        except BlockingIOError:
            return None
        *lines, self._unfinished = (self._unfinished + chunk).split(b"\n")
        if self._unfinished and (not chunk or len(self._unfinished) >= LONGEST_LINE):
            lines, self._unfinished = [*lines, self._unfinished], b""
        return [self._decoded(line) for line in lines] if chunk or lines else None

    def _decoded(self, line: bytes) -> str:
        text = line.decode(errors="replace").rstrip()
        self.last_words = text or self.last_words
        return text

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise ProcessLookupError(self.name)
        return self._process


def _in_words(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return f"killed by {signal.Signals(-code).name}"
    return f"killed by signal {-code}"

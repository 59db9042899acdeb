"""A real ``manage.py serve`` and what can be seen of it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
OURS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "PORT",
    "NEWSAPI_HTTPS",
    "LOG_LEVEL",
)


@dataclass
class Running:
    """One ``serve``, writing to a file."""

    process: subprocess.Popen[bytes]
    output: IO[bytes]
    port: int
    began: float

    @property
    def said(self) -> str:
        """All that it has printed."""
        return Path(self.output.name).read_text()

    def wait_for(self, words: str, seconds: float = 30.0) -> None:
        """Wait until it has printed something."""
        soon(lambda: words in self.said or self.process.poll() is not None, seconds)
        assert words in self.said, self.said

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and body of a page; 0 when nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as page:
                return page.status, page.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def stop(self, number: signal.Signals) -> tuple[int, float]:
        """Tell it to stop; its exit code, and the seconds until then."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(20), time.monotonic() - began


def start(data_dir: Path, port: int, *arguments: str, **environment: str) -> Running:
    """Start ``manage.py serve`` with nothing configured but the data folder."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    output = tempfile.NamedTemporaryFile(prefix="serving-output")  # noqa: SIM115
    process = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", "serve", *arguments],
        env=inherited
        | {"NEWSAPI_DATA_DIR": str(data_dir), "NEWSAPI_EMBEDDED_FAST": "1", "PORT": str(port)}
        | environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd="/",
    )
    return Running(process, output, port, time.monotonic())


def processes_of(data_dir: Path) -> dict[int, str]:
    """Every live process that has to do with a data folder: ours, the keeper, PostgreSQL."""
    return {
        int(entry.name): command
        for entry in Path("/proc").glob("[0-9]*")
        if (command := _command_on(entry, data_dir)) and int(entry.name) != os.getpid()
    }


def web_processes(data_dir: Path) -> dict[int, str]:
    """Granian's main process and its workers."""
    found = processes_of(data_dir).items()
    return {pid: command for pid, command in found if "newsapi.serving.web" in command}


def parent_of(pid: int) -> int:
    """The process that started a process."""
    return int((Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[1])


def soon(what: Callable[[], object], seconds: float = 10.0) -> bool:
    """Whether something gets true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command_on(entry: Path, data_dir: Path) -> str:
    """The command line of a process, if it is on the data folder by that, its folder or, for our
    own programs, its environment.
    """
    marker = str(data_dir)
    try:
        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        if marker in command or str((entry / "cwd").readlink()).startswith(marker):
            return command
        ours = "manage.py" in command or "newsapi.serving" in command
        return command if ours and marker.encode() in (entry / "environ").read_bytes() else ""
    except OSError:
        return ""

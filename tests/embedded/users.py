"""Other processes that use an embedded server, and what can be seen of it from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import psycopg

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROJECT = Path(__file__).parents[2]
SCRIPT = """
import json, os, sys
from pathlib import Path
from newsapi.embedded import EmbeddedError, attach

def answer():
    try:
        attachment = attach(Path(sys.argv[1]), fast=sys.argv[2] == "fast")
        return {"url": attachment.url("postgres"), "host": attachment.host}
    except EmbeddedError as error:
        return {"error": str(error)}

print(json.dumps(answer()), flush=True)
for command in sys.stdin:
    if command.strip() == "fork" and os.fork() == 0:
        os.close(0)
        attach(Path(sys.argv[1])).release()
        os._exit(0)
    print(json.dumps(answer()), flush=True)
"""


class User:
    """A process that attaches to the server of a data folder and stays until it is told."""

    def __init__(
        self,
        data_dir: Path,
        env: Mapping[str, str] | None = None,
        *,
        fast: bool = True,
        python: str = sys.executable,
        **how: Any,
    ) -> None:
        self.process = subprocess.Popen(
            [python, "-c", SCRIPT, str(data_dir), "fast" if fast else "safe"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": str(PROJECT), **(env or {})},
            **how,
        )
        self._last: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    @property
    def url(self) -> str:
        """Where the server is; fails when there is none."""
        answer = self._answer()
        assert "url" in answer, answer
        return answer["url"]

    @property
    def host(self) -> str:
        """The folder of the server's socket."""
        return self._answer()["host"]

    @property
    def error(self) -> str:
        """Why there is no server; fails when there is one."""
        answer = self._answer()
        assert "error" in answer, answer
        return answer["error"]

    def again(self, command: str = "again") -> Self:
        """Tell the process to attach again."""
        assert self.process.stdin
        self._answer()
        self._last = {}
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()
        return self

    def leave(self) -> None:
        """Let the process end."""
        self.process.communicate()

    def kill(self) -> None:
        """End the process as the kernel does when memory is short."""
        self.process.kill()
        self.process.communicate()

    def _answer(self) -> dict[str, str]:
        assert self.process.stdout
        if not self._last:
            self._last = json.loads(self.process.stdout.readline())
        return self._last


def query(url: str, statement: str) -> Any:
    """The first column of a statement's first row, if any, on a connection of its own."""
    with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row and row[0]


def server_pid(url: str) -> int:
    """The process number of the server that answers at a URL."""
    folder = Path(query(url, "SHOW data_directory"))
    return int((folder / "postmaster.pid").read_text().split()[0])


def parent_of(pid: int) -> int:
    """The process number of a process's parent: a server's keeper."""
    return int(subprocess.check_output(["ps", "-ww", "-o", "ppid=", "-p", str(pid)], text=True))


def delete(folder: Path) -> None:
    """Delete a folder, though a server that is stopping deletes files in it too."""
    while folder.exists():
        shutil.rmtree(folder, ignore_errors=True)


def runs(pid: int) -> bool:
    """Whether a process lives, a zombie not counting."""
    answer = subprocess.run(
        ["ps", "-ww", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip()[:1] not in {"", "Z"}


def soon(condition: Callable[[], object], seconds: float = 5.0) -> bool:
    """Whether a condition comes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True

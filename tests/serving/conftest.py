"""A data folder for the module, and the end of everything that was started on it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serving.running import Running, free_port, processes_of, soon, start

Starter = Callable[..., Running]


@pytest.fixture(scope="session")
def data_dir() -> Iterator[Path]:
    """One for all tests of a process: only the first start has to migrate and load the demo."""
    # Not tmp_path: for root that is out of reach of the account PostgreSQL runs under.
    made = Path(tempfile.mkdtemp(prefix="serving", dir="/tmp"))
    made.chmod(0o755)
    yield made
    _end_all(made)
    shutil.rmtree(made)


@pytest.fixture
def serve(data_dir: Path) -> Iterator[Starter]:
    """Starts ``manage.py serve`` on a free port and waits until it says that it runs."""
    begun: list[Running] = []

    def starter(*arguments: str, **environment: str) -> Running:
        begun.append(start(data_dir, free_port(), *arguments, **environment))
        begun[-1].wait_for("newsapi is running.")
        return begun[-1]

    yield starter
    for running in begun:
        with suppress(ProcessLookupError):
            running.process.kill()
        running.process.wait()
    assert soon(lambda: not processes_of(data_dir)), processes_of(data_dir)


def _end_all(data_dir: Path) -> None:
    for pid in processes_of(data_dir):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

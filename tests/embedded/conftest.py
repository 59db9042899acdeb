"""Data folders for embedded servers, and the end of every server that a test started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.embedded.users import User, soon

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _default_binaries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PG_BIN", raising=False)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that any account reaches; what runs on a data folder in it is ended."""
    # Not tmp_path, which is long, and for root out of reach of the account PostgreSQL runs under.
    made = Path(tempfile.mkdtemp(prefix="emb", dir="/tmp"))
    made.chmod(0o755)
    yield made
    homes = [*_homes(made), *_relocated(made)]
    for home in homes:
        _end_server(home)
        shutil.rmtree(home, ignore_errors=True)
        home.with_name(f"{home.name}.record").unlink(missing_ok=True)
    shutil.rmtree(made)


@pytest.fixture
def new_dir(folder: Path) -> Path:
    """A data folder that does not exist yet."""
    return folder / "new"


@pytest.fixture
def data_dir(_made_once: Path) -> Iterator[Path]:
    """A data folder with a cluster; the tests share it, because making one takes a second."""
    yield _made_once
    _end_server(_made_once / "postgres")


@pytest.fixture(scope="session")
def _made_once() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="emb", dir="/tmp") as made:
        Path(made).chmod(0o755)
        with User(Path(made) / "data") as user:
            assert user.url
        _end_server(Path(made) / "data/postgres")
        yield Path(made) / "data"


def _homes(made: Path) -> list[Path]:
    return [found.parent for found in made.rglob("users.lock")]


def _relocated(made: Path) -> Iterator[Path]:
    for location in made.rglob("location"):
        for base in (Path("/var/lib/newsapi"), Path(tempfile.gettempdir()) / "newsapi-root"):
            if (base / location.read_text()).is_dir():
                yield base / location.read_text()


def _end_server(home: Path) -> None:
    """Wait for the server to stop as it should; a test that failed may have left one."""
    if not soon(lambda: not _processes(home), 5):
        for pid in _processes(home):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _processes(home: Path) -> list[int]:
    """The keeper and the server of a home; both name it in their command line."""
    listing = subprocess.check_output(["ps", "-ww", "-axo", "pid=,args="], text=True)
    lines = (line.split(None, 1) for line in listing.splitlines())
    return [int(pid) for pid, *args in lines if args and f"{home}" in args[0] and _ours(args[0])]


def _ours(arguments: str) -> bool:
    return "newsapi.embedded.keeper" in arguments or "/postgres -D " in arguments

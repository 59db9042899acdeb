"""What cannot be served is refused in one line, with exit code 2."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from newsapi.serving.errors import CannotServe
from newsapi.serving.options import read_address, read_workers
from tests.serving.running import free_port, processes_of, start


@pytest.mark.parametrize("shared", [False, True])
def test_a_busy_port(tmp_path: Path, shared: bool) -> None:
    with socket.socket() as busy:
        # Granian's sockets are shared ones: a second newsapi must not join the first.
        busy.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, int(shared))
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        refusal = _refused(tmp_path / "data", port)
    assert refusal == (
        f"newsapi: Port {port} on 127.0.0.1 is in use: stop what uses it, or choose another "
        f"with --port or PORT (PORT={port + 1} make run)."
    )
    assert not processes_of(tmp_path)


def test_a_data_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "data"
    assert _refused(folder, free_port()) == (
        f"newsapi: The data folder {folder} cannot be used (Not a directory): "
        "set NEWSAPI_DATA_DIR to a folder that you may write to."
    )


def test_a_data_folder_that_became_unusable(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    refusal = _refused(tmp_path / "data", free_port(), SECRET_KEY="x" * 50)
    assert refusal.startswith(f"newsapi: The data folder {tmp_path / 'data'} cannot be used (")


def test_a_port_that_is_none(tmp_path: Path) -> None:
    assert _refused(tmp_path, free_port(), PORT="http") == (
        "newsapi: The port (--port or PORT) must be a number from 1 to 65535, and is 'http'."
    )


@pytest.mark.parametrize("port", ["0", "65536", "-1", "²", "8" * 5_000])
def test_other_ports_that_are_none(port: str) -> None:
    with pytest.raises(CannotServe):
        read_address("127.0.0.1", port, {})


def test_port_and_processes_come_from_the_command_line_first() -> None:
    environ = {"PORT": "8301", "WEB_CONCURRENCY": "3"}
    assert read_address("127.0.0.1", "8302", environ).port == 8302
    assert read_address("127.0.0.1", None, environ).port == 8301
    assert read_address("127.0.0.1", None, {"PORT": ""}).port == 8000
    assert [read_workers(given, environ) for given in ("2", None)] == [2, 3]


def test_an_address_of_another_machine(tmp_path: Path) -> None:
    refusal = _refused(tmp_path, free_port(), "--host", "192.0.2.1")
    assert refusal == (
        "newsapi: 192.0.2.1 is not an address of this machine: choose another with --host."
    )


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    url = f"postgresql://nobody@/none?host={tmp_path}"
    refusal = _refused(tmp_path, free_port(), DATABASE_URL=url, SECRET_KEY="x" * 50)
    assert refusal.startswith("newsapi: The database cannot be prepared: ")


def _refused(data_dir: Path, port: int, *arguments: str, **environment: str) -> str:
    refused = start(data_dir, port, *arguments, **environment)
    assert refused.process.wait(20) == 2, refused.said
    line, end, rest = refused.said.partition("\n")
    assert (end, rest) == ("\n", "")
    return line

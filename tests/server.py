"""The real server: granian in a process of its own, on the test's database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when ``/healthz`` answers there; RuntimeError where the process ends before."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        probe = HTTPConnection("127.0.0.1", port, timeout=1)
        with suppress(OSError, HTTPException):
            probe.request("GET", "/healthz")
            probe.getresponse()
            return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


@contextmanager
def granian(
    application: str, *, workers: int = 1, quiet: bool = False, **environment: str
) -> Iterator[str]:
    """The address of an application under granian on a free port of 127.0.0.1."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(workers), "--no-ws", "--log-level", "error",
        "--blocking-threads", "8", "--workers-kill-timeout", "2", application,
    ]  # fmt: skip
    log = subprocess.DEVNULL if quiet else None
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log
    )
    try:
        wait_for_port(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def database_url() -> str:
    """The database that this test uses, as a URL."""
    info = connection.get_connection_params()
    user, password = info.get("user", ""), info.get("password", "")
    login = f"{quote(user)}:{quote(password)}@" if password else f"{quote(user)}@"
    host, port = quote(str(info.get("host", "")), safe=""), info.get("port", 5432)
    return f"postgresql://{login}/{info['dbname']}?host={host}&port={port}"


@pytest.fixture
def server(transactional_db: None) -> Iterator[str]:
    """The address of newsapi, served as in production on this test's database."""
    with granian("newsapi.wsgi:application", DATABASE_URL=database_url()) as address:
        yield address

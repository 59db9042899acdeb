"""What a running server says about itself, without bothering it."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PORT = 5432


@dataclass(frozen=True)
class Status:
    """What PostgreSQL wrote in the postmaster.pid of its data folder."""

    pid: int
    socket_folder: str
    ready: bool


def read_status(data: Path) -> Status | None:
    """The status of the server of a PostgreSQL data folder; None when there is no whole one."""
    try:
        lines = os.fsdecode((data / "postmaster.pid").read_bytes()).splitlines()
        return Status(int(lines[0]), lines[4], lines[-1].strip() == "ready")
    except (OSError, ValueError, IndexError):
        return None


def socket_path(folder: str | Path) -> str:
    """Where a server with its socket in a folder listens."""
    return f"{folder}/.s.PGSQL.{PORT}"


def listening(folder: str | Path) -> bool:
    """Whether a process listens on the socket in a folder."""
    # A socket of the wrong kind is refused before the server hears of it, so asking is free:
    # EPROTOTYPE when somebody listens, ECONNREFUSED or ENOENT when nobody does.
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as probe:
        return probe.connect_ex(socket_path(folder)) == errno.EPROTOTYPE


def ready_socket(data: Path) -> str | None:
    """The folder of the socket that takes connections now, or None."""
    status = read_status(data)
    if status is None or not status.ready or not _owned_alike(status.socket_folder, data):
        return None
    return status.socket_folder if listening(status.socket_folder) else None


def _owned_alike(folder: str, data: Path) -> bool:
    """Whether a socket folder is the server's own, and not planted since in the temp folder."""
    try:
        return os.lstat(folder).st_uid == data.stat().st_uid
    except OSError:
        return False

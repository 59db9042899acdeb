"""Locks that the kernel releases when their holder dies, whatever killed it.

They are flocks: a child made by fork shares its parent's lock, which then lasts until both are
gone. So a lock is given up by closing it, never by unlocking: unlocking would unlock the other's.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if sys.platform != "win32":  # where `attach` refuses, but this module must import
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsapi.embedded.account import Account

USERS = "users.lock"
KEEPER = "keeper.lock"


def open_lock(path: Path, owner: Account | None = None) -> int:
    """Open a lock file without locking it, creating it when missing, for ``owner`` if given.

    The descriptor is closed in programs that this process starts (PEP 446).
    """
    # A link planted by the account that owns the folder must not lead root elsewhere.
    flags = os.O_RDWR | os.O_NOFOLLOW
    try:
        fd = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    if owner is not None:
        os.fchown(fd, owner.uid, owner.gid)
    return fd


def share(fd: int) -> None:
    """Take a shared lock, waiting for whoever holds it alone."""
    fcntl.flock(fd, fcntl.LOCK_SH)


def take(fd: int) -> bool:
    """Take a lock alone if nobody else has it, and say whether that worked."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def briefly(path: Path, owner: Account | None = None) -> Iterator[int]:
    """A lock file open for the time of a ``with`` block, and never in a child made by fork.

    Such a child of another thread would keep the lock for as long as it lives.
    """
    fd = open_lock(path, owner)
    _brief.add(fd)
    try:
        yield fd
    finally:
        _brief.discard(fd)
        os.close(fd)


def still_at(fd: int, path: Path) -> bool:
    """Whether an open file is still the one at its path: a deleted data folder takes it away."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except OSError:
        return False


def _close_in_child() -> None:
    while _brief:
        os.close(_brief.pop())


_brief: set[int] = set()
if sys.platform != "win32":
    os.register_at_fork(after_in_child=_close_in_child)

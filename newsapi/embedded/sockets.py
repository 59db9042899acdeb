"""Where the server's socket goes."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

# A socket's path has room for 103 bytes on macOS (107 on Linux), and ours ends in
# "/.s.PGSQL.5432".
LONGEST_FOLDER = 103 - len("/.s.PGSQL.5432")
RECORD = "socket-folder"


def choose_folder(home: Path) -> str:
    """The private folder for the socket: the home, or when that cannot be, one in /tmp.

    It stays the same while the server has users, because they have connected there.
    """
    if _fits(str(home)):
        return str(home)
    record = home / RECORD
    with suppress(OSError):
        known = record.read_text()
        if _private(known):
            return known
    fresh = tempfile.mkdtemp(prefix="newsapi-", dir=_short_temp())
    draft = record.with_suffix(".draft")
    draft.write_text(fresh)
    draft.replace(record)
    return fresh


def discard_folder(home: Path) -> None:
    """Remove the folder in /tmp, if there is one, once nobody can be using it."""
    record = home / RECORD
    with suppress(OSError):
        Path(record.read_text()).rmdir()
        record.unlink()


def _fits(folder: str) -> bool:
    # libpq takes a comma in a host for the end of it; PostgreSQL quotes with double quotes.
    return len(os.fsencode(folder)) <= LONGEST_FOLDER and not set(folder) & set(',"\\')


def _private(folder: str) -> bool:
    found = os.lstat(folder)
    return found.st_uid == os.geteuid() and found.st_mode == stat.S_IFDIR | 0o700


def _short_temp() -> str:
    short = "/tmp"  # noqa: S108  mkdtemp makes a folder there that is ours alone
    return short if os.access(short, os.W_OK | os.X_OK) else tempfile.gettempdir()

"""Folders that `nobody` can reach, for when root's data folder or programs cannot be reached."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from newsapi.embedded import locks
from newsapi.embedded.binaries import major_version
from newsapi.embedded.errors import EmbeddedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsapi.embedded.account import Account

# Others may pass through the base by name but not list or change it.
PASSABLE = 0o711
# What makes up an installation of PostgreSQL that can be moved.
PARTS = ("bin", "lib", "share")


def home(ident: str, record: Path, account: Account, *, fast: bool) -> Path:
    """The folder of a relocated cluster, made when missing.

    ``record`` is the file that holds ``ident``. A fast cluster is for tests: once its record is
    gone it is thrown away, when the next one is made.
    """
    for base in _bases():
        if _ours(base) and (base / ident).is_dir():
            return base / ident
    base = _base_for(account)
    if fast:
        _discard_forgotten(base)
        (base / f"{ident}.record").write_text(str(record))
    (base / ident).mkdir(mode=0o700, exist_ok=True)
    return base / ident


def runnable_binaries(folder: Path, account: Account) -> Path:
    """The same programs where the account can run them: as they are, or copied once."""
    if _runs(folder, account):
        return folder
    major_version(folder)  # raises when they do not even run for root: a copy would not help
    install = folder.parent
    copy = _base_for(account) / f"binaries-{_fingerprint(folder)}"
    if not copy.exists() and all((install / part).is_dir() for part in PARTS):
        _copy_install(install, copy)
    copied = copy / install.parent.name / install.name / "bin"
    if not _runs(copied, account):
        message = (
            f"The PostgreSQL programs in {folder} do not run as user id {account.uid}: "
            "name others in PG_BIN, or set DATABASE_URL."
        )
        raise EmbeddedError(message)
    return copied


def _fingerprint(folder: Path) -> str:
    """What changes when the programs in a folder do."""
    program = (folder / "postgres").stat()
    key = f"{folder} {program.st_mtime_ns} {program.st_size}"
    return hashlib.sha256(os.fsencode(key)).hexdigest()[:16]


def _bases() -> Iterator[Path]:
    yield Path("/var/lib/newsapi")
    for folder in dict.fromkeys((tempfile.gettempdir(), "/tmp")):  # noqa: S108  _ours checks
        yield Path(folder) / "newsapi-root"


def _base_for(account: Account) -> Path:
    for base in _bases():
        try:
            base.parent.mkdir(parents=True, exist_ok=True)
            base.mkdir()
            base.chmod(PASSABLE)
        except FileExistsError:
            pass
        except OSError:
            continue
        if _ours(base) and os.access(base, os.W_OK) and account.reaches(base):
            return base
    message = (
        f"As root, PostgreSQL runs as user id {account.uid}, which reaches neither the data "
        "folder nor /var/lib/newsapi: run as an ordinary user, or set DATABASE_URL."
    )
    raise EmbeddedError(message)


def _ours(base: Path) -> bool:
    """Whether a folder is root's alone to write: in the temp folder anybody may have made it."""
    try:
        found = base.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o022


def _runs(folder: Path, account: Account) -> bool:
    try:
        return account.run(folder / "postgres", "--version").returncode == 0
    except OSError:
        return False


def _copy_install(install: Path, copy: Path) -> None:
    """Copy a PostgreSQL installation; it appears whole or not at all, whoever else copies it."""
    draft = Path(tempfile.mkdtemp(prefix="copying-", dir=copy.parent))
    try:
        package = install.parent
        for part in PARTS:
            shutil.copytree(install / part, draft / package.name / install.name / part)
        # A wheel keeps the shared libraries of its programs beside its package.
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        _open_to_all(draft)
        draft.rename(copy)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not copy.exists():
            raise


def _open_to_all(folder: Path) -> None:
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for path in (Path(parent) / name for name in names):
            path.chmod(0o755 if path.stat().st_mode & stat.S_IXUSR else 0o644)


def _discard_forgotten(base: Path) -> None:
    """Delete the fast clusters whose data folder was deleted, unless somebody still uses them."""
    for note in base.glob("*.record"):
        forgotten = note.with_suffix("")
        if not _names(Path(note.read_text()), forgotten.name) and _unused(forgotten):
            shutil.rmtree(forgotten, ignore_errors=True)
            note.unlink(missing_ok=True)


def _names(record: Path, ident: str) -> bool:
    try:
        return record.read_text().strip() == ident
    except FileNotFoundError:
        return False


def _unused(home: Path) -> bool:
    try:
        fd = locks.open_lock(home / locks.USERS)
    except OSError:
        return True
    try:
        return locks.take(fd)
    finally:
        os.close(fd)

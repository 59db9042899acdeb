"""A cluster: the files of one database server, and how they come into being."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

from newsapi.embedded import processes
from newsapi.embedded.account import Account
from newsapi.embedded.errors import EmbeddedError
from newsapi.embedded.place import Place

USER = "postgres"
BUILTIN_LOCALES_SINCE = 17


@dataclass(frozen=True)
class Cluster(Place):
    """What the keeper must know: the place, the programs, and how to run them."""

    binaries: Path
    fast: bool

    def dump(self) -> str:
        """The cluster as one word for a command line."""
        account = self.account and [self.account.uid, self.account.gid]
        return json.dumps([str(self.home), str(self.binaries), self.fast, account])

    @classmethod
    def load(cls, word: str) -> Cluster:
        """The cluster of a ``dump``."""
        home, binaries, fast, account = json.loads(word)
        return cls(Path(home), Account(*account) if account else None, Path(binaries), fast)


def ensure_initialised(cluster: Cluster, version: int) -> None:
    """Make the data folder when there is none yet, for programs of this major version.

    It appears whole or not at all: an interrupted attempt leaves only a draft, deleted here.
    Raises EmbeddedError when the data folder is of another version, or cannot be made.
    """
    for abandoned in cluster.home.glob("draft-*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    if cluster.data.exists():
        _same_version(cluster, version)
        return
    draft = cluster.home / f"draft-{uuid.uuid4().hex}"
    _initdb(cluster, draft, version)
    draft.rename(cluster.data)
    _sync(cluster.home)


def _same_version(cluster: Cluster, version: int) -> None:
    found = (cluster.data / "PG_VERSION").read_text().strip()
    if found != str(version):
        message = (
            f"The database in {cluster.data} was made by PostgreSQL {found}, and the programs "
            f"in {cluster.binaries} are PostgreSQL {version}: name those of {found} in PG_BIN, "
            "or choose another data folder."
        )
        raise EmbeddedError(message)


def _initdb(cluster: Cluster, draft: Path, version: int) -> None:
    command = [
        str(cluster.binaries / "initdb"),
        f"--pgdata={draft}",
        f"--username={USER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--lc-messages=C",
        "--no-instructions",
    ]
    if version >= BUILTIN_LOCALES_SINCE:
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if cluster.fast:
        command.append("--no-sync")
    # Not every system has C.UTF-8, and only C is certain.
    for locale in ("C.UTF-8", "C"):
        done = subprocess.run(
            [*command, f"--locale={locale}"],
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=processes.stop_with_parent(),  # safe: the keeper has one thread
        )
        if done.returncode == 0:
            return
        shutil.rmtree(draft, ignore_errors=True)
    message = f"The database in {cluster.home} cannot be made: {' '.join(done.stderr.split())}"
    raise EmbeddedError(message)


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)

"""Where the cluster of a data folder lives, and as whom it runs."""

from __future__ import annotations

import os
import re
import uuid
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsapi.embedded import relocation
from newsapi.embedded.account import Account
from newsapi.embedded.errors import EmbeddedError

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE = 0o700
LOCATION = "location"


@dataclass(frozen=True)
class Place:
    """The home of a cluster, and the account that root runs it under (None: as ourselves)."""

    home: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server and its keeper have to say."""
        return self.home / "postgres.log"


def place_for(data_dir: Path, *, fast: bool) -> Place:
    """The place of a data folder's cluster, made when missing; the same answer for every process.

    It is ``data_dir/postgres``, except for root when the account that PostgreSQL runs under
    cannot get there: then it is a folder elsewhere, whose id is kept in ``data_dir/postgres``.
    Nothing that was there before is given to another owner or mode.
    """
    folder = data_dir / "postgres"
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    owner = Account.owner_of(folder)
    if os.geteuid() != 0:
        return _own(folder, owner)
    if owner.uid != 0:
        return Place(folder, owner)
    account = Account.nobody()
    if not (folder / LOCATION).exists() and account.reaches(data_dir):
        return Place(_given(folder, account), account)
    home = relocation.home(_recorded_id(folder), folder / LOCATION, account, fast=fast)
    return Place(_given(home, account), account)


def _own(folder: Path, owner: Account) -> Place:
    if owner.uid != os.geteuid():
        message = (
            f"The embedded database in {folder} belongs to another user (id {owner.uid}): "
            "run as that user, choose another data folder, or set DATABASE_URL."
        )
        raise EmbeddedError(message)
    return Place(folder, None)


def _given(folder: Path, account: Account) -> Path:
    """The folder, made over to the account; each process does so, as another may be half way."""
    if folder.stat().st_uid == 0:
        os.chown(folder, account.uid, account.gid)
    return folder


def _recorded_id(folder: Path) -> str:
    """The id under which this folder's cluster lives elsewhere; made once, whoever asks."""
    record = folder / LOCATION
    if not record.exists():
        draft = folder / f"{LOCATION}.{uuid.uuid4().hex}"
        draft.write_text(uuid.uuid4().hex)
        with suppress(FileExistsError):
            record.hardlink_to(draft)
        draft.unlink()
    known = record.read_text().strip()
    # The id becomes part of a path that root uses: nothing but an id may come from the file.
    if not re.fullmatch(r"[0-9a-f]{32}", known):
        message = f"{record} is damaged: delete the folder {folder} to begin with a new database."
        raise EmbeddedError(message)
    return known

"""The account PostgreSQL runs under: it refuses to be root, so root steps down."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsapi.embedded.errors import EmbeddedError

if sys.platform != "win32":  # where `attach` refuses, but this module must import
    import pwd
if TYPE_CHECKING:
    from pathlib import Path

# What `nobody` is numbered on Linux where no account of the name exists (tiny images).
OVERFLOW_ID = 65534


@dataclass(frozen=True)
class Account:
    """Whom root becomes to run the server."""

    uid: int
    gid: int

    @classmethod
    def nobody(cls) -> Account:
        """The account without rights that every Unix has."""
        try:
            entry = pwd.getpwnam("nobody")
        except KeyError:
            return cls(OVERFLOW_ID, OVERFLOW_ID)
        return cls(entry.pw_uid, entry.pw_gid)

    @classmethod
    def owner_of(cls, path: Path) -> Account:
        """The account that a file belongs to."""
        owned = path.stat()
        return cls(owned.st_uid, owned.st_gid)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command as this account and wait for it; only root may call this.

        Raises OSError when the account may not execute it, EmbeddedError when root may not
        switch accounts, as in a container without that capability.
        """
        try:
            return subprocess.run(
                command,
                user=self.uid,
                group=self.gid,
                extra_groups=[],
                cwd="/",
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
        except OSError as error:
            if error.errno == errno.EPERM:  # of the switch; a program out of reach is EACCES
                raise EmbeddedError(CANNOT_SWITCH) from error
            raise

    def reaches(self, folder: Path) -> bool:
        """Whether this account may enter a folder, by the kernel's word and not by mode bits."""
        return self.run("/bin/sh", "-c", 'test -x "$1"', "sh", folder).returncode == 0

    def become(self) -> None:
        """Turn this process into the account for good."""
        try:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)
        except OSError as error:
            raise EmbeddedError(CANNOT_SWITCH) from error


CANNOT_SWITCH = (
    "PostgreSQL does not run as root, and root may not switch to another account here: "
    "run as an ordinary user, or set DATABASE_URL."
)

"""Runs a command with DATABASE_URL naming another PostgreSQL, whose binaries PG_BIN has.

Our own launcher starts it; the command knows it by its URL alone, as it would any server.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from newsapi.embedded import attach


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="newsapi-pg15-") as folder:
        Path(folder).chmod(0o755)
        server = attach(Path(folder), fast=True)
        server.ensure_database("newsapi")
        environment = {**os.environ, "DATABASE_URL": server.url("newsapi")}
        environment.pop("PG_BIN")
        try:
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.release()


if __name__ == "__main__":
    sys.exit(main())

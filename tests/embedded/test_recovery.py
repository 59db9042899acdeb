"""Whatever is killed, the users have a server again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from tests.embedded.users import User, delete, parent_of, query, runs, server_pid, soon

if TYPE_CHECKING:
    from pathlib import Path


def test_a_killed_server_is_started_again_at_the_same_address(data_dir: Path) -> None:
    with User(data_dir, fast=False) as user:
        url, pid = user.url, server_pid(user.url)
        query(url, "CREATE TABLE safe AS SELECT 1 AS one")
        _kill(pid)
        assert soon(lambda: _answers(url))
        assert query(url, "SELECT one FROM safe") == 1
        assert server_pid(url) != pid


def test_attaching_again_waits_for_a_killed_server_to_be_back(data_dir: Path) -> None:
    with User(data_dir) as user:
        pid = server_pid(user.url)
        _kill(pid)
        assert server_pid(user.again().url) != pid


def test_a_busy_connection_does_not_keep_a_killed_server_from_coming_back(data_dir: Path) -> None:
    with User(data_dir) as user:
        pid = server_pid(user.url)
        busy = psycopg.pq.PGconn.connect(user.url.encode())
        busy.send_query(b"SELECT count(*) FROM generate_series(1, 10000000000)")
        _kill(pid)
        assert server_pid(user.again().url) != pid


def test_a_killed_keeper_is_replaced_when_a_user_attaches_again(data_dir: Path) -> None:
    with User(data_dir) as user:
        url, pid = user.url, server_pid(user.url)
        keeper = parent_of(pid)
        _kill(keeper)
        assert user.again().url == url
        assert query(url, "SELECT 1") == 1
        assert parent_of(server_pid(url)) != keeper
        pid = server_pid(url)
    assert soon(lambda: not runs(pid))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_server_does_not_outlive_keeper_and_users_that_are_all_killed(data_dir: Path) -> None:
    user = User(data_dir)
    pid = server_pid(user.url)
    os.kill(parent_of(pid), signal.SIGKILL)
    user.kill()
    assert soon(lambda: not runs(pid), 2)


def test_everything_killed_at_once_leaves_nothing_that_matters(data_dir: Path) -> None:
    for _ in range(3):
        user = User(data_dir)
        pid = server_pid(user.url)
        for victim in (parent_of(pid), pid, user.process.pid):
            os.kill(victim, signal.SIGKILL)
        user.kill()
    with User(data_dir) as user:
        assert query(user.url, "SELECT 1") == 1


def test_a_stranger_with_the_number_of_a_dead_server_is_no_obstacle(data_dir: Path) -> None:
    user = User(data_dir)
    pid = server_pid(user.url)
    os.kill(parent_of(pid), signal.SIGSTOP)
    os.kill(pid, signal.SIGKILL)
    os.kill(parent_of(pid), signal.SIGKILL)
    user.kill()
    for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
        path = data_dir / "postgres" / name
        path.write_text(path.read_text().replace(str(pid), str(os.getpid())))
    with User(data_dir) as user:
        assert query(user.url, "SELECT 1") == 1


def test_a_server_without_keeper_is_adopted(data_dir: Path) -> None:
    with User(data_dir) as user:
        first = server_pid(user.url)
        command = _command_of(first)
        home = data_dir / "postgres"
    assert soon(lambda: not runs(first))
    orphan = subprocess.Popen(command, stderr=subprocess.DEVNULL, **_as_owner(home))
    assert soon(lambda: "ready" in _text(home / "data/postmaster.pid"))
    with User(data_dir) as user:
        assert server_pid(user.url) == orphan.pid
    assert orphan.wait(5) == 0


def test_a_terminated_keeper_takes_the_server_down_in_order(data_dir: Path) -> None:
    with User(data_dir) as user:
        pid = server_pid(user.url)
        os.kill(parent_of(pid), signal.SIGTERM)
        assert soon(lambda: not runs(pid), 2)
        assert server_pid(user.again().url) != pid


def test_initdb_interrupted_with_its_keeper_is_done_again(new_dir: Path) -> None:
    user = User(new_dir)
    home = new_dir / "postgres"
    assert soon(lambda: [*home.glob("draft-*/base")])
    os.kill(_keeper_of(home), signal.SIGKILL)
    assert query(user.url, "SELECT 1") == 1
    assert not [*home.glob("draft-*")]
    user.leave()


def test_initdb_interrupted_with_everything_leaves_a_folder_to_start_in(new_dir: Path) -> None:
    user = User(new_dir)
    home = new_dir / "postgres"
    assert soon(lambda: [*home.glob("draft-*/base")])
    user.process.kill()
    os.kill(_keeper_of(home), signal.SIGKILL)
    user.kill()
    assert not (home / "data").exists()
    with User(new_dir) as user:
        assert query(user.url, "SELECT 1") == 1
        assert not [*home.glob("draft-*")]


def test_a_deleted_data_folder_gives_a_new_cluster(new_dir: Path) -> None:
    with User(new_dir) as user:
        pid = server_pid(user.url)
        query(user.url, "CREATE TABLE gone AS SELECT 1 AS one")
        delete(new_dir)
        assert soon(lambda: not runs(pid))
        assert query(user.again().url, "SELECT to_regclass('gone')") is None


def _kill(pid: int) -> None:
    """Kill a process and wait until it is dead, which is a little after the signal."""
    os.kill(pid, signal.SIGKILL)
    assert soon(lambda: not runs(pid))


def _answers(url: str) -> bool:
    try:
        return bool(query(url, "SELECT 1"))
    except psycopg.OperationalError:
        return False


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""


def _command_of(pid: int) -> list[str]:
    """How to run a server of the same kind; no setting of ours has a space but the folder's."""
    line = subprocess.check_output(["ps", "-ww", "-o", "args=", "-p", str(pid)], text=True)
    return line.replace('"', "").split()


def _as_owner(home: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": "/"}
    owner = home.stat()
    return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": [], "cwd": "/"}


def _keeper_of(home: Path) -> int:
    found = subprocess.check_output(["pgrep", "-f", f"newsapi.embedded.keeper.*{home}"], text=True)
    return int(found.split()[0])

"""A server runs from its first user to its last."""

from __future__ import annotations

import subprocess
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from newsapi.embedded import attach
from tests.embedded.users import User, parent_of, query, runs, server_pid, soon

if TYPE_CHECKING:
    from collections.abc import Callable


def test_the_first_user_gets_a_new_server(new_dir: Path) -> None:
    with User(new_dir) as user:
        assert query(user.url, "SHOW server_encoding") == "UTF8"
        assert query(user.url, "SELECT lower('ÀÉ')") == "àé"
        assert query(user.url, "SHOW listen_addresses") == ""
        assert query(user.url, "SHOW max_connections") == "200"
        assert query(user.url, "SHOW fsync") == "off"
        assert Path(user.host).stat().st_mode & 0o777 == 0o700


def test_what_is_written_is_there_after_a_restart(data_dir: Path) -> None:
    with User(data_dir) as user:
        query(user.url, "CREATE TABLE kept AS SELECT 1 AS one")
        first = server_pid(user.url)
    assert soon(lambda: not runs(first))
    with User(data_dir) as user:
        assert query(user.url, "SELECT one FROM kept") == 1
        assert server_pid(user.url) != first


def test_a_second_user_shares_the_server(data_dir: Path) -> None:
    with User(data_dir) as first, User(data_dir) as second:
        assert server_pid(first.url) == server_pid(second.url)


def test_the_server_outlives_the_user_who_started_it(data_dir: Path) -> None:
    starter = User(data_dir)
    pid = server_pid(starter.url)
    with User(data_dir) as other:
        assert server_pid(other.url) == pid
        starter.leave()
        time.sleep(0.4)
        assert server_pid(other.url) == pid
    assert soon(lambda: not runs(pid))


@pytest.mark.parametrize("end", [User.leave, User.kill])
def test_the_server_stops_within_two_seconds_of_its_last_user(
    data_dir: Path, end: Callable[[User], None]
) -> None:
    user = User(data_dir)
    pid = server_pid(user.url)
    keeper = parent_of(pid)
    with psycopg.connect(user.url):
        end(user)
        assert soon(lambda: not runs(pid), 2)
    assert soon(lambda: not runs(keeper))


def test_a_user_who_comes_while_the_server_stops_gets_a_new_one(data_dir: Path) -> None:
    for _ in range(3):
        user = User(data_dir)
        first = server_pid(user.url)
        user.kill()
        assert soon(partial(_stopping, data_dir, first))
        with User(data_dir) as late:
            assert server_pid(late.url) != first


def test_a_forked_child_that_releases_does_not_take_it_from_its_parent(data_dir: Path) -> None:
    with User(data_dir) as user:
        pid = server_pid(user.url)
        user.again("fork")
        time.sleep(0.4)
        assert server_pid(user.url) == pid


def test_attaching_is_idempotent_and_so_is_releasing(data_dir: Path) -> None:
    attachment = attach(data_dir, fast=True)
    assert attach(data_dir) is attachment
    pid = server_pid(attachment.url("postgres"))
    attachment.release()
    attachment.release()
    assert soon(lambda: not runs(pid))
    anew = attach(data_dir, fast=True)
    assert server_pid(anew.url("postgres")) != pid
    anew.release()


def test_no_child_program_keeps_the_server_running(data_dir: Path) -> None:
    attachment = attach(data_dir, fast=True)
    pid = server_pid(attachment.url("postgres"))
    # Even one that is handed every descriptor that may be handed on.
    with subprocess.Popen(["sleep", "60"], close_fds=False) as child:
        attachment.release()
        assert soon(lambda: not runs(pid))
        child.kill()


def _stopping(data_dir: Path, pid: int) -> bool:
    try:
        return "stopping" in (data_dir / "postgres/data/postmaster.pid").read_text()
    except FileNotFoundError:
        return not runs(pid)

"""Many processes at the same moment get one server and one database."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.embedded.users import PROJECT, User, delete, query, runs, server_pid, soon

if TYPE_CHECKING:
    from pathlib import Path

ENSURE = """
import sys
from pathlib import Path
from newsapi.embedded import attach
attachment = attach(Path(sys.argv[1]), fast=True)
print("ready", flush=True)
sys.stdin.readline()
attachment.ensure_database('the "same"')
"""


def test_users_who_start_together_share_one_new_server(new_dir: Path) -> None:
    users = [User(new_dir) for _ in range(8)]
    pids = {server_pid(user.url) for user in users}
    for user in users:
        user.leave()
    assert len(pids) == 1
    assert soon(lambda: not runs(*pids))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has clusters elsewhere")
def test_roots_who_start_together_share_one_cluster_elsewhere(folder: Path) -> None:
    (folder / "closed").mkdir(mode=0o700)
    users = [User(folder / "closed/data") for _ in range(4)]
    assert len({(user.host, server_pid(user.url)) for user in users}) == 1
    for user in users:
        user.leave()


def test_users_come_and_are_killed_without_end(data_dir: Path) -> None:
    for _ in range(6):
        users = [User(data_dir) for _ in range(2)]
        assert len({server_pid(user.url) for user in users}) == 1
        for user in users:
            user.kill()


def test_processes_that_ensure_one_database_together_all_succeed(data_dir: Path) -> None:
    askers = [
        subprocess.Popen(
            [sys.executable, "-c", ENSURE, str(data_dir)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for asker in askers:
        assert asker.stdout
        asker.stdout.readline()
    with User(data_dir) as user:
        for asker in askers:
            asker.communicate("go\n")
        assert [asker.returncode for asker in askers] == [0] * 4
        assert query(user.url, "SELECT count(*) FROM pg_database WHERE datname ~ 'same'") == 1


def test_deleting_the_folder_between_users_gives_each_a_server(new_dir: Path) -> None:
    for _ in range(2):
        with User(new_dir) as user:
            assert query(user.url, "SELECT 1") == 1
        delete(new_dir)

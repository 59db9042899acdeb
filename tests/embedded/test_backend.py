"""The Django backend attaches at the first connection and not before."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.embedded.users import PROJECT, runs, soon

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = """
import os, signal, sys
from pathlib import Path
import django
from django.conf import settings
from django.core.management import call_command, execute_from_command_line
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes"],
    DATABASES={"default": {
        "ENGINE": "newsapi.embedded.backend",
        "NAME": "news",
        "EMBEDDED": {"data_dir": Path(sys.argv[1]), "fast": True},
    }},
)
django.setup()
from django.db import OperationalError, connection

def ask(statement="SELECT current_database()"):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
"""


def _django(data_dir: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SETTINGS + script, str(data_dir)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_commands_that_need_no_database_start_nothing(data_dir: Path) -> None:
    log = data_dir / "postgres/postgres.log"
    before = log.stat().st_size
    done = _django(data_dir, "execute_from_command_line(['manage.py', 'check'])")
    assert done.returncode == 0, done.stderr
    assert log.stat().st_size == before


def test_a_command_runs_on_its_database_and_the_server_stops(data_dir: Path) -> None:
    script = """
execute_from_command_line(["manage.py", "migrate", "-v0"])
print(ask(), ask("SELECT count(*) FROM django_content_type"))
print((Path(sys.argv[1]) / "postgres/data/postmaster.pid").read_text().split()[0])
"""
    done = _django(data_dir, script)
    assert done.returncode == 0, done.stderr
    database, pid = done.stdout.splitlines()
    assert database == "news 1"
    assert soon(lambda: not runs(int(pid)))


def test_the_test_runner_makes_and_drops_its_own_databases(data_dir: Path) -> None:
    script = """
made = connection.creation.create_test_db(verbosity=0, autoclobber=True)
connection.creation.clone_test_db("1", verbosity=0, autoclobber=True)
print(ask())
connection.creation.destroy_test_db(suffix="1", verbosity=0)
connection.creation.destroy_test_db("news", verbosity=0)
connection.settings_dict["NAME"] = "postgres"
print(ask("SELECT count(*) FROM pg_database WHERE datname LIKE 'test%'"))
"""
    done = _django(data_dir, script)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["test_news", "0"]


@pytest.mark.parametrize("victim", ["server", "keeper"])
def test_a_new_connection_works_after_a_kill(data_dir: Path, victim: str) -> None:
    script = f"""
import subprocess, time
pid = (Path(sys.argv[1]) / "postgres/data/postmaster.pid").read_text().split()[0] if ask() else 0
keeper = subprocess.check_output(["ps", "-ww", "-o", "ppid=", "-p", pid], text=True)
os.kill(int(pid if {victim!r} == "server" else keeper), signal.SIGKILL)
time.sleep(0.05)
try:
    ask()
except OperationalError:
    connection.close()
print(ask())
"""
    done = _django(data_dir, script)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["news"]


def test_a_command_that_gets_no_server_ends_in_one_clear_line(folder: Path) -> None:
    (folder / "file").touch()
    done = _django(folder / "file", "execute_from_command_line(['manage.py', 'migrate'])")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert f"The data folder {os.path.realpath(folder / 'file')} cannot be used" in done.stderr


def test_code_sees_a_database_that_is_down(folder: Path) -> None:
    (folder / "file").touch()
    script = """
try:
    ask()
except OperationalError as error:
    print(type(error.__cause__).__name__)
"""
    assert _django(folder / "file", script).stdout == "EmbeddedError\n"

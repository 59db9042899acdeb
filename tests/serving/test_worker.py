"""The worker folds tallies and does its tasks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newsapi.embedded import attach
from tests.serving.running import ROOT, Running, free_port, processes_of, soon, start

# One process for all of them, as they share a data folder.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]

WAITING = "SELECT count(*) FROM comments_tallydelta"
TOTAL = "SELECT sum(comments) FROM comments_articletally"
RECORDS = "SELECT count(*) FROM api_idempotencyrecord"


@pytest.fixture(scope="module")
def running(data_dir: Path) -> Iterator[Running]:
    """A ``serve`` for all tests of this file."""
    running = start(data_dir, free_port(), "--workers", "1")
    running.wait_for("newsapi is running.")
    yield running
    assert running.stop(signal.SIGTERM)[0] == 0
    assert soon(lambda: not processes_of(data_dir)), processes_of(data_dir)


class Database:
    """The database of that ``serve``, by a connection for each question."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def do(self, query: str) -> psycopg.Cursor[tuple[int, ...]]:
        """Execute a statement, when the server is there."""
        answers: list[psycopg.Cursor[tuple[int, ...]]] = []
        assert soon(lambda: self._try(query, answers), 20.0)
        return answers[0]

    def _try(self, query: str, answers: list[psycopg.Cursor[tuple[int, ...]]]) -> bool:
        attachment = attach(self._data_dir, fast=True)
        try:
            with psycopg.connect(attachment.url("newsapi"), autocommit=True) as connection:
                answers.append(connection.execute(query.encode()))
                return True
        except psycopg.OperationalError:
            return False
        finally:
            attachment.release()

    def number(self, query: str) -> int:
        """The number that a query gives."""
        row = self.do(query).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def database(running: Running, data_dir: Path) -> Database:
    """The database that the worker works on."""
    return Database(data_dir)


def insert_delta(database: Database, delta: int) -> None:
    database.do(
        f"""INSERT INTO comments_tallydelta (article_id, parent_id, delta)
        SELECT id, NULL, {delta} FROM articles_article LIMIT 1"""
    )


def hand_in_purge(database: Database) -> None:
    """The hour is not waited for: the task is handed in as the periodic deferrer does."""
    database.do(
        """SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
            'default', 'newsapi.api.purge_idempotency', 0, NULL, NULL,
            '{"timestamp": 0}', now())::procrastinate_job_to_defer_v1])"""
    )


def test_it_folds_tallies(database: Database) -> None:
    assert soon(lambda: database.number(WAITING) == 0)  # those of the demo
    before = database.number(TOTAL)
    insert_delta(database, 7)
    assert soon(lambda: database.number(WAITING) == 0)
    assert database.number(TOTAL) == before + 7
    insert_delta(database, -7)
    assert soon(lambda: database.number(TOTAL) == before)


def test_it_purges_idempotency_records(database: Database) -> None:
    database.do("DELETE FROM api_idempotencyrecord")
    database.do(
        """INSERT INTO api_idempotencyrecord (digest, fingerprint, sealed_answer, created_at)
        VALUES ('old', '', '', now() - interval '25 hours'), ('new', '', '', now())"""
    )
    hand_in_purge(database)
    assert soon(lambda: database.number(RECORDS) == 1)
    assert database.number(f"{RECORDS} WHERE digest = 'new'") == 1


def test_it_goes_on_after_the_database_died(
    running: Running, database: Database, data_dir: Path
) -> None:
    postmaster = (data_dir / "postgres" / "data" / "postmaster.pid").read_text().split()[0]
    os.kill(int(postmaster), signal.SIGKILL)
    insert_delta(database, 7)
    insert_delta(database, -7)
    assert soon(lambda: database.number(WAITING) == 0, 20.0), running.said
    test_it_purges_idempotency_records(database)
    assert running.get("/api/v1/articles/")[0] == 200
    assert " ended (" not in running.said  # no child had to be started again


@pytest.mark.parametrize("command", [["worker"], ["serve", "worker"]])
def test_alone_it_stops_within_three_seconds(
    running: Running, data_dir: Path, command: list[str]
) -> None:
    alone = subprocess.Popen(
        [sys.executable, ROOT / "manage.py", *command],
        env={"NEWSAPI_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    with alone, alone.stderr as log:  # type: ignore[union-attr]  # we asked for a pipe
        assert any("The worker runs." in line for line in log)
        alone.send_signal(signal.SIGTERM)
        assert alone.wait(3) == 0

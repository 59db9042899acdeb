"""``manage.py serve`` from its start to its end, as a person at a terminal has it."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest

from tests.serving.conftest import Starter
from tests.serving.running import free_port, parent_of, processes_of, soon, start, web_processes

# One process for all of them, as they share a data folder.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serving")]


def test_it_answers_and_says_where_everything_is(serve: Starter, data_dir: Path) -> None:
    running = serve()
    assert running.get("/healthz")[0] == 200
    status, body = running.get("/api/v1/articles/")
    assert (status, len(json.loads(body)["results"])) == (200, 3)
    login = json.loads((data_dir / "demo.json").read_text())
    here = f"http://127.0.0.1:{running.port}"
    for words in (f"{here}/\n", f"{here}/admin/\n", f"{here}/api/v1/docs/\n", str(data_dir)):
        assert words in running.said
    assert login["email"] in running.said
    assert login["password"] in running.said
    assert soon(lambda: "web     | " in running.said)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_everything(serve: Starter, data_dir: Path, number: signal.Signals) -> None:
    began = time.monotonic()
    running = serve()
    print(f"answered after {time.monotonic() - began:.2f} s")  # noqa: T201  measured, not asserted
    code, seconds = running.stop(number)
    print(f"stopped after {seconds:.2f} s")  # noqa: T201  measured, not asserted
    assert code == 0
    assert soon(lambda: not processes_of(data_dir), 5.0 - seconds), processes_of(data_dir)
    assert "Traceback" not in running.said


def test_a_signal_while_it_prepares_stops_it_too(data_dir: Path, serve: Starter) -> None:
    starting = start(data_dir, free_port())
    soon(lambda: "starting PostgreSQL" in starting.said, 10)
    assert starting.stop(signal.SIGTERM)[0] == 0, starting.said
    assert soon(lambda: not processes_of(data_dir)), processes_of(data_dir)
    assert "Traceback" not in starting.said


def test_what_is_killed_of_the_web_server_comes_back(serve: Starter, data_dir: Path) -> None:
    running = serve("--workers", "1")
    web = web_processes(data_dir)
    main = next(pid for pid in web if parent_of(pid) == running.process.pid)
    worker = next(pid for pid in web if parent_of(pid) == main)
    os.kill(worker, signal.SIGKILL)
    assert soon(lambda: running.get("/healthz")[0] == 200)
    assert worker not in web_processes(data_dir)
    before = set(web_processes(data_dir))
    os.kill(main, signal.SIGKILL)
    running.wait_for("web ended (killed by SIGKILL); starting it again")
    running.wait_for("web answers again")
    assert running.get("/healthz")[0] == 200
    assert not before & set(web_processes(data_dir))


@pytest.mark.parametrize("with_web_server", [False, True])
def test_a_killed_supervisor_leaves_no_orphan(
    serve: Starter, data_dir: Path, with_web_server: bool
) -> None:
    running = serve()
    supervisor = running.process.pid
    assert len(web_processes(data_dir)) > 1
    victims = [pid for pid in web_processes(data_dir) if parent_of(pid) == supervisor]
    for pid in [supervisor, *(victims if with_web_server else [])]:
        os.kill(pid, signal.SIGKILL)
    running.process.wait()
    assert soon(lambda: not processes_of(data_dir), 5.0), processes_of(data_dir)


def test_a_second_one_on_other_port_shares_the_database(serve: Starter, data_dir: Path) -> None:
    first, second = serve("--workers", "1"), serve("--workers", "1")
    assert first.stop(signal.SIGTERM)[0] == 0
    assert second.get("/api/v1/articles/")[0] == 200

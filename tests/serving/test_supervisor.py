"""The supervisor on programs that misbehave, and the console on a reader that does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from newsapi.serving.console import Console
from tests.serving.running import ROOT, soon

SUPERVISE = """
import os, sys
from pathlib import Path
from newsapi.serving.children import Child, Program
from newsapi.serving.console import Console
from newsapi.serving.errors import CannotServe, GaveUp
from newsapi.serving.supervisor import Supervisor

console = Console(sys.stdout, os.environ)
child = Child(Program("web", ["/bin/sh", "-c", sys.argv[1]], os.environ, Path("/"), 0))
try:
    Supervisor([child], console, answers=lambda: True, welcome=lambda first: None).run()
except GaveUp as error:
    console.say(str(error))
    raise SystemExit(1)
except CannotServe as error:
    console.say(str(error))
    raise SystemExit(2)
finally:
    console.close()
"""


def supervise(script: str) -> subprocess.Popen[str]:
    """A supervisor of one shell script, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, script], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_a_child_that_never_lives_is_given_up() -> None:
    began = time.monotonic()
    supervisor = supervise("echo all is well; printf 'it is broken'; exit 3")
    said, _ = supervisor.communicate(timeout=20)
    assert supervisor.returncode == 1
    assert said.count("web     | it is broken\n") == 5
    assert said.endswith("web ended 5 times in a row, at last with exit code 3: it is broken\n")
    assert time.monotonic() - began > 0.2 + 0.4 + 0.8 + 1.6


def test_a_child_that_says_it_cannot_begin_is_not_tried_again() -> None:
    supervisor = supervise("echo newsapi: no port >&2; exit 2")
    said, _ = supervisor.communicate(timeout=20)
    assert supervisor.returncode == 2
    assert said == "web     | newsapi: no port\nnewsapi | no port\n"


def test_a_child_that_will_not_stop_is_killed_with_its_own() -> None:
    supervisor = supervise("trap '' TERM; sleep 4242 & echo $!; while :; do sleep 4242; done")
    assert supervisor.stdout is not None
    grandchild = int(supervisor.stdout.readline().rpartition("| ")[2])
    began = time.monotonic()
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(10) == 0
    assert time.monotonic() - began < 4.5
    assert soon(lambda: not Path(f"/proc/{grandchild}").exists())


def test_a_second_signal_makes_it_hurry() -> None:
    supervisor = supervise("trap '' TERM; echo ready; while :; do sleep 4242; done")
    assert supervisor.stdout is not None
    supervisor.stdout.readline()
    began = time.monotonic()
    supervisor.send_signal(signal.SIGINT)
    time.sleep(0.3)
    supervisor.send_signal(signal.SIGINT)
    assert supervisor.wait(10) == 0
    assert time.monotonic() - began < 2


def test_a_child_that_floods_does_not_keep_it_from_stopping() -> None:
    supervisor = supervise("yes flood")  # and nobody reads what the supervisor passes on
    time.sleep(1)
    began = time.monotonic()
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(10) == 0
    assert time.monotonic() - began < 3


def test_a_reader_that_does_not_read_holds_nobody_up() -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as reader, os.fdopen(writing, "w") as writer:
        console = Console(writer, {})
        began = time.monotonic()
        for number in range(20_000):
            console.forward("web", f"line {number} \x1b[31mof a visitor")
        assert time.monotonic() - began < 2
        assert reader.readline() == b"web     | line 0 [31mof a visitor\n"

"""What the worker does every moment, besides its tasks: registered by the apps above.

A tick is for what is due about once a second and cheap when there is nothing to do. Everything
else is a task of procrastinate.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import Error, close_old_connections, connections

log = logging.getLogger(__name__)
LONGEST_PAUSE = 30.0
TOO_MANY = 100_000


@dataclass(frozen=True, slots=True)
class Tick:
    """A function and how often it is called."""

    name: str
    every: float
    function: Callable[[], bool]
    backlog: Callable[[int], int]


def register_tick(
    name: str, every: float, function: Callable[[], bool], backlog: Callable[[int], int]
) -> None:
    """Have the worker call ``function`` every so many seconds, in a thread of its own.

    It returns whether there is more to do at once. An error is logged, and the pause until the
    next call doubles each time. Workers of several machines call it at the same time. A second
    registration under a name replaces the first. ``backlog`` counts what waits, up to a number.
    """
    _registered[name] = Tick(name, every, function, backlog)


def behind() -> list[str]:
    """The ticks that have more waiting than a worker that runs would leave."""
    return [tick.name for tick in _registered.values() if tick.backlog(TOO_MANY + 1) > TOO_MANY]


def start_ticks(stopping: threading.Event) -> list[threading.Thread]:
    """Call what is registered until ``stopping`` is set; the threads end then."""
    threads = [
        threading.Thread(target=_keep_calling, args=(tick, stopping), name=tick.name, daemon=True)
        for tick in _registered.values()
    ]
    for thread in threads:
        thread.start()
    return threads


def _keep_calling(tick: Tick, stopping: threading.Event) -> None:
    errors = 0
    while not stopping.is_set():
        try:
            # A connection that the server closed meanwhile is replaced.
            close_old_connections()
            more, errors = tick.function(), 0
        except Exception as error:  # noqa: BLE001  # the next call may go well
            more, errors = False, errors + 1
            _report(tick, error)
        if not more:
            stopping.wait(_pause(tick, errors))
    connections.close_all()


def _pause(tick: Tick, errors: int) -> float:
    return tick.every if not errors else min(tick.every * 2.0 ** min(errors, 16), LONGEST_PAUSE)


def _report(tick: Tick, error: Exception) -> None:
    connections.close_all()
    if isinstance(error, Error):  # the database's own words say enough
        log.error("%s failed: %s", tick.name, " ".join(str(error).split()))
    else:
        log.error("%s failed", tick.name, exc_info=error)


_registered: dict[str, Tick] = {}

"""The worker: procrastinate's tasks, and beside them the registered ticks."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time

from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from newsapi.serving import lifeline
from newsapi.serving.ticks import start_ticks

log = logging.getLogger(__name__)
# A task under way may finish, and then all must be over.
SECONDS_FOR_TASKS = 1.2
SECONDS_BETWEEN_CANCELS = 1.3
SECONDS_TO_STOP = 2.7
CONCURRENCY = 4
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
LONG_LIFE = 60.0


def run_worker() -> None:
    """Work until SIGTERM or SIGINT; a database that goes away is waited for."""
    lifeline.end_with_supervisor()
    stopping = threading.Event()
    threads = start_ticks(stopping)
    asyncio.run(_work(stopping))
    for thread in threads:
        thread.join()
    log.info("The worker has stopped.")


async def _work(stopping: threading.Event) -> None:
    loop, told = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told.set)
    tasks = loop.create_task(_keep_running_tasks())
    log.info("The worker runs.")
    await told.wait()
    stopping.set()
    _end_at_the_latest()
    while not tasks.done():
        # Not once: Python 3.11's wait_for may swallow it.
        tasks.cancel()
        await asyncio.wait([tasks], timeout=SECONDS_BETWEEN_CANCELS)


async def _keep_running_tasks() -> None:
    failures = 0
    while True:
        began = time.monotonic()
        try:
            await _run_tasks()
        except Exception as error:  # noqa: BLE001  # above all: the database is away
            log.warning("The task worker failed: %s", " ".join(f"{error!r}".split()))
        if time.monotonic() - began > LONG_LIFE:
            failures = 0
        await asyncio.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
        failures += 1


async def _run_tasks() -> None:
    """Returns or raises when the database was lost."""
    connector = PsycopgConnector(
        kwargs=connector_params(), min_size=1, max_size=CONCURRENCY, name="tasks"
    )
    with app.replace_connector(connector) as tasks:
        try:
            await tasks.open_async()
            await tasks.run_worker_async(
                concurrency=CONCURRENCY,
                delete_jobs="successful",  # the failed ones are kept to be looked at
                install_signal_handlers=False,
                shutdown_graceful_timeout=SECONDS_FOR_TASKS,
            )
        finally:  # also of a pool that was opened by half
            await connector.close_async()


def _end_at_the_latest() -> None:
    """A database that does not answer, or a task that does not end, must not hold us here."""
    timer = threading.Timer(SECONDS_TO_STOP, _end)
    timer.daemon = True
    timer.start()


def _end() -> None:
    log.warning("The worker did not stop in time and was ended.")
    os._exit(1)

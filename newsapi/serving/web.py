"""The web server: ``python -m newsapi.serving.web HOST PORT WORKERS``.

The application is loaded once, in Granian's main process, and its workers are forked from there:
they start at once and share that memory. So nothing may be opened here, no database above all.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from newsapi.serving import lifeline
from newsapi.serving.errors import CannotServe
from newsapi.serving.options import Address
from newsapi.serving.ports import hold_port

# Threads of a process; each keeps a database connection. Beyond this Python gains nothing.
THREADS = 4
# Connections of a process, those that idle between two requests included.
CONNECTIONS = 512
# Longer than a request should take, shorter than the supervisor's patience.
SECONDS_TO_STOP = 2
LOGS = {
    "formatters": {"json": {"()": "newsapi.api.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}


def run_web_server(address: Address, workers: int) -> None:
    """Serve until SIGTERM or SIGINT; raises CannotServe when it cannot begin."""
    supervised = lifeline.end_with_supervisor()
    _load()
    # Under a supervisor it is the supervisor that holds the port.
    port = None if supervised else hold_port(address)
    if sys.platform == "linux":  # where Python 3.14 would choose otherwise
        multiprocessing.set_start_method("fork", force=True)
    loader = partial(_load_in_worker, os.getpid())
    _server(address, workers).serve(target_loader=loader, wrap_loader=False)
    if port is not None:
        port.close()


def _load() -> None:
    """Load all of the application, and check it.

    Raises CannotServe with what is wrong with its settings.
    """
    from django.core.management.base import BaseCommand, SystemCheckError
    from django.urls import get_resolver

    _application()
    get_resolver().url_patterns  # noqa: B018  a property that imports all views
    try:
        BaseCommand().check()
    except SystemCheckError as error:
        raise CannotServe(" ".join(str(error).split())) from error
    gc.collect()
    gc.freeze()  # what is never collected is never written to, and stays shared


def _application() -> Callable[..., Any]:
    """What the settings name as WSGI_APPLICATION."""
    from django.core.servers.basehttp import get_internal_wsgi_application

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsapi.settings")
    return get_internal_wsgi_application()


def _load_in_worker(server: int) -> Callable[..., Any]:
    """The application, in a process of Granian's, which shall not outlive Granian."""
    lifeline.end_with_parent(server)
    return _application()


def _server(address: Address, workers: int) -> Any:  # Any: which class depends on the Python
    return Server(
        "newsapi.wsgi:application",
        address=address.host,
        port=address.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_STOP,
        log_level=LogLevels.warning,
        log_dictconfig=LOGS,
        log_access=False,
    )


def main(arguments: list[str]) -> int:
    """Serve; 2 when it cannot begin."""
    host, port, workers = arguments
    try:
        run_web_server(Address(host, int(port)), int(workers))
    except CannotServe as error:
        sys.stderr.write(f"newsapi: {error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

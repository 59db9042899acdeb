"""The web server: ``python -m newsapi.serving.web HOST PORT WORKERS``.

Granian's main process stays small and never imports Django: its workers are forked from it, and
a random generator that it had used (that of our ids, say) would go on alike in each of them.
"""

from __future__ import annotations

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
THREADS = 8
# Connections of a process, those that idle between two requests included.
CONNECTIONS = 512
# Longer than any request should take, shorter than the supervisor's patience.
SECONDS_TO_STOP = 2
LOGS = {
    "formatters": {"json": {"()": "newsapi.api.logs.Formatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}


def command(address: Address, workers: int) -> list[str]:
    """The command line that serves there."""
    where = [address.host, str(address.port)]
    return [sys.executable, "-m", "newsapi.serving.web", *where, str(workers)]


def main(arguments: list[str]) -> int:
    """Serve until SIGTERM or SIGINT; 2 when the port cannot be had."""
    address, workers = Address(arguments[0], int(arguments[1])), int(arguments[2])
    supervised = lifeline.end_with_supervisor()
    try:
        # Under a supervisor it is the supervisor that holds it.
        port = None if supervised else hold_port(address)
    except CannotServe as error:
        print(f"newsapi: {error}", file=sys.stderr)
        return 2
    loader = partial(load_application, os.getpid())
    _server(address, workers).serve(target_loader=loader, wrap_loader=False)
    if port is not None:
        port.close()
    return 0


def load_application(server: int) -> Callable[..., Any]:
    """The application, in a process of Granian's, which shall not outlive Granian."""
    lifeline.end_with_parent(server)
    from newsapi.wsgi import application  # noqa: PLC0415  in the forked process only

    return application


def _server(address: Address, workers: int) -> Server:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How to serve: from the command line, else from the environment, else sensible."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from newsapi.serving.errors import CannotServe

DEFAULT_PORT = 8000
HIGHEST_PORT = 65_535
# A process needs some 100 MB; who has more cores than this and wants them says so.
MOST_WORKERS_UNASKED = 4
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  compared with, not bound to


@dataclass(frozen=True, slots=True)
class Address:
    """Where the web server listens: a numeric address and a port."""

    host: str
    port: int

    @property
    def family(self) -> socket.AddressFamily:
        """IPv4 or IPv6."""
        return socket.AF_INET6 if ":" in self.host else socket.AF_INET

    @property
    def reachable_host(self) -> str:
        """An address of this machine under which it answers."""
        return ANYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        """The address for a browser on this machine, without a slash at the end."""
        host = self.reachable_host
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def read_address(host: str, port: str | None, environ: Mapping[str, str]) -> Address:
    """The address of ``--host`` and ``--port``, or of PORT.

    Raises CannotServe when there is no such address or port.
    """
    given = port or environ.get("PORT") or str(DEFAULT_PORT)
    number = _number(given, "The port (--port or PORT)", HIGHEST_PORT)
    return Address(_numeric(host), number)


def read_workers(workers: str | None, environ: Mapping[str, str]) -> int:
    """How many web processes: of ``--workers``, of WEB_CONCURRENCY, or for the cores we may use.

    Raises CannotServe when that is not a number.
    """
    given = workers or environ.get("WEB_CONCURRENCY")
    if not given:
        return min(_cores(), MOST_WORKERS_UNASKED)
    return _number(given, "The number of web processes (--workers or WEB_CONCURRENCY)", 512)


def _number(text: str, what: str, highest: int) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= highest:
        return int(text)
    message = f"{what} must be a number from 1 to {highest}, and is {text!r}."
    raise CannotServe(message)


def _numeric(host: str) -> str:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = (
            f"There is no address {host!r} to serve on: give --host an address of this machine."
        )
        raise CannotServe(message) from error
    found.sort(key=lambda entry: entry[0] != socket.AF_INET)
    return str(found[0][4][0])


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):  # fewer than the machine has, in some containers
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

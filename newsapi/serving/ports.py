"""Holding the port, so that nobody gets between us and our own web server."""

from __future__ import annotations

import errno
import socket
import sys

from newsapi.serving.errors import CannotServe
from newsapi.serving.options import Address

REASONS = {
    errno.EADDRINUSE: "Port {port} on {host} is in use: stop what uses it, or choose another "
    "with --port or PORT (PORT={other} make run).",
    errno.EACCES: "Port {port} needs rights that this user does not have: choose one from 1024 up "
    "with --port or PORT.",
    errno.EADDRNOTAVAIL: "{host} is not an address of this machine: choose another with --host.",
}


def hold_port(address: Address) -> socket.socket:
    """Hold a port until the socket is closed; raises CannotServe when somebody else has it.

    Granian's processes share their port (SO_REUSEPORT), so a second newsapi on it would not fail
    but take half of the first one's visitors. Elsewhere than on Linux the port is only tried.
    """
    try:
        _bind(address, shared=False).close()
        return _bind(address, shared=sys.platform == "linux")
    except OSError as error:
        raise CannotServe(_reason(address, error)) from error


def _bind(address: Address, *, shared: bool) -> socket.socket:
    held = socket.socket(address.family, socket.SOCK_STREAM)
    # Connections of an earlier server that linger do not count; a socket that listens does.
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        # Never listens, so it gets no connections.
        held.bind((address.host, address.port))
    except OSError:
        held.close()
        raise
    return held


def _reason(address: Address, error: OSError) -> str:
    template = REASONS.get(error.errno or 0, "Port {port} on {host} cannot be had: {why}.")
    other = address.port + 1 if address.port < 65_000 else 8001
    return template.format(port=address.port, host=address.host, other=other, why=error.strerror)

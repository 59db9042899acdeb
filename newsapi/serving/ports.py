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

    Granian's sockets share their port (SO_REUSEPORT), so a second newsapi on it would not fail but
    take half of the first one's visitors. Hence besides trying it we hold a name that only one
    process can have; elsewhere than on Linux two that start at the same moment are not told apart.
    """
    held = socket.socket(socket.AF_UNIX)
    try:
        if sys.platform == "linux":
            held.bind(f"\0newsapi {address.host} {address.port}")  # no file; ours until we end
        _try(address)
    except OSError as error:
        held.close()
        raise CannotServe(_reason(address, error)) from error
    return held


def _try(address: Address) -> None:
    with socket.socket(address.family) as probe:
        # Connections of an earlier server that linger do not count; a socket that listens does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((address.host, address.port))


def _reason(address: Address, error: OSError) -> str:
    template = REASONS.get(error.errno or 0, "Port {port} on {host} cannot be had: {why}.")
    other = address.port + 1 if address.port < 65_000 else 8001
    return template.format(port=address.port, host=address.host, other=other, why=error.strerror)

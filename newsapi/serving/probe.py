"""Asking the web server whether it serves."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException

from newsapi.serving.options import Address

PATIENCE = 0.5


def answers(address: Address, host_header: str) -> bool:
    """Whether it answers ``/healthz``: the application does, not only its port."""
    connection = HTTPConnection(address.reachable_host, address.port, timeout=PATIENCE)
    try:
        headers = {"Host": host_header, "Connection": "close"}
        connection.request("GET", "/healthz", headers=headers)
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

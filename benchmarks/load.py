"""A closed loop of keep-alive connections to one address on this machine, bounded in time.

``wrk`` does it where it is installed; else this module does, in a process of its own. The figures
of one run are all made by the same of the two.
"""

from __future__ import annotations

import re
import selectors
import shutil
import socket
import subprocess
import sys
import time
from urllib.parse import urlsplit

CONNECTIONS = 16


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "python"


def requests_per_second(url: str, seconds: float) -> float:
    """How many answers a second the address gives. Raises RuntimeError where one is not 2xx."""
    if tool() == "wrk":
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{int(seconds)}s", url]
    else:
        command = [sys.executable, "-m", "benchmarks.load", url, str(seconds)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output:
        raise RuntimeError(f"{url} answered with errors")
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    if not found:
        raise RuntimeError(f"no figure in: {output}")
    return float(found[1])


def loop(url: str, seconds: float) -> float:
    """The same without wrk."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    request = f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    size = _answer_size(parts.hostname or "", parts.port or 80, request)
    waiting = selectors.DefaultSelector()
    pending: dict[socket.socket, int] = {}
    for _ in range(CONNECTIONS):
        connection = socket.create_connection((parts.hostname, parts.port))
        waiting.register(connection, selectors.EVENT_READ)
        connection.sendall(request)
        pending[connection] = size
    answered, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        for key, _ in waiting.select(1):
            connection = key.fileobj  # type: ignore[assignment]  # only sockets are registered
            pending[connection] -= len(connection.recv(1 << 20))
            if pending[connection] <= 0:
                answered += 1
                pending[connection] = size
                connection.sendall(request)
    return answered / (time.perf_counter() - started)


def _answer_size(host: str, port: int, request: bytes) -> int:
    with socket.create_connection((host, port)) as connection:
        connection.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(1 << 16)
        head, _, _ = data.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        length = re.search(rb"(?i)content-length: (\d+)", head)
        return len(head) + 4 + int(length[1]) if length else 0


if __name__ == "__main__":
    print(f"Requests/sec: {loop(sys.argv[1], float(sys.argv[2])):.1f}")

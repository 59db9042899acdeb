"""``serve``: everything under one supervisor, or one part alone."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, BooleanOptionalAction

from django.core.management.base import BaseCommand

from newsapi.serving.errors import CannotServe, GaveUp
from newsapi.serving.options import Address, read_address, read_workers
from newsapi.serving.serve import Wishes, serve


class Command(BaseCommand):
    """Serve newsapi."""

    help = "Prepares the database and serves: web server and worker, or only the one named."
    # The web server's process makes them: it loads everything anyway.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to serve, and where."""
        parser.add_argument("part", nargs="?", choices=["web", "worker"], help="only this part")
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", help="port to listen on (default: PORT, or 8000)")
        parser.add_argument(
            "--workers",
            help="web processes (default: WEB_CONCURRENCY, or as the machine has cores)",
        )
        parser.add_argument(
            "--demo",
            action=BooleanOptionalAction,
            help="load the demo first (default: only into the embedded database)",
        )

    def handle(
        self,
        *args: object,
        part: str | None,
        host: str,
        port: str | None,
        workers: str | None,
        demo: bool | None,
        **options: object,
    ) -> None:
        """Serve until stopped; exit code 2 when it cannot begin, 1 when it cannot go on."""
        if part == "worker":
            _work()
            return
        try:
            address, processes = (
                read_address(host, port, os.environ),
                read_workers(workers, os.environ),
            )
            if part == "web":
                _serve_web(address, processes)
            else:
                serve(Wishes(address, processes, demo))
        except (CannotServe, GaveUp) as error:
            sys.stderr.write(f"newsapi: {error}\n")
            sys.exit(2 if isinstance(error, CannotServe) else 1)


def _work() -> None:
    from newsapi.serving.worker import run_worker

    run_worker()


def _serve_web(address: Address, workers: int) -> None:
    from newsapi.serving.web import run_web_server

    run_web_server(address, workers)

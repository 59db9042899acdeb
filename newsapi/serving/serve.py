"""``manage.py serve`` from the first check to the last child's end."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from django.conf import settings

from newsapi.serving.console import Console
from newsapi.serving.database import EmbeddedServer
from newsapi.serving.errors import Interrupted
from newsapi.serving.lifeline import Lifeline
from newsapi.serving.options import Address
from newsapi.serving.ports import hold_port
from newsapi.serving.preparation import demo_login, prepare_database, start_database
from newsapi.serving.probe import answers
from newsapi.serving.programs import make_children
from newsapi.serving.signals import interrupt_when_told
from newsapi.serving.supervisor import Supervisor
from newsapi.serving.welcome import welcome_text


@dataclass(frozen=True, slots=True)
class Wishes:
    """What ``serve`` was asked for; ``demo`` None: as the database suggests."""

    address: Address
    workers: int
    demo: bool | None


def serve(wishes: Wishes) -> None:
    """Serve until told to stop; everything we started is gone then.

    Raises CannotServe when it cannot begin, GaveUp when a child cannot be kept running.
    """
    interrupt_when_told()
    console = Console(sys.stdout, os.environ)
    database: EmbeddedServer | None = None
    try:
        with hold_port(wishes.address):
            database = start_database(console)
            demo = wishes.demo if wishes.demo is not None else database is not None
            prepare_database(console, demo_url=wishes.address.url if demo else None)
            _supervise(wishes, console, database, demo=demo)
    except Interrupted:
        pass
    finally:
        if database is not None:
            database.release()
        console.close()


def _supervise(
    wishes: Wishes, console: Console, database: EmbeddedServer | None, *, demo: bool
) -> None:
    lifeline = Lifeline()
    url = database.url if database is not None else None
    children = make_children(wishes.address, wishes.workers, lifeline, url)

    def welcome(first: bool) -> None:
        if first:
            data = settings.DATA_DIR if database is not None else None
            console.show(welcome_text(wishes.address, data, demo_login() if demo else None))
        else:
            console.say("web answers again")

    supervisor = Supervisor(
        children,
        console,
        answers=lambda: answers(wishes.address, _host_header()),
        welcome=welcome,
    )
    console.progress("starting web and worker")
    if database is not None:
        database.keep_up(console.say)
    supervisor.run()


def _host_header() -> str:
    """A name under which the application lets itself be asked."""
    allowed = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return allowed[0] if allowed else "localhost"

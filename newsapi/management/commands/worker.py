"""``worker``: the same as ``serve worker``."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from newsapi.serving.worker import run_worker


class Command(BaseCommand):
    """Work off tasks and fold tallies, until stopped."""

    help = "Runs the background tasks."

    def handle(self, *args: object, **options: object) -> None:
        """Work until SIGTERM or SIGINT."""
        run_worker()

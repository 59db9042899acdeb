"""``demo``: load the demo's articles, threads and moderator."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from comments.demo.loader import load_demo


class Command(BaseCommand):
    """Load the demo; what is there already stays as it is."""

    help = "Loads the demo's articles, threads and moderator, once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--base-url``: where the demo site is served."""
        parser.add_argument("--base-url", default="http://127.0.0.1:8000")

    def handle(self, *args: object, base_url: str, **options: object) -> None:
        """Load, and say so where there was something to load."""
        if loaded := load_demo(base_url=base_url.rstrip("/")):
            self.stdout.write(f"Loaded {loaded} demo articles with their threads.")

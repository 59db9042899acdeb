"""``create_api_key``: make a server key and print it, alone, on standard output."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from newsapi.accounts.errors import UnknownScope
from newsapi.accounts.services.credentials import SCOPES, create_server_key


class Command(BaseCommand):
    """Make a server key. It is shown this once; only its hash is kept."""

    help = "Makes a server key and prints it: this once, only its hash is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--name N --scope S [--scope S …]``."""
        parser.add_argument("--name", required=True, help="what the key is for")
        parser.add_argument(
            "--scope", required=True, action="append", help=f"one of {', '.join(sorted(SCOPES))}"
        )

    def handle(self, *args: object, name: str, scope: list[str], **options: object) -> None:
        """Make it, print it."""
        try:
            self.stdout.write(create_server_key(name=name, scopes=scope))
        except UnknownScope as error:
            raise CommandError(error.detail, returncode=2) from error

"""``check_counts``: recount every stored count."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from comments.services.tallies import find_differences, repair_counts


class Command(BaseCommand):
    """Print every count that is not what a recount gives; exit 1 where there is one."""

    help = "Recounts every stored count, prints the differences, exits 1 where there are any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--repair``."""
        parser.add_argument("--repair", action="store_true", help="put them right")

    def handle(self, *args: object, repair: bool, **options: object) -> None:
        """Compare, and repair where asked."""
        differences = find_differences()
        for kind, row_id, stored, counted in differences:
            self.stdout.write(f"{kind} {row_id}: stored {stored}, counted {counted}")
        if repair and differences:
            self.stdout.write(f"repaired {repair_counts()}")
        if differences:
            sys.exit(1)
        self.stdout.write("Every count equals its recount.")

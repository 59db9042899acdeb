#!/usr/bin/env python3
"""Command line of newsapi."""

import os
import sys


def main():
    """Run a management command; exit 2 with one line where it cannot even begin."""
    if sys.version_info < (3, 11):
        sys.exit(fail("needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsapi.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(fail(str(error)))


def fail(message):
    """Say why on standard error; the exit code for a caller to use."""
    sys.stderr.write("newsapi: " + message + "\n")
    return 2


if __name__ == "__main__":
    main()

"""What can go wrong with the embedded PostgreSQL, in words for the person who started it."""

from __future__ import annotations


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be had; the message is one line saying why and what to do."""

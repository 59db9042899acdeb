"""Why serving does not begin, or ends by itself."""

from __future__ import annotations


class CannotServe(Exception):
    """Serving cannot begin; the message is one line saying why and what to do."""


class GaveUp(Exception):
    """A child cannot be kept running; the message says which, and its last words."""


class Interrupted(BaseException):
    """A signal asked us to stop. Like KeyboardInterrupt, no ``except Exception`` may swallow it."""

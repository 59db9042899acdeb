"""Structured logs: one JSON object a line, the request id in it, personal data out of it."""

from __future__ import annotations

import logging
import re

from pythonjsonlogger.json import JsonFormatter

from newsapi.api import context

# Last line of defence: our own code logs ids only, but a driver's error text may quote a row.
REDACTIONS = (
    (re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"), "[email]"),
    (re.compile(r"(?i)\b(bearer|api-key)\s+[\w.~+/=-]+"), r"\1 [token]"),
    (re.compile(r"\bn[gks]_[\w-]{16,}"), "[token]"),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "[ip]"),
    (re.compile(r"(?i)(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![\w:])"), "[ip]"),
)
# Times of day look like IPv6 to a pattern: what stands between these quotes is ours and is kept.
TIME = re.compile(r"\d{2}:\d{2}:\d{2}")


def redact(text: str) -> str:
    """The text without e-mail addresses, tokens and IP addresses."""
    for pattern, replacement in REDACTIONS:
        text = pattern.sub(
            lambda found, to=replacement: (  # type: ignore[misc]  # a default binds the loop's value
                found.group() if TIME.fullmatch(found.group()) else found.expand(to)
            ),
            text,
        )
    return text


class Formatter(JsonFormatter):
    """JSON lines with ``time``, ``level``, ``logger``, ``message`` and ``request_id``."""

    def __init__(self) -> None:
        super().__init__(
            "{message}{levelname}{name}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger"},
            timestamp="time",
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        """One line; the request that a web log record carries is not for logs."""
        for attribute in ("request", "server_time"):
            record.__dict__.pop(attribute, None)
        record.request_id = context.request_id.get()
        return redact(super().format(record))

"""A comment's HTML for the eyes of moderators: nothing in it can be clicked or reached by Tab.

A spammer's link is not followed by mistake, and where each leads is said below the text.
"""

from __future__ import annotations

import re
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe

from comments.text import TAGS

LINK = re.compile(r'<a href="([^"]*)"')
# Cosmetic only: whatever these make of a body, it passes the allow list below.
REPLACEMENTS = (
    (re.compile(r"<a [^>]*>"), "<u>"),
    (re.compile(r"</a>"), "</u>"),
    (re.compile(r"<h[1-6]>"), "<p><strong>"),
    (re.compile(r"</h[1-6]>"), "</strong></p>"),
)
HEADINGS = {f"h{level}" for level in range(1, 7)}
READING_TAGS = (TAGS - HEADINGS - {"a"}) | {"u"}
MAX_TARGETS = 10


def reading_copy(body_html: str) -> SafeString:
    """The body without links and headings, which would clutter the page's own."""
    for pattern, replacement in REPLACEMENTS:
        body_html = pattern.sub(replacement, body_html)
    clean = nh3.clean(body_html, tags=READING_TAGS, attributes={"ol": {"start"}})
    return mark_safe(clean)  # noqa: S308  # cleaned by the line above


def plain_text(body_html: str) -> str:
    """The body's words alone, on one line."""
    return " ".join(unescape(nh3.clean(body_html, tags=set())).split())


def link_targets(body_html: str) -> list[str]:
    """Where the body's links lead, each once."""
    found = dict.fromkeys(unescape(target) for target in LINK.findall(body_html))
    return list(found)[:MAX_TARGETS]

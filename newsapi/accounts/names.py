"""Names that people choose: pure text rules."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 50
# Control, surrogate, private use, unassigned; line and paragraph separators; and format characters
# (bidirectional overrides, zero-width) but for the joiners that scripts and emoji need.
FORBIDDEN = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
JOINERS = "\u200c\u200d"
SPACES = re.compile(r"\s+")


def clean_name(raw: str) -> str:
    """The name in NFC with single spaces. Raises ValueError, with words for the person."""
    name = SPACES.sub(" ", unicodedata.normalize("NFC", raw)).strip()
    if any(unicodedata.category(character) in FORBIDDEN for character in name):
        raise ValueError("A name cannot have control or unassigned characters in it.")
    if any(unicodedata.category(char) == "Cf" and char not in JOINERS for char in name):
        raise ValueError("A name cannot have invisible or direction-changing characters in it.")
    if not any(unicodedata.category(character)[0] in "LNS" for character in name):
        raise ValueError("A name needs at least one letter, digit or symbol.")
    return name

"""Names that people choose: pure text rules."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 50
# What a name cannot have in it: control characters (spaces count as spaces), format characters
# (bidirectional overrides, zero-width) but for the joiners that scripts and emoji need, letters and
# symbols that show nothing (Hangul fillers, the empty Braille cell), private use, and the two that
# XML forbids. Spelled out, and with the characters beyond the first plane as
# themselves, so that it means the same in Python and in the OpenAPI document. Unassigned ones may
# pass: they are the letters and emoji of a Unicode version that this Python does not know yet.
REFUSED_CHARACTERS = (
    r"\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd"
    r"\u070f\u115f\u1160\u2800\u3164\uffa0"
    r"\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    r"\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f\U000f0000-\U0010ffff"
)
# One character is to be seen, and that one is none of the refused, some of which are letters.
NAME_PATTERN = (
    rf"^[^{REFUSED_CHARACTERS}]*(?![{REFUSED_CHARACTERS}])[\p{{L}}\p{{N}}\p{{S}}]"
    rf"[^{REFUSED_CHARACTERS}]*$"
)
REFUSED = re.compile(f"[{REFUSED_CHARACTERS}\ud800-\udfff]")
SPACES = re.compile(r"\s+")


def clean_name(raw: str) -> str:
    """The name in NFC with single spaces. Raises ValueError, with words for the person."""
    name = SPACES.sub(" ", unicodedata.normalize("NFC", raw)).strip()
    if REFUSED.search(name):
        raise ValueError("A name cannot have control, invisible or private characters in it.")
    if not any(unicodedata.category(character)[0] in "LNS" for character in name):
        raise ValueError("A name needs at least one letter, digit or symbol.")
    return name

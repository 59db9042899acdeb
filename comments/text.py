"""Comment text: what is accepted, and how it becomes safe HTML. Pure.

Markdown is CommonMark (cmarkgfm) with bare URLs made links; raw HTML and images are left out, and
the result passes an allow list (nh3) whatever the Markdown library did.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape, unescape

import cmarkgfm
import nh3

TAGS = {
    "a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "pre", "strong", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
LINK_REL = "nofollow ugc noopener"
# Control characters but tab and newline, lone surrogates, and the characters that reorder a line.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
NEWLINES = re.compile("\r\n?|\u2028|\u2029")
BLANK_LINES = re.compile(r"\n{4,}")
# A parser's work grows with the square of it, and so does the HTML; people quote a few levels.
MAX_NESTING = 20
NESTING_TAG = re.compile(r"<(/?)(?:blockquote|ul|ol|li|em|strong|a)\b")
# Letters and symbols by their category, but nothing is seen: Hangul fillers, an empty Braille cell.
UNSEEN = "\u115f\u1160\u2800\u3164\uffa0"
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
# For the OpenAPI document: there is a character to be read, and no NUL.
_UNSEEN_CLASS = "".join(rf"\u{ord(character):04x}" for character in UNSEEN)
READABLE = rf"^[^\u0000]*(?![{_UNSEEN_CLASS}])[\p{{L}}\p{{N}}\p{{P}}\p{{S}}][^\u0000]*$"


def clean_body(raw: str) -> str:
    r"""The source as it is stored: NFC, \\n newlines, no control or reordering characters.

    Characters that could only mislead are dropped, not refused: they come from copying, mostly.
    """
    text = FORBIDDEN.sub("", NEWLINES.sub("\n", raw))
    text = unicodedata.normalize("NFC", text)
    return BLANK_LINES.sub("\n\n\n", text).strip()


def is_blank(html: str) -> bool:
    """Whether a reader would see nothing: no letter, digit, punctuation mark or symbol."""
    text = unescape(nh3.clean(html, tags=set()))
    seen = (character for character in text if character not in UNSEEN)
    return not any(unicodedata.category(character)[0] in "LNPS" for character in seen)


def render_readable(body: str) -> str:
    """Safe HTML of a clean body that shows what there is to be read.

    What Markdown would swallow whole (``#``, ``<b></b>``, ``[a]: b``) is shown as it was typed.
    """
    html = render(body)
    return html if not is_blank(html) else f"<p>{escape(IMAGE.sub('', body), quote=False)}</p>"


def render(body: str) -> str:
    """Safe HTML of a clean body: links are rel="nofollow ugc noopener", images are dropped."""
    html = cmarkgfm.markdown_to_html_with_extensions(body, extensions=["autolink"])
    if _nesting(html) > MAX_NESTING:
        return f"<p>{escape(body, quote=False)}</p>"
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
        url_relative="deny",
    )
    return FORBIDDEN.sub("", safe).strip()  # once more: they may have come as entities


def _nesting(html: str) -> int:
    """How deep elements stand in each other, at the deepest."""
    depth = deepest = 0
    for closing in NESTING_TAG.findall(html):
        depth += -1 if closing else 1
        deepest = max(deepest, depth)
    return deepest

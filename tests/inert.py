"""Whether HTML that we made out of somebody's text can do anything in a browser."""

from __future__ import annotations

import re

from lxml import html

EXECUTABLE = {
    "script", "style", "iframe", "frame", "object", "embed", "applet", "svg", "math", "form",
    "input", "button", "textarea", "select", "link", "meta", "base", "img", "image", "audio",
    "video", "source", "template", "marquee", "noscript", "portal", "body", "html",
}  # fmt: skip
WITH_ADDRESS = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset")
REL = "nofollow ugc noopener"
# As browsers read an address: control characters and spaces do not count.
SCHEME = re.compile(r"^[\x00-\x20]*([a-z][a-z0-9+.\-\t\r\n]*):", re.IGNORECASE)
HARMLESS = {"http", "https", "mailto"}


def dangers(fragment: str) -> list[str]:
    """What in a comment's HTML could act; nothing, it is to be hoped."""
    root = html.fragment_fromstring(fragment, create_parent="div")
    found = [] if root.tag == "div" else ["it does not stand alone"]
    for element in root.iterdescendants():
        if not isinstance(element.tag, str):
            found.append("a comment or an instruction")
            continue
        if element.tag in EXECUTABLE:
            found.append(f"<{element.tag}>")
        if element.tag == "a" and element.get("rel") != REL:
            found.append(f"a link with rel={element.get('rel')!r}")
        found += dangerous_attributes(element)
    return found


def dangerous_attributes(element: html.HtmlElement) -> list[str]:
    """Handlers, styles, and addresses of a scheme that acts."""
    found = []
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or name.lower() in ("style", "srcdoc"):
            found.append(f"{name}=")
        scheme = SCHEME.match(value) if name.lower() in WITH_ADDRESS else None
        if scheme and re.sub(r"\s", "", scheme.group(1)).lower() not in HARMLESS:
            found.append(f"{name}={value!r}")
    return found

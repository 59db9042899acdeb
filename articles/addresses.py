"""Article URLs in one spelling, so that one article has one. Pure."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

MAX_URL = 2_000  # characters, all ASCII by then; a B-tree entry holds up to 2,704 bytes
DEFAULT_PORTS = {"http": 80, "https": 443}
# For the OpenAPI document: URLs in ASCII, each of which is accepted. Names in other alphabets are,
# too, but which of them have an ASCII spelling is more than a pattern can say.
URL_PATTERN = (
    r"https?://([a-zA-Z0-9-]{1,63}\.){0,8}[a-zA-Z0-9-]{1,63}(:([1-5]?[0-9]{1,4}|6[0-4][0-9]{3}))?"
    r"([/?#]([a-zA-Z0-9/?:@!$&'()*+,;=._~-]|%[0-9a-fA-F]{2})*)?"
)
HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
# What a URL holds as it is, according to RFC 3986; iri_to_uri leaves these three alone.
TO_ESCAPE = re.compile(r"[\[\]]|%(?![0-9a-fA-F]{2})")


def canonical_url(raw: str) -> str:
    """The URL with scheme and host in lower case, no default port, no fragment, ASCII only.

    Raises ValueError, with words for the caller, where it is not an http(s) URL of fitting length.
    """
    parts = urlsplit(raw.strip())
    if parts.scheme.lower() not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("Give a full http or https URL.")
    if parts.username is not None:
        raise ValueError("A URL with a user name in it cannot be published.")
    path, query = (_escaped(part) for part in (parts.path or "/", parts.query))
    url = urlunsplit((parts.scheme, _host(parts), path, query, ""))
    if len(url) > MAX_URL:
        raise ValueError(f"The URL is longer than {MAX_URL} characters.")
    return url


def _escaped(part: str) -> str:
    return TO_ESCAPE.sub(lambda found: f"%{ord(found.group()):02X}", iri_to_uri(part))


def _host(parts: SplitResult) -> str:
    host = str(parts.hostname)
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except UnicodeError as error:
        raise ValueError("The URL's host is not a valid name.") from error
    if not HOST.fullmatch(name):
        raise ValueError("The URL's host is not a valid name.")
    port = parts.port  # raises ValueError where it is not a number
    return name if port in (None, DEFAULT_PORTS[parts.scheme.lower()]) else f"{name}:{port}"

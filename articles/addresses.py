"""Article URLs in one spelling, so that one article has one. Pure."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri

MAX_URL = 2_000  # characters, all ASCII by then; a B-tree entry holds up to 2,704 bytes
DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(raw: str) -> str:
    """The URL with scheme and host in lower case, no default port, no fragment, ASCII only.

    Raises ValueError, with words for the caller, where it is not an http(s) URL of fitting length.
    """
    parts = urlsplit(raw.strip())
    if parts.scheme.lower() not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError("Give a full http or https URL.")
    if parts.username is not None:
        raise ValueError("A URL with a user name in it cannot be published.")
    url = iri_to_uri(urlunsplit((parts.scheme, _host(parts), parts.path or "/", parts.query, "")))
    if len(url) > MAX_URL:
        raise ValueError(f"The URL is longer than {MAX_URL} characters.")
    return url


def _host(parts: SplitResult) -> str:
    host = str(parts.hostname)
    try:
        name = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except UnicodeError as error:
        raise ValueError("The URL's host is not a valid name.") from error
    port = parts.port  # raises ValueError where it is not a number
    return name if port in (None, DEFAULT_PORTS[parts.scheme.lower()]) else f"{name}:{port}"

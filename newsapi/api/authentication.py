"""How a view learns who is asking."""

from __future__ import annotations

from rest_framework.request import Request

from newsapi.api.access import ANONYMOUS, Actor


def actor_of(request: Request) -> Actor:
    """The actor that an authenticator found (it stands in ``request.auth``), or nobody."""
    return request.auth if isinstance(request.auth, Actor) else ANONYMOUS

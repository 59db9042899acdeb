"""Authenticators: from a request's credentials to an actor."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.request import Request

from newsapi.accounts.models import AccessToken, ServerKey, User
from newsapi.accounts.services.credentials import hash_secret
from newsapi.api.access import Actor


def person(user: User) -> Actor:
    """The actor that a user is."""
    return Actor(
        kind="guest" if user.kind == User.Kind.GUEST else "account",
        id=user.id,
        name=user.name,
        moderator=user.is_staff,
        administrator=user.is_superuser,
    )


def credential(request: Request, scheme: str) -> str | None:
    """What stands after the scheme's name in the Authorization header, if it is that scheme."""
    found, _, value = get_authorization_header(request).decode("latin-1").partition(" ")
    return value.strip() if found.lower() == scheme.lower() else None


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer <token>``: a person."""

    def authenticate(self, request: Request) -> tuple[User, Actor] | None:
        """The token's user. Raises AuthenticationFailed for one that is unknown or over."""
        secret = credential(request, "Bearer")
        if secret is None:
            return None
        token = (
            AccessToken.objects.select_related("user")
            .filter(token_hash=hash_secret(secret), expires_at__gt=timezone.now())
            .first()
        )
        if token is None or not token.user.is_active:
            raise exceptions.AuthenticationFailed("The token is unknown or has expired.")
        return token.user, person(token.user)

    def authenticate_header(self, request: Request) -> str:
        """How to do it right."""
        return 'Bearer realm="newsapi"'


class ServerKeyAuthentication(BaseAuthentication):
    """``Authorization: Api-Key <key>``: a publisher's server."""

    def authenticate(self, request: Request) -> tuple[None, Actor] | None:
        """The key's server. Raises AuthenticationFailed for one that is unknown or over."""
        secret = credential(request, "Api-Key")
        if secret is None:
            return None
        live = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
        key = ServerKey.objects.filter(live, key_hash=hash_secret(secret)).first()
        if key is None:
            raise exceptions.AuthenticationFailed("The server key is unknown, over or revoked.")
        return None, Actor(kind="server", id=key.id, name=key.name, scopes=frozenset(key.scopes))


class BrowserSessionAuthentication(SessionAuthentication):
    """The admin's session, with CSRF."""

    def authenticate(self, request: Request) -> tuple[User, Actor] | None:
        """The signed-in user. Raises PermissionDenied without the CSRF token."""
        found = super().authenticate(request)
        if found is None or not isinstance(found[0], User):
            return None
        return found[0], person(found[0])

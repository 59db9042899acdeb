"""Tokens and keys: made once, shown once, stored as a hash."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from newsapi.accounts.errors import UnknownScope
from newsapi.accounts.models import AccessToken, ServerKey, User

GUEST_PREFIX = "ng_"
KEY_PREFIX = "nk_"
SCOPES = frozenset({"articles:write", "moderation:write"})


def hash_secret(secret: str) -> bytes:
    """SHA-256: enough for 256 random bits, which no dictionary holds."""
    return hashlib.sha256(secret.encode()).digest()


def issue_guest_token(*, user: User) -> str:
    """A new bearer token of a guest, good for NEWSAPI_GUEST_TOKEN_DAYS."""
    secret = GUEST_PREFIX + secrets.token_urlsafe(32)
    AccessToken.objects.create(
        user=user,
        token_hash=hash_secret(secret),
        expires_at=timezone.now() + timedelta(days=settings.NEWSAPI_GUEST_TOKEN_DAYS),
    )
    return secret


def create_server_key(*, name: str, scopes: Collection[str]) -> str:
    """A new server key, to be shown once. Raises UnknownScope."""
    unknown = sorted(set(scopes) - SCOPES)
    if unknown or not scopes:
        known = ", ".join(sorted(SCOPES))
        raise UnknownScope(f"Unknown scope {', '.join(unknown) or '(none)'}; there are: {known}.")
    secret = KEY_PREFIX + secrets.token_urlsafe(32)
    ServerKey.objects.create(
        name=name, prefix=secret[:10], key_hash=hash_secret(secret), scopes=sorted(set(scopes))
    )
    return secret


def revoke_server_key(*, key: ServerKey) -> None:
    """End a key now; ending it twice keeps the first moment."""
    ServerKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())

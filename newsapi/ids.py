"""Ids: UUIDv7 (RFC 9562), made by the application, ordered by time, unique across machines."""

from __future__ import annotations

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """A new UUIDv7."""
    return uuid_utils.compat.uuid7()

"""What the OpenAPI document says of every operation: its errors, headers and retries."""

from __future__ import annotations

from drf_spectacular.openapi import AutoSchema


class Operation(AutoSchema):
    """An operation of this API."""

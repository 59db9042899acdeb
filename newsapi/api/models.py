"""Tables of the plumbing."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class IdempotencyRecord(models.Model):
    """The answer that was given to a POST with an Idempotency-Key, kept for a retry.

    The answer is sealed (it may hold a token or a person's words); the key itself is not stored.
    """

    digest = models.BinaryField(primary_key=True)  # of actor, route and key
    fingerprint = models.BinaryField()  # of the request, to tell a retry from a reuse
    sealed_answer = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [
            # serves purge_idempotency_records
            models.Index(fields=["created_at"], name="idempotency_created_at"),
        ]

    def __str__(self) -> str:
        return bytes(self.digest).hex()

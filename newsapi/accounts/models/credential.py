"""Credentials: what a person's or a server's program presents. Only hashes are stored."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from newsapi.accounts.models.user import User
from newsapi.ids import new_id


class AccessToken(models.Model):
    """A bearer token of one person, on one device."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    token_hash = models.BinaryField(unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class ServerKey(models.Model):
    """A key of a publisher's server, good for what its scopes name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=16)  # shown, so that a key can be told from others
    key_hash = models.BinaryField(unique=True)
    scopes = ArrayField(models.CharField(max_length=50))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="server_key_has_a_scope", condition=models.Q(scopes__len__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

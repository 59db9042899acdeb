"""Decision: an entry in the moderation log. The database refuses to change or remove one."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles.models import Article
from comments.enums import Action, Reason, Status, SystemReason
from newsapi.ids import new_id

REASONS = [*Reason.choices, *SystemReason.choices]


class Decision(models.Model):
    """Who did what to which revision, why, and what the author was told.

    The log outlives what it speaks of: its references are not foreign keys in the database.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    comment = models.ForeignKey(
        "comments.Comment",
        on_delete=models.DO_NOTHING,
        related_name="decisions",
        db_constraint=False,
        db_index=False,
    )
    revision = models.ForeignKey(
        "comments.Revision", on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    actor = models.ForeignKey(  # None: the system, or a server key (see server_key_id)
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        related_name="+",
        db_constraint=False,
        null=True,
    )
    server_key_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=100)
    action = models.CharField(max_length=16, choices=Action)
    reason = models.CharField(max_length=32, choices=REASONS, blank=True)
    note = models.CharField(max_length=2_000, blank=True)  # for moderators only
    from_status = models.CharField(max_length=16, choices=Status)
    to_status = models.CharField(max_length=16, choices=Status)
    statement = models.CharField(max_length=500, blank=True)  # what the author reads
    version = models.PositiveIntegerField()  # of the comment, once decided
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            # one decision a version: two at once cannot both be written; serves a comment's log
            models.UniqueConstraint(fields=["comment", "version"], name="decision_version"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-created_at", "-id"], name="decision_newest"),  # the admin's log
        ]

    def __str__(self) -> str:
        return f"{self.action} by {self.actor_name}"

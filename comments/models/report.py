"""Report: a reader says that a comment breaks the rules."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from comments.enums import Outcome, ReportReason
from newsapi.ids import new_id


class Report(models.Model):
    """One reader's report of one revision; without an outcome it is open."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.PROTECT, related_name="reports"
    )
    revision = models.ForeignKey(
        "comments.Revision", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=32, choices=ReportReason)
    details = models.CharField(max_length=1_000, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "reporter"], name="report_once"),
            models.CheckConstraint(
                name="report_outcome_has_time",
                condition=Q(outcome="", resolved_at__isnull=True)
                | (~Q(outcome="") & Q(resolved_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} ({self.comment_id})"

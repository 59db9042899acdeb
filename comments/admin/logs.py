"""The moderation log and the reports, for reading."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from comments.models import Decision, Report
from newsapi.desk.pages import KeysetAdmin, when


def comment_link(comment_id: UUID) -> SafeString:
    """A link to the comment's page, told by the end of its id (the beginning is the time)."""
    address = reverse("admin:comments_comment_change", args=[comment_id])
    return format_html('<a href="{}">…{}</a>', address, str(comment_id)[-8:])


@admin.register(Decision)
class DecisionAdmin(KeysetAdmin[Decision]):
    """The moderation log, newest first. The database, too, refuses to change or remove an entry."""

    keys = ("created_at", "id")
    list_display = ("taken", "action", "actor_name", "of", "reason", "change", "note")
    list_filter: ClassVar = ["action"]
    parameters = ("action__exact",)
    fields = (
        "created_at",
        "action",
        "actor_name",
        "actor_id",
        "server_key_id",
        "of",
        "revision_id",
        "version",
        "reason",
        "change",
        "statement",
        "note",
    )

    @admin.display(description="when")
    def taken(self, decision: Decision) -> str:
        """When it was taken."""
        return when(decision.created_at)

    @admin.display(description="comment")
    def of(self, decision: Decision) -> SafeString:
        """What was decided."""
        return comment_link(decision.comment_id)

    @admin.display(description="status")
    def change(self, decision: Decision) -> str:
        """From which status to which."""
        if decision.from_status == decision.to_status:
            return decision.to_status
        return f"{decision.from_status} → {decision.to_status}"


@admin.register(Report)
class ReportAdmin(KeysetAdmin[Report]):
    """What readers reported, newest first. A decision on the comment resolves them."""

    list_display = ("made", "reason", "of", "details", "result")
    list_filter: ClassVar = ["reason"]
    parameters = ("reason__exact",)
    fields = ("created_at", "reason", "details", "of", "reporter_name", "result", "resolved_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The reporter's name comes along."""
        return super().get_queryset(request).select_related("reporter")

    @admin.display(description="when")
    def made(self, report: Report) -> str:
        """When it was made."""
        return when(report.created_at)

    @admin.display(description="comment")
    def of(self, report: Report) -> SafeString:
        """What was reported."""
        return comment_link(report.comment_id)

    @admin.display(description="reporter")
    def reporter_name(self, report: Report) -> str:
        """Who reported it."""
        return report.reporter.name

    @admin.display(description="outcome")
    def result(self, report: Report) -> str:
        """What came of it."""
        return report.outcome or "open"

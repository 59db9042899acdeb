"""People and server keys, for administrators only: nothing here is written but a key's end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from newsapi.accounts.models import ServerKey, User
from newsapi.accounts.services.credentials import revoke_server_key
from newsapi.desk.pages import DeskAdmin, KeysetAdmin


@admin.register(User)
class UserAdmin(KeysetAdmin[User]):
    """People, newest first."""

    administrators_only = True
    list_display = ("name", "kind", "is_staff", "is_superuser", "is_active", "created_at")
    search_fields = ("id",)
    search_help_text = "A person’s id, or the e-mail address they sign in with."
    fields = (
        "name",
        "id",
        "kind",
        "email",
        "contact_email",
        "is_active",
        "is_staff",
        "is_superuser",
        "created_at",
        "last_login",
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Exact matches, by their indexes."""
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            wanted = Q(pk=UUID(term))
        except ValueError:
            wanted = Q(email=term.lower())
        return queryset.filter(wanted), False


@admin.register(ServerKey)
class ServerKeyAdmin(DeskAdmin[ServerKey]):
    """Server keys. They are made by a command, which shows each once."""

    administrators_only = True
    change_list_template = "admin/accounts/server_keys.html"
    list_display = ("name", "prefix", "granted", "created_at", "expires_at", "revoked_at")
    fields = ("name", "prefix", "granted", "created_at", "expires_at", "revoked_at")
    ordering = ("-created_at",)
    sortable_by = ()
    actions = ("revoke",)

    @admin.display(description="scopes")
    def granted(self, key: ServerKey) -> str:
        """What it may do."""
        return ", ".join(key.scopes)

    @admin.action(description="Revoke the selected keys, now and for good")
    def revoke(self, request: HttpRequest, queryset: QuerySet[ServerKey]) -> None:
        """End the keys; of one that has ended already, say so."""
        for key in queryset:
            if key.revoked_at is not None:
                messages.warning(request, f"Revoked before: {key}.")
                continue
            revoke_server_key(key=key)
            messages.success(request, f"Revoked: {key}. It is refused from now on.")

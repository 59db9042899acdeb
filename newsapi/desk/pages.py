"""Bases of our model admins: who sees them, and that they read only unless they say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format

from newsapi.desk.lists import KeysetChangeList, Walk

Row = TypeVar("Row", bound=Model)

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin
else:

    class _ModelAdmin(admin.ModelAdmin):
        """Generic for the type checker only, as Django leaves it."""

        __class_getitem__ = classmethod(lambda cls, _row: cls)


def when(moment: datetime | None) -> str:
    """A time as the lists show it, in UTC."""
    return date_format(moment, "j M Y, H:i") if moment else "–"


class DeskAdmin(_ModelAdmin[Row]):
    """Read-only for moderators. Rights come from the person, not from stored permissions."""

    actions: Sequence[str] | None = None
    show_full_result_count = False
    change_form_template: ClassVar[str | None] = "admin/record.html"
    show_facets = ShowFacets.NEVER
    administrators_only = False
    # Parameters a list's address may have; any column otherwise, and so a scan for the asking.
    parameters: tuple[str, ...] = ()

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, under its own name."""
        name = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": name, **(extra_context or {})})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it shows on the first page."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """Moderators; only administrators where the class says so."""
        user = request.user
        if self.administrators_only:
            return bool(user.is_active and user.is_superuser)
        return bool(user.is_active and user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """No."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Row | None = None) -> bool:
        """No."""
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only what the list's filters ask for."""
        return lookup in self.parameters


class KeysetAdmin(DeskAdmin[Row]):
    """A list of any length."""

    list_per_page = 50
    sortable_by = ()
    change_list_template = "admin/keyset_list.html"
    keys: tuple[str, ...] = ("id",)  # UUIDv7: the order of arrival

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeysetChangeList]:
        """Keyset pages."""
        return KeysetChangeList

    def walk(self, request: HttpRequest, rows: QuerySet[Row]) -> Walk:
        """Which index the list walks along."""
        return Walk(rows, self.keys, sifted=not request.GET.keys().isdisjoint(self.parameters))

"""App "admin", with our site in the place of Django's."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin; what nobody here uses of it is taken out."""

    default_site = "newsapi.desk.site.Desk"

    def ready(self) -> None:
        """Find every app's admin module; two go.

        Groups: rights are a moderator's or an administrator's. The worker's jobs: their list turns
        an unknown status in the address into an error of the database.
        """
        super().ready()
        from django.contrib.auth.models import Group
        from procrastinate.contrib.django.models import ProcrastinateJob

        admin.site.unregister([Group, ProcrastinateJob])

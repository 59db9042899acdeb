"""Signing in to the admin."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from newsapi.accounts.models import User


class EmailBackend(ModelBackend):
    """E-mail in any case, and password; moderators see every admin page that is theirs."""

    def has_module_perms(self, user_obj: User, app_label: str) -> bool:  # type: ignore[override]  # ours
        """Admin classes decide by page; an app shows where any of its pages does."""
        return user_obj.is_active and user_obj.is_staff

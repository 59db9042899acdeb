"""User: a person who writes, votes, reports or moderates."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from newsapi.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Finds people by the e-mail they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        """The account with this e-mail address, in whatever case. Raises User.DoesNotExist."""
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Guests have no e-mail to sign in with; ``is_staff`` marks a moderator and
    ``is_superuser`` an administrator.
    """

    class Kind(models.TextChoices):
        """How the person came to be known."""

        GUEST = "guest"
        ACCOUNT = "account"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=50)
    # Proven to be theirs, or to be proven: what an account signs in with. Lower case.
    email = models.EmailField(unique=True, null=True, blank=True)
    # What a guest typed: never shown, never a login.
    contact_email = models.EmailField(blank=True)
    avatar_url = models.URLField(max_length=500, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField("moderator", default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="user_email_is_lower_case",
                condition=models.Q(email__isnull=True) | models.Q(email=Lower("email")),
            ),
            models.CheckConstraint(
                name="user_account_has_email",
                condition=models.Q(kind="guest", email__isnull=True)
                | models.Q(kind="account", email__isnull=False),
            ),
            models.CheckConstraint(
                name="user_guest_has_no_rights",
                condition=models.Q(kind="account") | models.Q(is_staff=False, is_superuser=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def badges(self) -> list[str]:
        """What the author's name is marked with."""
        return ["moderator"] if self.is_staff else []

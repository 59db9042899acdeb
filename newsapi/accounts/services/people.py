"""People come in: guests and moderators."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from newsapi.accounts.errors import EmailTaken, GuestsNotAllowed
from newsapi.accounts.models import User
from newsapi.accounts.names import MAX_NAME
from newsapi.accounts.services.credentials import issue_guest_token


def create_guest(*, name: str, email: str = "") -> tuple[User, str]:
    """A new guest and their token. ``name`` is clean already. Raises GuestsNotAllowed."""
    if not settings.NEWSAPI_GUESTS:
        raise GuestsNotAllowed
    with transaction.atomic():
        user = User.objects.create(
            kind=User.Kind.GUEST, name=name, contact_email=email, password=make_password(None)
        )
        return user, issue_guest_token(user=user)


def create_imported_person(*, name: str) -> UUID:
    """Someone who wrote elsewhere: a guest who cannot sign in, by their name from there."""
    return User.objects.create(
        kind=User.Kind.GUEST, name=name[:MAX_NAME], password=make_password(None)
    ).id


def create_moderator(*, email: str, name: str, password: str, administrator: bool = False) -> User:
    """A new account that may moderate. The caller has validated the password.

    Raises EmailTaken.
    """
    user = User(
        kind=User.Kind.ACCOUNT,
        name=name,
        email=email.lower(),
        is_staff=True,
        is_superuser=administrator,
    )
    user.set_password(password)
    try:
        with transaction.atomic():  # the unique constraint closes the race of two creations
            user.save(force_insert=True)
    except IntegrityError as error:
        raise EmailTaken from error
    return user

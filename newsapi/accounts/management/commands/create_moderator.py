"""``create_moderator``: make an account that may moderate."""

from __future__ import annotations

import getpass
import os
from argparse import ArgumentParser

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from newsapi.accounts.errors import EmailTaken
from newsapi.accounts.names import clean_name
from newsapi.accounts.services.people import create_moderator


class Command(BaseCommand):
    """Make a moderator; the password is read from NEWSAPI_PASSWORD or asked for."""

    help = "Makes a moderator's account (password from NEWSAPI_PASSWORD or a prompt)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--email E --name N [--admin]``."""
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin", action="store_true", help="an administrator")

    def handle(self, *args: object, email: str, name: str, admin: bool, **options: object) -> None:
        """Check what was given, make the account."""
        password = os.environ.get("NEWSAPI_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_email(email)
            validate_password(password)
            user = create_moderator(
                email=email, name=clean_name(name), password=password, administrator=admin
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=2) from error
        except (EmailTaken, ValueError) as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(f"{user.name} may sign in at /admin/ with {user.email}.")

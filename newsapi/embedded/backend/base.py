"""Django's PostgreSQL backend on the embedded server, which starts at the first connection.

``DATABASES["default"]["EMBEDDED"]`` names the data folder (``data_dir``) and whether durability
may be given away (``fast``). ``check``, ``--help`` and type checkers start nothing.
"""

from __future__ import annotations

from typing import Any, TypedDict, cast

from django.core.management.base import CommandError
from django.db import OperationalError
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.backends.postgresql import base

from newsapi.embedded import EmbeddedError, attach
from newsapi.embedded.backend.client import DatabaseClient


class EmbeddedOptions(TypedDict):
    """The ``EMBEDDED`` entry of a database's settings."""

    data_dir: Any
    fast: bool


class EmbeddedDatabaseError(CommandError, OperationalError):
    """The embedded server cannot be had; the cause is the EmbeddedError with the same words.

    An OperationalError, so that code that expects a database to be down sometimes (readiness,
    ``makemigrations``) treats this as that. A CommandError as well, so that any management command
    ends in this one line instead of a traceback.
    """


class DatabaseWrapper(base.DatabaseWrapper):
    """Fills in where the server is and makes sure, at each new connection, that it is up."""

    client_class = DatabaseClient

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The test runner changes the setting later to a database that it makes and drops itself.
        self._own_database: str | None = self.settings_dict["NAME"]

    def get_connection_params(self) -> dict[str, Any]:
        """The parameters of a connection to the embedded server, which runs when this returns.

        Raises EmbeddedDatabaseError when it cannot be started.
        """
        params = super().get_connection_params()
        options = cast("EmbeddedOptions", self.settings_dict["EMBEDDED"])
        try:
            attachment = attach(options["data_dir"], fast=options["fast"])
            if self._must_exist(params["dbname"]):
                attachment.ensure_database(params["dbname"])
        except EmbeddedError as error:
            raise EmbeddedDatabaseError(str(error)) from error
        return params | {
            "host": attachment.host,
            "port": attachment.port,
            "user": attachment.user,
        }

    def _must_exist(self, database: str) -> bool:
        test = self.settings_dict["TEST"]["NAME"]
        of_tests = database.startswith(TEST_DATABASE_PREFIX) or database == test
        return database == self._own_database and not of_tests

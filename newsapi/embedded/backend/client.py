"""``manage.py dbshell`` on the embedded server."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsapi.embedded.backend.base import DatabaseWrapper


class DatabaseClient(PostgresClient):
    """Runs the system's ``psql``, told where the server is."""

    def runshell(self, parameters: Iterable[str]) -> None:
        """Attach, then open the shell; we stay a user of the server while it is open."""
        wrapper = cast("DatabaseWrapper", self.connection)
        where = wrapper.get_connection_params()
        settings = wrapper.settings_dict
        settings |= {"HOST": where["host"], "PORT": where["port"], "USER": where["user"]}
        super().runshell(parameters)

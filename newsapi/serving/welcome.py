"""The screen that says where everything is."""

from __future__ import annotations

from pathlib import Path

from newsapi.serving.options import Address

TEMPLATE = """
  newsapi is running.

    Front page   {url}/
    Admin        {url}/admin/{login}
    API docs     {url}/api/v1/docs/
    Data         {data}

  Ctrl-C stops all of it.
"""
LOGIN = """
                 sign in as  {}
                 password    {}"""


def welcome_text(address: Address, data: Path | None, login: tuple[str, str] | None) -> str:
    """The screen. ``data`` None: the database is not ours; ``login``: e-mail and password."""
    return TEMPLATE.format(
        url=address.url,
        login=LOGIN.format(*login) if login else "",
        data=data or "in the database that DATABASE_URL names",
    )

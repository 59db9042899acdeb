"""The admin, as somebody who is signed in there."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from newsapi.accounts.models import User
from tests.client import Api

QUEUE = "/admin/comments/queue/"


def sign_in(api: Api) -> Client:
    """A browser session of the person that ``api`` acts as."""
    client = Client()
    client.force_login(User.objects.get(pk=api.actor.id))
    return client


def told(response: Any) -> list[str]:
    """The messages on a page, as text."""
    found = re.search(r'<ul class="messagelist">(.*?)</ul>', response.content.decode(), re.DOTALL)
    items = re.findall(r"<li[^>]*>(.*?)</li>", found[1], re.DOTALL) if found else []
    return [unescape(re.sub(r"<[^>]+>", "", item)).strip() for item in items]


def shown(response: Any) -> list[str]:
    """The ids of the comments on the queue's page, in order."""
    return re.findall(r'id="c-([0-9a-f-]{36})"', response.content.decode())

"""People and keys in the admin: for administrators, and nothing is written but a key's end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from newsapi.accounts.models import ServerKey, User
from newsapi.accounts.services.credentials import create_server_key
from tests.client import Api
from tests.desk import sign_in, told

PEOPLE = "/admin/accounts/user/"
KEYS = "/admin/accounts/serverkey/"


@pytest.fixture
def desk(make_moderator: Callable[..., Api]) -> Client:
    return sign_in(make_moderator("Root", administrator=True))


def names(response: Any) -> list[str]:
    return [user.name for user in response.context["cl"].result_list]


def test_moderators_see_neither_people_nor_keys_nor_tasks(moderator: Api) -> None:
    plain = sign_in(moderator)
    page = plain.get("/admin/")
    assert [app["app_label"] for app in page.context["app_list"]] == [
        "moderation",
        "comments",
        "articles",
    ]
    user = User.objects.get(pk=moderator.actor.id)
    for address in (PEOPLE, f"{PEOPLE}{user.pk}/change/", KEYS, "/admin/procrastinate/"):
        assert plain.get(address).status_code in (403, 404), address


@pytest.mark.parametrize(
    "address", ["r/1/abc/", "procrastinate/procrastinatejob/?status__exact=x", "nothing/"]
)
def test_what_the_desk_does_not_have_is_not_there(desk: Client, address: str) -> None:
    assert desk.get(f"/admin/{address}").status_code == 404


def test_administrators_read_people(desk: Client, guest: Api) -> None:
    assert names(desk.get(PEOPLE)) == [guest.actor.name, "Root"]
    root = User.objects.get(name="Root")
    for term in (str(root.pk), str(root.email).upper()):
        assert names(desk.get(PEOPLE, {"q": term})) == ["Root"]
    assert names(desk.get(PEOPLE, {"q": "nobody"})) == []
    page = desk.get(f"{PEOPLE}{root.pk}/change/").content.decode()
    assert str(root.email) in page
    assert root.password not in page


def test_people_are_not_written(desk: Client, guest: Api) -> None:
    address = f"{PEOPLE}{guest.actor.id}/"
    assert desk.post(f"{address}change/", {"is_staff": "on"}).status_code == 403
    assert desk.post(f"{address}delete/", {"post": "yes"}).status_code == 403
    assert desk.post(f"{PEOPLE}add/", {"name": "x"}).status_code == 403
    assert User.objects.filter(is_staff=True).count() == 1


def test_a_key_is_revoked_once(desk: Client) -> None:
    secret = create_server_key(name="cms", scopes=["articles:write"])
    key = ServerKey.objects.get()
    page = desk.get(KEYS).content.decode()
    assert "create_api_key" in page
    assert key.prefix in page
    assert secret not in page
    form = {"action": "revoke", "_selected_action": str(key.pk), "index": "0"}
    assert told(desk.post(KEYS, form, follow=True)) == [
        f"Revoked: {key}. It is refused from now on."
    ]
    first = ServerKey.objects.get().revoked_at
    assert first is not None
    assert told(desk.post(KEYS, form, follow=True)) == [f"Revoked before: {key}."]
    assert ServerKey.objects.get().revoked_at == first


def test_keys_are_neither_made_nor_changed_here(desk: Client) -> None:
    create_server_key(name="cms", scopes=["articles:write"])
    key = ServerKey.objects.get()
    assert desk.get(f"{KEYS}{key.pk}/change/").status_code == 200
    for address in (f"{KEYS}add/", f"{KEYS}{key.pk}/change/", f"{KEYS}{key.pk}/delete/"):
        assert desk.post(address, {"name": "x", "post": "yes"}).status_code == 403


def test_signing_in_asks_for_an_e_mail_address_in_any_case(client: Client, desk: Client) -> None:
    page = client.get("/admin/login/").content.decode()
    assert 'type="email"' in page
    assert "E-mail:" in page
    email = str(User.objects.get(name="Root").email)
    wrong = client.post("/admin/login/", {"username": email, "password": "wrong"})
    assert "do not belong to a moderator" in wrong.content.decode()
    right = {"username": email.upper(), "password": "correct horse battery staple"}
    assert client.post("/admin/login/?next=/admin/", right).status_code == 302
    assert client.get("/admin/").status_code == 200

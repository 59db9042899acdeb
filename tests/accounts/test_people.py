"""Guests, moderators, server keys."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from newsapi.accounts.models import AccessToken, ServerKey, User
from newsapi.accounts.names import clean_name
from newsapi.accounts.services.credentials import revoke_server_key
from tests.client import Api

ARTICLE = {"title": "T", "url": "https://news.example/keys"}


def test_a_guest_gets_a_token_that_is_not_stored(anonymous: Api) -> None:
    answer = anonymous.post("/auth/guest/", {"name": "  Ann  B ", "email": "ann@example.org"})
    assert answer.status_code == 201
    assert set(answer.json()) == {"token", "user"}
    assert set(answer.json()["user"]) == {"id", "name", "avatar_url", "badges"}
    assert answer.json()["user"]["name"] == "Ann B"
    assert answer.headers["Cache-Control"] == "private, no-store"
    (token,) = AccessToken.objects.all()
    assert answer.json()["token"].encode() not in bytes(token.token_hash)
    assert User.objects.get().contact_email == "ann@example.org"


def test_guests_can_be_refused(anonymous: Api, settings: Any) -> None:
    settings.NEWSAPI_GUESTS = False
    answer = anonymous.post("/auth/guest/", {"name": "Ann"})
    assert (answer.status_code, answer.json()["code"]) == (403, "guests_not_allowed")


@pytest.mark.parametrize(
    "name", ["", " ", "x" * 51, "a\u202eb", "a\x07b", "\u200d", "a\u200bb", "\u3164", "\u2800"]
)
def test_names_that_are_not_accepted(anonymous: Api, name: str) -> None:
    answer = anonymous.post("/auth/guest/", {"name": name})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "name"


def test_names_that_are() -> None:
    for name in ("Zeynep Ç.", "李雷", "O’Neil-Smith", "👩\u200d🚀", "क्ष"):
        assert clean_name(name) == name
    assert clean_name("e\u0301") == "\u00e9"


def test_a_token_ends(anonymous: Api, article: Any) -> None:
    token = anonymous.post("/auth/guest/", {"name": "Ann"}).json()["token"]
    ann = Api(f"Bearer {token}")
    path = f"/articles/{article.pk}/comments/"
    assert ann.post(path, {"body": "x"}).status_code == 201
    User.objects.update(is_active=False)
    assert ann.post(path, {"body": "x"}).status_code == 401
    User.objects.update(is_active=True)
    AccessToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ann.post(path, {"body": "x"}).json()["code"] == "invalid_token"


@pytest.mark.django_db
def test_a_server_key_is_printed_once_and_stored_as_a_hash() -> None:
    out = io.StringIO()
    call_command("create_api_key", name="cms", scope=["articles:write"], stdout=out)
    secret = out.getvalue().strip()
    key = ServerKey.objects.get()
    assert secret.startswith(key.prefix)
    assert secret.encode() not in bytes(key.key_hash)
    server = Api(f"Api-Key {secret}")
    assert server.post("/articles/", ARTICLE).status_code == 201
    revoke_server_key(key=key)
    assert server.post("/articles/", {**ARTICLE, "url": "https://a.example/"}).status_code == 401


@pytest.mark.django_db
def test_a_key_is_good_for_its_scopes_only() -> None:
    out = io.StringIO()
    call_command("create_api_key", name="bot", scope=["moderation:write"], stdout=out)
    answer = Api(f"Api-Key {out.getvalue().strip()}").post("/articles/", ARTICLE)
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")
    with pytest.raises(CommandError, match="there are: articles:write, moderation:write"):
        call_command("create_api_key", name="bot", scope=["everything"])


@pytest.mark.django_db
def test_moderators_are_made_by_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSAPI_PASSWORD", "a long pass phrase")
    out = io.StringIO()
    call_command("create_moderator", email="Desk@Example.org", name="Desk", stdout=out)
    user = User.objects.get(email="desk@example.org")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert Client().login(email="DESK@example.ORG", password="a long pass phrase")
    with pytest.raises(CommandError, match="already"):
        call_command("create_moderator", email="desk@example.org", name="Desk")
    monkeypatch.setenv("NEWSAPI_PASSWORD", "short")
    with pytest.raises(CommandError, match="too short"):
        call_command("create_moderator", email="other@example.org", name="Other")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "guest", "email": "a@example.org"},
        {"kind": "account", "email": None},
        {"kind": "account", "email": "A@example.org"},
        {"kind": "guest", "is_staff": True},
    ],
)
def test_the_database_states_what_a_person_can_be(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(name="x", **fields)


def test_browser_sessions_work_with_csrf(moderator: Api, article: Any) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(User.objects.get(pk=moderator.actor.id))
    path = f"/api/v1/articles/{article.pk}/comments/"
    refused = browser.post(path, {"body": "x"}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    browser.cookies["csrftoken"] = "a" * 32
    headers = {"X-CSRFToken": "a" * 32}
    sent = browser.post(path, {"body": "x"}, content_type="application/json", headers=headers)
    assert sent.status_code == 201
    headers |= {"Idempotency-Key": "once"}
    first, again = (
        browser.post(path, {"body": "y"}, content_type="application/json", headers=headers)
        for _ in range(2)
    )
    assert (first.status_code, again.content) == (201, first.content)

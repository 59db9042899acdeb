"""Retries: the same key gives the first answer again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from newsapi.api.idempotency import purge_idempotency_records
from newsapi.api.models import IdempotencyRecord
from tests.client import Api


def post(api: Api, article: Article, key: str, body: str = "Hello") -> object:
    path = f"/articles/{article.pk}/comments/"
    return api.post(path, {"body": body}, idempotency_key=key)


def test_a_retry_gives_the_first_answer(guest: Api, article: Article) -> None:
    first, again = post(guest, article, "k"), post(guest, article, "k")
    assert again.content == first.content
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Content-Type"] == "application/json"
    assert Comment.objects.count() == 1


def test_another_body_with_the_same_key_is_refused(guest: Api, article: Article) -> None:
    post(guest, article, "k")
    other = post(guest, article, "k", body="Other")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Comment.objects.count() == 1


def test_keys_belong_to_actor_and_route(
    guest: Api, make_guest: Callable[..., Api], make_article: Callable[..., Article]
) -> None:
    here, there = make_article(), make_article()
    assert post(guest, here, "k").status_code == 201
    assert post(make_guest(), here, "k").status_code == 201
    assert post(guest, there, "k").status_code == 201
    assert Comment.objects.count() == 3


def test_a_refusal_is_kept_too(guest: Api, make_article: Callable[..., Article]) -> None:
    closed = make_article(commenting_status="closed")
    first, again = post(guest, closed, "k"), post(guest, closed, "k")
    assert (first.status_code, again.status_code) == (403, 403)
    assert again.content == first.content
    assert again.headers["Content-Type"] == "application/problem+json"
    assert again.headers["Idempotent-Replayed"] == "true"


def test_asking_who_you_are_is_not_kept(anonymous: Api, article: Article) -> None:
    assert post(anonymous, article, "k").status_code == 401
    assert IdempotencyRecord.objects.count() == 0


@pytest.mark.parametrize("key", ["", "with space", "é", "x" * 256])
def test_a_key_is_visible_ascii(guest: Api, article: Article, key: str) -> None:
    answer = post(guest, article, key)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_idempotency_key")


def test_tokens_do_not_lie_in_the_records(anonymous: Api) -> None:
    answer = anonymous.post("/auth/guest/", {"name": "Ann"}, idempotency_key="k")
    token = answer.json()["token"].encode()
    (record,) = IdempotencyRecord.objects.all()
    assert token not in bytes(record.sealed_answer)
    assert (
        anonymous.post("/auth/guest/", {"name": "Ann"}, idempotency_key="k").json() == answer.json()
    )


def test_records_go_after_a_day(guest: Api, article: Article) -> None:
    post(guest, article, "old")
    IdempotencyRecord.objects.update(created_at=timezone.now() - timedelta(hours=25))
    post(guest, article, "new")
    assert purge_idempotency_records() == 1
    assert post(guest, article, "old").status_code == 201
    assert Comment.objects.count() == 3

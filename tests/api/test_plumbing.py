"""What every answer has in common: problems, ids, limits, CORS, health, logs."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.urls import get_resolver

from articles.models import Article
from newsapi.api import context
from newsapi.api.logs import Formatter, redact
from tests.client import Api

MEMBERS = {"type", "title", "status", "detail", "code", "request_id"}


def problem_of(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) >= MEMBERS
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["request_id"] == answer.headers["X-Request-ID"]
    return dict(problem)


def test_every_error_has_one_shape(guest: Api, anonymous: Api, article: Article) -> None:
    path = f"/articles/{article.pk}/comments/"
    problem_of(anonymous.get("/nothing/"), 404, "not_found")
    problem_of(anonymous.get("/articles"), 404, "not_found")
    problem_of(anonymous.put(path, {}), 405, "method_not_allowed")
    problem_of(guest.post(path, raw=b"{"), 400, "malformed_json")
    problem_of(guest.post(path, raw=b"[]"), 400, "invalid_input")
    problem_of(
        guest.post(path, raw=b"a=1", content_type="text/plain"), 415, "unsupported_media_type"
    )
    problem_of(guest.post(path, {}), 400, "invalid_input")
    problem_of(anonymous.post(path, {"body": "x"}), 401, "not_authenticated")
    problem_of(Api("Bearer x").post(path, {"body": "x"}), 401, "invalid_token")
    assert anonymous.put(path, {}).headers["Allow"] == "GET, HEAD, POST"


def test_a_body_may_be_too_large(guest: Api, article: Article, settings: Any) -> None:
    settings.NEWSAPI_MAX_REQUEST_BYTES = 100
    answer = guest.post(f"/articles/{article.pk}/comments/", {"body": "x" * 200})
    assert problem_of(answer, 413, "body_too_large")["max_bytes"] == 100


def test_a_body_needs_a_length(guest: Api, article: Article) -> None:
    answer = guest.post(
        f"/articles/{article.pk}/comments/", {"body": "x"}, transfer_encoding="chunked"
    )
    problem_of(answer, 411, "length_required")


def test_what_breaks_is_a_problem_without_details(
    anonymous: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("comments.queries.threads.thread_page", broken)
    answer = anonymous.get(f"/articles/{article.pk}/comments/")
    assert "secret" not in json.dumps(problem_of(answer, 500, "internal_error"))


@pytest.mark.parametrize("path", ["/", "/api/v1/articles/"])
def test_a_database_that_cannot_answer_is_503_everywhere(
    anonymous: Api, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("articles.site.list_articles", broken)
    monkeypatch.setattr("articles.api.views.list_articles", broken)
    answer = anonymous.client.get(path)
    problem_of(answer, 503, "unavailable")
    assert answer.headers["Retry-After"] == "5"
    (line,) = [record for record in caplog.records if record.name == "newsapi.api.problems"]
    assert line.getMessage() == "database unavailable: the connection is lost"
    assert line.exc_info is None


def test_request_ids_are_echoed_or_made(anonymous: Api) -> None:
    assert anonymous.get("/articles/", x_request_id="my-id.1").headers["X-Request-ID"] == "my-id.1"
    for bad in ("", "x" * 129, "with space", "<script>"):
        made = anonymous.get("/articles/", x_request_id=bad).headers["X-Request-ID"]
        assert UUID(made).version == 7


def test_cors_is_for_the_configured_origins(anonymous: Api, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://news.example"]
    known = anonymous.get("/articles/", origin="https://news.example")
    assert known.headers["Access-Control-Allow-Origin"] == "https://news.example"
    assert "ETag" in known.headers["Access-Control-Expose-Headers"]
    unknown = anonymous.get("/articles/", origin="https://evil.example")
    assert "Access-Control-Allow-Origin" not in unknown.headers
    preflight = anonymous.call(
        "OPTIONS",
        "/articles/",
        origin="https://news.example",
        access_control_request_method="POST",
        access_control_request_headers="authorization,idempotency-key",
    )
    assert preflight.status_code == 200
    assert "idempotency-key" in preflight.headers["Access-Control-Allow-Headers"]


def test_forwarded_addresses_count_only_from_trusted_proxies(settings: Any) -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    from newsapi.api.middleware import ProxyMiddleware
    from newsapi.environment import networks

    def seen(remote: str) -> tuple[str, str]:
        found: list[Any] = []
        request = RequestFactory().get(
            "/",
            REMOTE_ADDR=remote,
            headers={"X-Forwarded-For": "6.6.6.6, 9.9.9.9, 10.0.0.2", "X-Forwarded-Proto": "https"},
        )
        ProxyMiddleware(lambda got: found.append(got) or HttpResponse())(request)  # type: ignore[func-returns-value]
        return found[0].META["REMOTE_ADDR"], found[0].scheme

    settings.TRUSTED_PROXIES = networks(["10.0.0.0/8"])
    assert seen("10.0.0.1") == ("9.9.9.9", "https")
    assert seen("8.8.8.8") == ("8.8.8.8", "http")


def test_health(anonymous: Api) -> None:
    live = anonymous.client.get("/healthz")
    ready = anonymous.client.get("/readyz")
    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json()["migrations"]) == (200, "ok")
    assert anonymous.client.get("/healthz", headers={"host": "10.1.2.3"}).status_code == 200


def test_readyz_says_when_the_worker_is_behind(
    anonymous: Api, guest: Api, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsapi.serving.ticks.TOO_MANY", 0)
    assert anonymous.client.get("/readyz").status_code == 200
    guest.post(f"/articles/{article.pk}/comments/", {"body": "x"})
    behind = anonymous.client.get("/readyz")
    assert (behind.status_code, behind.json()["behind"]) == (503, ["fold tallies"])
    assert behind.headers["Retry-After"]


def test_readyz_names_migrations_that_are_missing(anonymous: Api) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="comments").delete()
    answer = anonymous.client.get("/readyz")
    assert answer.status_code == 503
    assert any("comments" in name for name in answer.json()["migrations"])


def test_every_post_honours_idempotency_keys() -> None:
    views = [
        pattern.callback.view_class  # type: ignore[union-attr]
        for pattern in walk(get_resolver().url_patterns)
        if hasattr(pattern.callback, "view_class")
    ]
    posting = [
        view
        for view in views
        if view.__module__.startswith(("newsapi", "articles", "comments")) and hasattr(view, "post")
    ]
    assert len(posting) >= 5
    assert [view for view in posting if not getattr(view.post, "idempotent", False)] == []


def walk(patterns: Any) -> Any:
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns)
        else:
            yield pattern


# --- logs -----------------------------------------------------------------------------------------


def test_logs_are_json_with_the_request_id_and_nobodys_data() -> None:
    token = context.request_id.set("the-request")
    try:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "failed for %s from %s with Bearer %s",
            ("reader@example.org", "203.0.113.7", "ng_0123456789abcdef0123"), None,
        )  # fmt: skip
        line = json.loads(Formatter().format(record))
    finally:
        context.request_id.reset(token)
    assert line["request_id"] == "the-request"
    assert line["message"] == "failed for [email] from [ip] with Bearer [token]"
    assert (line["level"], line["logger"]) == ("ERROR", "x")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001:db8::8a2e:370:7334", "[ip]"),
        ("at 12:34:56 sharp", "at 12:34:56 sharp"),
        ("2026-11-22T17:16:27.049855+00:00", "2026-11-22T17:16:27.049855+00:00"),
        ("Key (email)=(a.b+c@news.example.org) exists", "Key (email)=([email]) exists"),
        ("Api-Key nk_abcdefghijklmnopqrst", "Api-Key [token]"),
        (
            "comment 01a20443-5c2c-75a2-85b3-ee68c8b51aa5",
            "comment 01a20443-5c2c-75a2-85b3-ee68c8b51aa5",
        ),
    ],
)
def test_redaction(text: str, expected: str) -> None:
    assert redact(text) == expected


def test_access_lines_have_no_query_and_no_address(
    anonymous: Api, caplog: pytest.LogCaptureFixture, article: Article
) -> None:
    with caplog.at_level(logging.INFO, logger="newsapi.access"):
        anonymous.get("/articles/?search=someone@example.org")
    (record,) = [record for record in caplog.records if record.name == "newsapi.access"]
    assert record.getMessage() == "GET /api/v1/articles/ 200"


def test_queries_of_the_article_list_do_not_grow(
    anonymous: Api, make_article: Callable[..., Article], django_assert_num_queries: Any
) -> None:
    for count in (1, 3):
        while Article.objects.count() < count:
            make_article()
        with django_assert_num_queries(2):
            assert len(anonymous.get("/articles/").json()["results"]) == count

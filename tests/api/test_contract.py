"""The document is true: answers of every operation, right and wrong, are what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError

from articles.models import Article
from comments.models import Comment
from comments.moderation.decisions import decide
from tests.client import Api
from tests.contract import JudgedApi, operations

MakeArticle = Callable[..., Article]
MakeComment = Callable[..., Comment]
MISSING = uuid4()
# What only a broken server answers, and what stands before every view; they have tests below.
APART = {411, 413, 500, 503}


@pytest.fixture
def judged() -> Callable[[Api], JudgedApi]:
    """Makes judging clients of others; all of one test write into one ``met``."""
    met: set[tuple[str, int]] = set()

    def make(other: Api) -> JudgedApi:
        api = JudgedApi(other.authorization, other._actor)
        api.met = met
        return api

    return make


@pytest.fixture
def people(
    judged: Callable[[Api], JudgedApi],
    anonymous: Api,
    make_guest: Callable[..., Api],
    moderator: Api,
    publisher: Api,
) -> dict[str, JudgedApi]:
    """Judging clients of everyone."""
    clients = {
        "nobody": anonymous,
        "guest": make_guest(),
        "other": make_guest(),
        "moderator": moderator,
        "server": publisher,
        "stranger": Api("Bearer ng_unknown"),
    }
    return {name: judged(client) for name, client in clients.items()}


def test_everything_is_as_documented(
    people: dict[str, JudgedApi], make_article: MakeArticle, make_comment: MakeComment
) -> None:
    meet_articles(people, make_article, make_comment)
    meet_threads(people, make_article(), make_comment)
    meet_comments(people, make_article, make_comment)
    meet_reports_and_decisions(people, make_article(), make_comment)
    meet_guests(people)
    documented = {
        (operation["operationId"], int(status))
        for _, _, operation in operations()
        for status in operation["responses"]
        if int(status) not in APART
    }
    # A bad Host header is all that these three can be told 400 for, and it has a test below.
    only_hosts = {(name, 400) for name in ("readArticle", "readContext", "readSchema")}
    only_hosts |= {(name, 400) for name in ("readComment", "readDecisions", "deleteComment")}
    # Two at once with one key; see tests/concurrency.
    in_progress = {("createGuest", 409)}
    # No guests at all; a test below.
    closed_to_guests = {("createGuest", 403)}
    # A path that no route takes; see test_plumbing.
    no_route = {("putArticle", 404)}
    met = next(iter(people.values())).met
    assert documented - met == only_hosts | in_progress | closed_to_guests | no_route


def meet_articles(
    people: dict[str, JudgedApi], make_article: MakeArticle, make_comment: MakeComment
) -> None:
    server, nobody, moderator = people["server"], people["nobody"], people["moderator"]
    told = {"title": "T", "url": "https://news.example/contract/", "image_url": None}
    first = server.post("/articles/", {**told, "external_id": "a/1"}, idempotency_key="k")
    one = f"/articles/{first.json()['id']}/"
    server.post("/articles/", {**told, "external_id": "a/1"}, idempotency_key="k")
    server.post("/articles/", {**told, "title": "Other"}, idempotency_key="k")
    server.post("/articles/", told)
    for query in (
        "limit=1&search=x",
        "section=",
        "cursor=x",
        "published_after=2026-01-01T00:00:00Z",
    ):
        nobody.get(f"/articles/?{query}")
    nobody.get("/articles/", if_none_match=nobody.get("/articles/").headers["ETag"])
    nobody.get(one, if_none_match=nobody.get(one).headers["ETag"])
    nobody.get(f"/articles/{MISSING}/")
    taken = make_article().url
    put = "/articles/by-external-id/b/2/"
    for body in (told, {**told, "url": "https://news.example/b/"}, {**told, "url": taken}, {}):
        server.put(put, body)
    server.put(put, {**told, "url": "https://news.example/b2/"})
    for body in ({"section": "World"}, {"url": taken}, {"tags": "x"}):
        server.patch(one, body)
    server.patch(f"/articles/{MISSING}/", {})
    make_comment(Article.objects.get(url=taken))
    for query in ("", "?force=true", "?force=maybe"):
        server.delete(f"/articles/{Article.objects.get(url=taken).pk}/{query}")
    server.delete(f"/articles/{MISSING}/")
    refuse(people, ("POST", "/articles/"), ("PUT", put), ("PATCH", one), ("DELETE", one))
    moderator.delete(one)


def refuse(people: dict[str, JudgedApi], *calls: tuple[str, str]) -> None:
    """Who is wrong, or sends what is wrong, is told so."""
    for method, path in calls:
        for name in ("nobody", "stranger", "guest"):
            people[name].call(method, path, {"title": "T", "url": "https://news.example/"})
        if method == "DELETE":
            continue
        for name in ("server", "moderator", "guest"):
            people[name].call(method, path, raw=b"{")
            people[name].call(method, path, raw=b"a=1", content_type="text/plain")


def meet_threads(people: dict[str, JudgedApi], article: Article, make_comment: MakeComment) -> None:
    nobody, guest = people["nobody"], people["guest"]
    root = make_comment(article, author=guest.actor)
    for _ in range(3):
        reply = make_comment(article, parent=root)
    make_comment(article)
    thread, replies = f"/articles/{article.pk}/comments/", f"/comments/{root.pk}/replies/"
    context = f"/comments/{reply.pk}/context/"
    for path in (thread, replies):
        for query in ("?limit=1&replies=1", "?depth=0", "?sort=oldest", "?limit=x", "?cursor=x"):
            nobody.get(path + query)
        page = nobody.get(f"{path}?limit=1")
        nobody.get(path, if_none_match=nobody.get(path).headers["ETag"])
        assert nobody.get(nobody.get(page.json()["next"]).json()["previous"]).status_code == 200
    nobody.get(context, if_none_match=nobody.get(context).headers["ETag"])
    for path in (f"/articles/{MISSING}/comments/", f"/articles/{MISSING}/viewer/"):
        nobody.get(path)
    for path in ("", "replies/", "context/"):
        nobody.get(f"/comments/{MISSING}/{path}")
    viewer = f"/articles/{article.pk}/viewer/?comments={root.pk},{reply.pk}"
    for name in ("nobody", "guest", "moderator", "server", "stranger"):
        people[name].get(viewer)
    nobody.get("/schema/", if_none_match=nobody.get("/schema/").headers["ETag"])
    guest.get(f"{viewer},x")


def meet_comments(
    people: dict[str, JudgedApi], make_article: MakeArticle, make_comment: MakeComment
) -> None:
    guest, other, server = people["guest"], people["other"], people["server"]
    article, held = make_article(), make_article(commenting_status="premoderated")
    post, hold = (f"/articles/{one.pk}/comments/" for one in (article, held))
    written = guest.post(post, {"body": "One"}, idempotency_key="k")
    guest.post(post, {"body": "Two"}, idempotency_key="k")
    own = f"/comments/{written.json()['id']}/"
    pending = guest.post(hold, {"body": "Held"}).json()["id"]
    guest.get(f"/articles/{held.pk}/viewer/")
    for body in ({"body": "Reply", "parent": str(MISSING)}, {"body": " "}, {"body": 5}):
        guest.post(post, body)
    guest.post(f"/articles/{MISSING}/comments/", {"body": "x"})
    guest.post(f"/articles/{make_article(commenting_status='closed').pk}/comments/", {"body": "x"})
    for client in people.values():
        client.get(own)
    people["nobody"].get(own, if_none_match=people["nobody"].get(own).headers["ETag"])
    for client in (guest, people["moderator"], other):
        client.get(f"/comments/{pending}/")
    for client in (people["nobody"], people["stranger"], other, server):
        client.patch(own, {"body": "Mine"})
        client.post(post, {"body": "x"})
        client.delete(own)
    for body in ({"body": "Edited"}, {}, {"body": ""}):
        guest.patch(own, body)
    guest.patch(f"/comments/{MISSING}/", {"body": "x"})
    refuse({**people, "server": guest, "moderator": guest}, ("PATCH", own), ("POST", post))
    decide_at_once(people, pending)
    guest.patch(f"/comments/{pending}/", {"body": "Again"})
    guest.delete(own)
    guest.delete(own)


def decide_at_once(people: dict[str, JudgedApi], comment_id: str) -> None:
    """Reject it, so that it is no more to be edited."""
    decide(
        comment_id=Comment.objects.get(pk=comment_id).pk,
        actor=people["moderator"].actor,
        action="reject",  # type: ignore[arg-type]  # an action's value
        reason="spam",
        version=None,
    )


def meet_reports_and_decisions(
    people: dict[str, JudgedApi], article: Article, make_comment: MakeComment
) -> None:
    guest, moderator = people["guest"], people["moderator"]
    comment = make_comment(article)
    report, decisions = (f"/comments/{comment.pk}/{what}/" for what in ("reports", "decisions"))
    for body in ({"reason": "spam"}, {"reason": "spam"}, {"reason": "other"}, {}):
        guest.post(report, body)
    guest.post(report, {"reason": "abuse"}, idempotency_key="k")
    guest.post(report, {"reason": "spam"}, idempotency_key="k")
    people["server"].post(report, {"reason": "spam"})
    guest.post(f"/comments/{MISSING}/reports/", {"reason": "spam"})
    given = {"action": "reject", "reason": "spam", "note": "Seen.", "revision": 1}
    for body in (given, given, {**given, "revision": 2}, {"action": "reject", "revision": 2}):
        moderator.post(decisions, body)
    moderator.post(decisions, {"action": "approve", "revision": 2}, idempotency_key="k")
    moderator.post(decisions, {"action": "reject", "revision": 2}, idempotency_key="k")
    moderator.post(f"/comments/{MISSING}/decisions/", {"action": "approve", "revision": 1})
    moderator.get(f"/comments/{MISSING}/decisions/")
    for name in ("moderator", "guest", "nobody", "stranger", "server"):
        people[name].get(decisions)
        people[name].post(decisions, {"action": "approve", "revision": 3})
        people[name].get(f"/comments/{comment.pk}/")
    refuse(people, ("POST", report), ("POST", decisions))


def meet_guests(people: dict[str, JudgedApi]) -> None:
    nobody = people["nobody"]
    for body in ({"name": "Ann", "email": "ann@reader.example"}, {"name": "Bo", "email": ""}, {}):
        nobody.post("/auth/guest/", body, idempotency_key="k")
    nobody.post("/auth/guest/", {"name": "Cy"})
    nobody.post("/auth/guest/", {"name": "\u202e"})
    nobody.post("/auth/guest/", raw=b"a=1", content_type="text/plain")


# --- what only a broken server answers, and what stands before every view ------------------------


def test_no_guests(judged: Callable[[Api], JudgedApi], anonymous: Api, settings: Any) -> None:
    settings.NEWSAPI_GUESTS = False
    assert judged(anonymous).post("/auth/guest/", {"name": "Ann"}).status_code == 403


@pytest.mark.parametrize(
    ("error", "status"), [(OperationalError("gone"), 503), (RuntimeError("x"), 500)]
)
def test_a_server_in_trouble(
    judged: Callable[[Api], JudgedApi],
    guest: Api,
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("articles.queries.Article.objects.annotate", broken)
    for path in (f"/articles/{article.pk}/", f"/articles/{article.pk}/comments/"):
        assert judged(guest).get(path).status_code == status
    answer = judged(guest).post(f"/articles/{article.pk}/comments/", {"body": "x"})
    assert answer.status_code == status


def test_lengths(
    judged: Callable[[Api], JudgedApi], guest: Api, article: Article, settings: Any
) -> None:
    settings.NEWSAPI_MAX_REQUEST_BYTES = 100
    api = judged(guest)
    changing = [
        (method, path.format(article_id=article.pk, comment_id=article.pk, external_id="x"))
        for method, path, _ in operations()
        if method != "GET"
    ]
    assert len(changing) >= 10
    for method, path in changing:
        assert api.call(method, path, {"body": "x" * 100}).status_code == 413
        assert api.call(method, path, {}, transfer_encoding="chunked").status_code == 411


def test_hosts(
    judged: Callable[[Api], JudgedApi], anonymous: Api, make_comment: MakeComment, article: Article
) -> None:
    comment = make_comment(article)
    for method, path, _ in operations():
        filled = path.format(article_id=article.pk, comment_id=comment.pk, external_id="x")
        answer = judged(anonymous).call(method, filled, {}, host="evil.example")
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")

"""Articles over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from articles.commenting import Commenting, effective
from articles.enums import CommentingStatus
from articles.models import Article
from comments.models import Comment, Decision
from comments.moderation.decisions import decide
from tests.client import Api

MakeArticle = Callable[..., Article]
FULL = {
    "external_id": "cms/42",
    "url": "https://News.example:443/a?b=1#top",
    "title": "Title",
    "subtitle": "Subtitle",
    "byline": "A desk",
    "section": "World",
    "tags": ["one", "two"],
    "language": "tr",
    "body": "Body",
    "image_url": "https://news.example/a.jpg",
    "published_at": "2026-01-02T03:04:05Z",
    "modified_at": "2026-01-02T05:04:05+02:00",
    "commenting": {"status": "premoderated", "reason": "Sensitive.", "closes_at": None},
}


def test_create_and_read(publisher: Api, anonymous: Api) -> None:
    created = publisher.post("/articles/", FULL)
    assert created.status_code == 201
    read = anonymous.get(created.headers["Location"].partition("testserver")[2])
    assert read.json() == created.json()
    assert read.json() == {
        **FULL,
        "id": created.json()["id"],
        "url": "https://news.example/a?b=1",
        "published_at": "2026-01-02T03:04:05.000Z",
        "modified_at": "2026-01-02T03:04:05.000Z",
        "created_at": created.json()["created_at"],
        "comment_count": 0,
    }


def test_title_and_url_are_enough(publisher: Api) -> None:
    answer = publisher.post("/articles/", {"url": "https://news.example/", "title": "T"}).json()
    assert (answer["external_id"], answer["tags"], answer["language"]) == (None, [], "en")
    assert answer["commenting"] == {"status": "open", "reason": "", "closes_at": None}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"title": "null \x00"}, "title"),
        ({"url": "news.example"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "https://user@news.example/"}, "url"),
        ({"url": "https://news.example/" + "x" * 2_000}, "url"),
        ({"url": "https://news.example:port/"}, "url"),
        ({"url": "https://[::1/"}, "url"),
        ({"image_url": "data:image/png;base64,xx"}, "image_url"),
        ({"language": "english!"}, "language"),
        ({"tags": ["x"] * 51}, "tags"),
        ({"published_at": "yesterday"}, "published_at"),
        ({"commenting": {"status": "maybe"}}, "commenting.status"),
    ],
)
def test_what_is_not_accepted(publisher: Api, change: dict[str, Any], field: str) -> None:
    answer = publisher.post("/articles/", {**FULL, **change})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert Article.objects.count() == 0


@pytest.mark.parametrize("taken", ["external_id", "url"])
def test_what_exists_is_named(publisher: Api, taken: str) -> None:
    first = publisher.post("/articles/", FULL).json()
    other = {"external_id": "other", "url": "https://news.example/other", "title": "T"}
    answer = publisher.post("/articles/", {**other, taken: FULL[taken]})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_exists")
    assert answer.json()["id"] == first["id"]


def test_put_creates_then_replaces(publisher: Api) -> None:
    path = "/articles/by-external-id/cms/42/"
    body = {name: value for name, value in FULL.items() if name != "external_id"}
    first = publisher.put(path, body)
    assert (first.status_code, first.json()["external_id"]) == (201, "cms/42")
    again = publisher.put(path, body)
    assert (again.status_code, again.json()) == (200, first.json())
    bare = publisher.put(path, {"url": FULL["url"], "title": "New"}).json()
    assert (bare["id"], bare["title"], bare["subtitle"]) == (first.json()["id"], "New", "")
    assert bare["tags"] == []
    assert bare["commenting"] == FULL["commenting"]  # a moderator's word outlives a correction
    reopened = {"url": FULL["url"], "title": "New", "commenting": {"status": "open"}}
    assert publisher.put(path, reopened).json()["commenting"]["reason"] == ""


def test_put_does_not_take_another_articles_url(publisher: Api, article: Article) -> None:
    answer = publisher.put("/articles/by-external-id/x/", {"url": article.url, "title": "T"})
    assert (answer.status_code, answer.json()["id"]) == (409, str(article.pk))


def test_patch_changes_only_what_is_sent(publisher: Api) -> None:
    article = publisher.post("/articles/", FULL).json()
    changed = publisher.patch(f"/articles/{article['id']}/", {"commenting": {"status": "closed"}})
    assert changed.status_code == 200
    commenting = {**article["commenting"], "status": "closed"}
    assert changed.json() == {**article, "commenting": commenting}


def test_who_may_write(guest: Api, anonymous: Api, moderator: Api, article: Article) -> None:
    path = f"/articles/{article.pk}/"
    for method, target, body in (
        ("POST", "/articles/", FULL),
        ("PUT", "/articles/by-external-id/x/", FULL),
        ("PATCH", path, {"title": "T"}),
        ("DELETE", path, None),
    ):
        assert anonymous.call(method, target, body).status_code == 401
        assert guest.call(method, target, body).status_code == 403
    assert moderator.patch(path, {"title": "T"}).status_code == 200


def test_delete(publisher: Api, moderator: Api, article: Article, make_comment: Any) -> None:
    comment = make_comment(article)
    make_comment(article, parent=comment)
    decide(comment_id=comment.pk, actor=moderator.actor, action="approve", version=1)
    path = f"/articles/{article.pk}/"
    assert publisher.delete(path).json()["code"] == "has_comments"
    assert publisher.delete(f"{path}?force=true").status_code == 403
    assert moderator.delete(f"{path}?force=true").status_code == 204
    assert moderator.get(path).status_code == 404
    assert Comment.objects.count() == 0
    assert Decision.objects.filter(comment_id=comment.pk).count() == 1


def test_filters(publisher: Api, anonymous: Api) -> None:
    publisher.post("/articles/", FULL)
    other = {"url": "https://news.example/2", "title": "Second", "section": "Sport"}
    publisher.post("/articles/", {**other, "published_at": "2026-02-01T00:00:00Z"})

    def titles(query: str) -> list[str]:
        return [entry["title"] for entry in anonymous.get(f"/articles/?{query}").json()["results"]]

    assert titles("") == ["Second", "Title"]
    assert titles("section=World") == ["Title"]
    assert titles("external_id=cms/42") == ["Title"]
    assert titles("url=https://NEWS.example/a%3Fb=1%23part") == ["Title"]
    assert titles("published_after=2026-01-15T00:00:00Z") == ["Second"]
    assert titles("published_before=2026-01-15T00:00:00Z") == ["Title"]
    assert titles("search=second") == ["Second"]
    assert titles("search=nothing") == []


@pytest.mark.parametrize(
    ("language", "title", "query", "found"),
    [
        ("en", "Farmers running out of water", "farmer run", True),
        ("en", "Farmers running out of water", '"running out"', True),
        ("en", "Farmers running out of water", "farmers -water", False),
        ("en-GB", "Bridges", "bridge", True),
        ("tr", "Çiftçiler sulama için bekliyor", "çiftçi", True),
        ("tr", "ÇİFTÇİLER SULAMA İÇİN BEKLİYOR", "sulama", True),
        ("ja", "newsroom words", "newsroom", True),
        ("ja", "newsroom words", "newsrooms", False),
    ],
)
def test_search_knows_the_articles_language(
    anonymous: Api, make_article: MakeArticle, language: str, title: str, query: str, found: bool
) -> None:
    make_article(title=title, language=language)
    results = anonymous.get(f"/articles/?search={query}").json()["results"]
    assert bool(results) is found


def test_lists_are_walked_by_cursor(anonymous: Api, make_article: MakeArticle) -> None:
    for number in range(5):
        published_at = datetime(2026, 1, 1, tzinfo=UTC) if number < 3 else None
        make_article(published_at=published_at)
    met: list[str] = []
    url = "/articles/?limit=2"
    while url:
        page = anonymous.get(url).json()
        met += [entry["id"] for entry in page["results"]]
        url = page["next"]
    assert len(met) == len(set(met)) == 5
    assert anonymous.get(page["previous"]).json()["results"][-1]["id"] == met[3]


@pytest.mark.parametrize(
    ("own", "section", "site", "expected"),
    [
        ("open", "open", "open", "open"),
        ("open", "premoderated", "open", "premoderated"),
        ("closed", "open", "premoderated", "closed"),
        ("premoderated", "closed", "open", "closed"),
    ],
)
def test_the_strictest_holds(own: str, section: str, site: str, expected: str) -> None:
    found = effective(
        Commenting(CommentingStatus(own)),
        section=CommentingStatus(section),
        site=CommentingStatus(site),
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert found.status == expected


def test_commenting_closes_by_itself_on_read_and_on_write(
    guest: Api, make_article: MakeArticle
) -> None:
    soon, passed = (timezone.now() + timedelta(minutes=way) for way in (5, -5))
    still_open = make_article(commenting_closes_at=soon)
    closed = make_article(commenting_closes_at=passed, commenting_reason="After two weeks.")
    assert guest.get(f"/articles/{still_open.pk}/").json()["commenting"]["status"] == "open"
    assert guest.get(f"/articles/{closed.pk}/").json()["commenting"]["status"] == "closed"
    assert guest.post(f"/articles/{still_open.pk}/comments/", {"body": "x"}).status_code == 201
    answer = guest.post(f"/articles/{closed.pk}/comments/", {"body": "x"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "After two weeks.")
    thread = guest.get(f"/articles/{closed.pk}/comments/").json()
    assert thread["article"]["commenting"]["status"] == "closed"


# --- the page that started the project ------------------------------------------------------------

TURKISH_MONTHS = ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos",
                  "Eylül", "Ekim", "Kasım", "Aralık"]  # fmt: skip


def parse_page(text: str) -> dict[str, Any]:
    """The article out of a news page as a reader sees it."""
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    title, subtitle = blocks[0], blocks[1]
    body_start = blocks.index(title, 1) + 2  # after the second headline and the byline
    last = next(block for block in blocks if block.startswith("Last Mod:"))
    day, month, year, clock = (
        last.splitlines()[0].removeprefix("Last Mod:").replace(",", "").split()
    )
    date = f"{year}-{TURKISH_MONTHS.index(month) + 1:02}-{int(day):02}T{clock}:00+02:00"
    return {
        "title": title,
        "subtitle": subtitle,
        "byline": blocks[body_start - 1],
        "body": "\n\n".join(blocks[body_start : blocks.index(last)]),
        "modified_at": date,
        "language": "en",
        "section": "World",
        "url": "https://worldbulletin.example/2016/01/22/",
    }


def test_the_page_that_started_the_project(publisher: Api, anonymous: Api, corpus: Path) -> None:
    (page,) = (corpus / "articles").glob("world-bulletin-*.txt")
    told = parse_page(page.read_text())
    answer = publisher.post("/articles/", told)
    assert answer.status_code == 201
    article = answer.json()
    assert {name: article[name] for name in told if name != "modified_at"} == {
        name: value for name, value in told.items() if name != "modified_at"
    }
    assert article["modified_at"] == "2016-01-22T07:42:00.000Z"
    assert article["byline"] == "World Bulletin / News Desk"
    shown = anonymous.client.get(f"/articles/{article['id']}/").content.decode()
    assert "seriously dent" in shown
    assert "Perfect chaos" in shown
    assert "Add Comment" not in article["body"]

"""Hostile input from the corpus: no answer is a 5xx, and nothing of it acts in a page."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from lxml import html as parser

from articles.models import Article
from comments.limits import accepted_text
from newsapi.accounts.api.serializers import GuestInput
from newsapi.accounts.names import clean_name
from newsapi.errors import InvalidInput
from tests.client import Api
from tests.inert import dangerous_attributes, dangers

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="session")
def strings(corpus: Path) -> list[str]:
    """Every naughty string and every script injection, once."""
    naughty = json.loads((corpus / "text" / "blns.json").read_text())
    injections = (corpus / "text" / "xss-payload-list.txt").read_text(errors="replace")
    found = list(dict.fromkeys([*naughty, *injections.split("\n")]))
    assert len(found) > 6_000
    return found


def batches(strings: Iterable[str], size: int) -> Iterator[str]:
    """The strings, cut to the size and joined up to it."""
    held: list[str] = []
    for text in (text[:size] for text in strings):
        if sum(map(len, held)) + len(held) + len(text) > size:
            yield " ".join(held)
            held = []
        held.append(text)
    yield " ".join(held)


def test_json_bodies(
    corpus: Path, guest: Api, anonymous: Api, publisher: Api, article: Article
) -> None:
    calls = [
        (guest, "POST", f"/articles/{article.pk}/comments/"),
        (anonymous, "POST", "/auth/guest/"),
        (publisher, "POST", "/articles/"),
        (publisher, "PATCH", f"/articles/{article.pk}/"),
    ]
    files = sorted((corpus / "http").glob("*.json"))
    assert len(files) > 300
    for file in files:
        for api, method, path in calls:
            answer = api.call(method, path, raw=file.read_bytes())
            kind, code = file.name[0], answer.json().get("code")
            assert answer.status_code < 500, (file.name, path)
            assert not (kind == "y" and code == "malformed_json"), (file.name, path)
            if kind == "n" and file.stat().st_size:  # no body at all is an empty object
                assert (answer.status_code, code) == (400, "malformed_json"), (file.name, path)


def test_every_string_as_a_comment_renders_inert(strings: list[str]) -> None:
    shown = 0
    for text in strings:
        try:
            _, rendered = accepted_text(text)
        except InvalidInput:
            continue
        assert dangers(rendered) == [], text
        shown += 1
    assert shown > 6_000


def test_comments(guest: Api, anonymous: Api, article: Article, strings: list[str]) -> None:
    path = f"/articles/{article.pk}/comments/"
    for text in batches(strings, 5_000):
        assert guest.post(path, {"body": text}).status_code == 201, text
    naughty = 0
    for text in strings[:515]:
        answer = guest.post(path, {"body": text})
        assert answer.status_code in (201, 400), text
        naughty += answer.status_code == 201
    assert naughty > 450
    url, seen = path, 0
    while url:
        page = anonymous.get(url).json()
        for comment in page["results"]:
            assert dangers(comment["body_html"]) == [], comment["body"]
            seen += 1
        url = page["next"]
    assert seen > 500


def test_names(anonymous: Api, strings: list[str]) -> None:
    clean = [text for text in strings if GuestInput(data={"name": text}).is_valid()]
    assert len(clean) > 2_500
    for text in [*clean[::5], *strings[:515]]:
        answer = anonymous.post("/auth/guest/", {"name": text})
        assert answer.status_code == (201 if text in clean else 400), text
        if text not in clean:
            continue
        name = answer.json()["user"]["name"]
        assert name == clean_name(text)


def test_query_parameters(anonymous: Api, article: Article, strings: list[str]) -> None:
    names = ("url", "published_after", "limit", "sort", "depth", "cursor")
    paths = ("/articles/", f"/articles/{article.pk}/comments/")
    for number, text in enumerate(strings):
        query = urlencode(dict.fromkeys(names, text[:500]))
        path = paths[number % 2]
        assert anonymous.get(f"{path}?{query}").status_code == 400, (path, text)
    for text in strings[::20]:
        query = urlencode({"comments": text})
        answer = anonymous.get(f"/articles/{article.pk}/viewer/?{query}")
        assert answer.status_code == 400, text


def test_searches(anonymous: Api, article: Article, strings: list[str]) -> None:
    for text in strings[::15]:
        query = urlencode({"search": text[:200], "section": text[:100], "external_id": text[:255]})
        answer = anonymous.get(f"/articles/?{query}")
        assert answer.status_code in (200, 400), text
    # The others by what could choke on them, all in one statement.
    texts = [text for text in strings if "\x00" not in text]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(websearch_to_tsquery('english', t)) FROM unnest(%s::text[]) t", [texts]
        )
        assert cursor.fetchone() == (len(texts),)


def test_titles_are_shown_inert(
    publisher: Api, anonymous: Api, article: Article, strings: list[str]
) -> None:
    path = f"/articles/{article.pk}/"
    told: list[str] = []
    for text in batches((text for text in strings if "\x00" not in text), 500):
        change = {"title": text, "subtitle": text, "byline": text[:300], "body": text}
        answer = publisher.patch(path, change)
        assert answer.status_code in (200, 400), text
        if answer.status_code == 200:
            assert answer.json()["title"] == text.strip()
            check_page(anonymous.client.get(path).content.decode(), text)
            told.append(text)
    assert len(told) > 800


def check_page(page: str, title: str) -> None:
    """Only what our template has may act, and the title is there as text."""
    assert f"<h1>{html.escape(title.strip()).replace('&#x27;', '&#39;')}</h1>" in page.replace(
        "&#x27;", "&#39;"
    )
    root = parser.document_fromstring(page)
    scripts = [script.get("src") for script in root.iter("script")]
    assert scripts == ["/embed/v1/newsapi-comments.js"]
    own = {"svg", "iframe", "object", "embed", "style", "form", "base"}
    assert [element.tag for element in root.iter() if element.tag in own] == []
    for element in root.iter():
        if isinstance(element.tag, str):
            assert dangerous_attributes(element) == [], title


def test_the_front_page_shows_titles_inert(
    make_article: Callable[..., Article], anonymous: Api, strings: list[str]
) -> None:
    for number, text in enumerate(strings[::40]):
        if text.strip() and "\x00" not in text:
            make_article(title=text[:500], subtitle=text[:500], section=text[:100])
        if number % 20 == 19:
            check_front_page(anonymous.client.get("/").content.decode())


def check_front_page(page: str) -> None:
    root = parser.document_fromstring(page)
    assert [script.get("src") for script in root.iter("script")] == []
    for element in root.iter():
        if isinstance(element.tag, str):
            assert dangerous_attributes(element) == []
            assert element.tag not in ("svg", "iframe", "img", "style", "form", "object")


def test_headers(anonymous: Api, guest: Api, article: Article, strings: list[str]) -> None:
    """Those that may stand in a header at all."""
    sendable = [text for text in strings[::8] if text.isascii() and text.isprintable()]
    assert len(sendable) > 700
    headers: tuple[str, ...] = ("x_request_id", "if_none_match", "accept", "authorization")
    for text in sendable:
        given: dict[str, Any] = dict.fromkeys(headers, text)
        answer = anonymous.get("/articles/?limit=x", **given)
        assert answer.status_code == 400, text
        answer = anonymous.get(f"/articles/{article.pk}/viewer/?comments=x", **given)
        assert answer.status_code in (400, 401), text
        answer = guest.post(f"/articles/{article.pk}/comments/", {}, idempotency_key=text)
        assert answer.status_code == 400, text

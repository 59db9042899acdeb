"""Articles and sections in the admin: commenting is set, through the services; the rest is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Section
from tests.client import Api
from tests.desk import sign_in

LIST = "/admin/articles/article/"
SECTIONS = "/admin/articles/section/"


@pytest.fixture
def desk(moderator: Api) -> Client:
    return sign_in(moderator)


def titles(response: Any) -> list[str]:
    return [article.title for article in response.context["cl"].result_list]


def test_articles_are_found_by_words_section_and_status(
    desk: Client, make_article: Callable[..., Article]
) -> None:
    make_article(title="Old bridges", section="Local", published_at="2020-01-01T00:00:00Z")
    make_article(title="A new bridge", section="World", commenting_status="closed")
    for query, expected in (
        ({}, ["A new bridge", "Old bridges"]),
        ({"q": "bridges"}, ["A new bridge", "Old bridges"]),  # stemmed
        ({"q": "bridge -old"}, ["A new bridge"]),
        ({"section": "Local"}, ["Old bridges"]),
        ({"commenting_status__exact": "closed"}, ["A new bridge"]),
        ({"section": "Local", "commenting_status__exact": "closed"}, []),
        ({"q": "\x00"}, None),
    ):
        response = desk.get(LIST, query)
        if expected is None:
            assert response.status_code == 302
        else:
            assert titles(response) == expected, query


def test_a_moderator_sets_commenting_and_nothing_else(
    desk: Client, make_article: Callable[..., Article]
) -> None:
    article = make_article(title="Before", body="text")
    address = f"{LIST}{article.pk}/change/"
    assert "Before" in desk.get(address).content.decode()
    sent = desk.post(
        address,
        {
            "commenting_status": "closed",
            "commenting_reason": "Enough said.",
            "commenting_closes_at": "2030-01-02T03:04",
            "title": "After",
            "body": "",
            "url": "https://evil.example/",
        },
    )
    assert (sent.status_code, sent["Location"]) == (302, LIST)
    article.refresh_from_db()
    assert (article.commenting_status, article.commenting_reason) == ("closed", "Enough said.")
    assert article.commenting_closes_at is not None
    assert article.commenting_closes_at.year == 2030
    assert (article.title, article.body) == ("Before", "text")


def test_articles_are_neither_added_nor_deleted(desk: Client, article: Article) -> None:
    assert desk.post(f"{LIST}add/", {"title": "x"}).status_code == 403
    assert desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Article.objects.count() == 1


def test_a_section_is_set_and_keeps_its_name(desk: Client) -> None:
    desk.post(f"{SECTIONS}add/", {"name": "Opinion", "commenting_status": "premoderated"})
    assert Section.objects.get().commenting_status == "premoderated"
    desk.post(f"{SECTIONS}Opinion/change/", {"name": "Other", "commenting_status": "closed"})
    assert list(Section.objects.values_list("name", "commenting_status")) == [("Opinion", "closed")]
    assert desk.post(f"{SECTIONS}Opinion/delete/", {"post": "yes"}).status_code == 403
    assert desk.get(f"{SECTIONS}_00/change/").status_code == 302  # no such section, says Django


def test_a_bad_status_is_refused(desk: Client, article: Article) -> None:
    sent = desk.post(f"{LIST}{article.pk}/change/", {"commenting_status": "ajar"})
    assert sent.status_code == 200
    assert "Select a valid choice" in sent.content.decode()

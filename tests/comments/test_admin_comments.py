"""Comments, decisions and reports in the admin: for reading, without a scan; the log is final."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.enums import Action, ReportReason
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.services.reports import report_comment
from newsapi.accounts.models import User
from newsapi.desk import lists
from tests.client import Api
from tests.desk import sign_in, told

Make = Callable[..., Comment]
LIST = "/admin/comments/comment/"
LOGS = ("/admin/comments/decision/", "/admin/comments/report/")


@pytest.fixture
def desk(moderator: Api) -> Client:
    return sign_in(moderator)


def page_of(comment: Comment) -> str:
    return f"{LIST}{comment.pk}/change/"


def listed(response: Any) -> list[Any]:
    return [row.pk for row in response.context["cl"].result_list]


def statements(desk: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(address).status_code == 200
    return [entry["sql"] for entry in captured.captured_queries]


# --- The list -------------------------------------------------------------------------------------


def test_the_list_is_newest_first_and_pages_by_key(
    desk: Client, make_comment: Make, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.admin.comments.CommentAdmin.list_per_page", 2)
    made = [make_comment(article).pk for _ in range(5)][::-1]
    found, address = [], LIST
    while address:
        page = desk.get(address)
        found.append(listed(page))
        further = page.context["cl"].next_url
        address = LIST + further if further else ""
    assert found == [made[0:2], made[2:4], made[4:]]


@pytest.mark.parametrize("address", [LIST, *LOGS])
def test_lists_take_the_same_statements_for_any_number_and_count_nothing(
    desk: Client, make_comment: Make, article: Article, make_guest: Callable[..., Api], address: str
) -> None:
    def happen(number: int) -> None:
        for _ in range(number):
            comment = make_comment(article, author=make_guest().actor)
            report_comment(
                actor=make_guest().actor, comment_id=comment.pk, reason=ReportReason.SPAM
            )
            decide(
                comment_id=comment.pk,
                actor=make_guest().actor,
                action=Action.APPROVE,
                version=1,
            )

    happen(1)
    one = statements(desk, address)
    happen(60)  # more than a page
    many = statements(desk, address)
    assert len(one) == len(many) <= 7
    assert not [sql for sql in many if "COUNT(" in sql.upper()]
    assert not [sql for sql in many if "OFFSET" in sql]


def test_filters_that_no_index_serves_look_through_a_stretch(
    desk: Client,
    make_comment: Make,
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
    moderator: Api,
) -> None:
    monkeypatch.setattr(lists, "STRETCH", 3)
    oldest = make_comment(article)
    decide(
        comment_id=oldest.pk, actor=moderator.actor, action=Action.REJECT, reason="spam", version=1
    )
    for _ in range(4):
        make_comment(article)
    first = desk.get(LIST, {"status__exact": "rejected"})
    assert listed(first) == []
    second = desk.get(LIST + first.context["cl"].next_url)
    assert listed(second) == [oldest.pk]
    assert second.context["cl"].next_url is None


def test_queues_authors_and_articles_are_filters_that_join(
    desk: Client,
    make_comment: Make,
    make_article: Callable[..., Article],
    make_guest: Callable[..., Api],
    moderator: Api,
) -> None:
    here, there, ann = make_article(), make_article(), make_guest().actor
    by_ann, elsewhere = make_comment(here, author=ann), make_comment(there, author=ann)
    by_other = make_comment(here)
    decide(comment_id=by_ann.pk, actor=moderator.actor, action=Action.HOLD, version=1)
    for query, expected in (
        ({"author": ann.id}, [elsewhere, by_ann]),
        ({"article": here.pk}, [by_other, by_ann]),
        ({"queue": "pending"}, [by_ann]),
        ({"queue": "unmoderated"}, [by_other, elsewhere]),
        ({"author": ann.id, "article": here.pk}, [by_ann]),
        ({"author": ann.id, "queue": "unmoderated"}, [elsewhere]),
        ({"article": here.pk, "status__exact": "pending"}, [by_ann]),
    ):
        assert listed(desk.get(LIST, query)) == [comment.pk for comment in expected], query


@pytest.mark.parametrize(
    "query",
    [
        {"author": "x"}, {"article": "\x00"}, {"after": "x"}, {"status__exact": "\x00"},
        {"queue": "\x00"},
    ],
)  # fmt: skip
def test_a_bad_address_leads_back_to_the_list(desk: Client, query: dict[str, str]) -> None:
    response = desk.get(LIST, query)
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?e=1")
    assert desk.get(f"{LIST}?e=1").status_code == 200


def test_columns_cannot_be_searched_through_the_address(desk: Client) -> None:
    for query in ({"body__contains": "x"}, {"author__email": "x"}, {"author__password": "x"}):
        assert desk.get(LIST, query).status_code == 400
    unknown = desk.get(LIST, {"queue": "nonsense"})
    assert unknown.status_code == 200


def test_search_leads_to_what_was_meant(
    desk: Client, moderator: Api, guest: Api, make_comment: Make, article: Article
) -> None:
    comment = make_comment(article, author=moderator.actor)
    user = User.objects.get(pk=moderator.actor.id)
    for term, address in (
        (str(comment.pk), page_of(comment)),
        (f" {str(comment.pk).upper()} ", page_of(comment)),
        (str(article.pk), f"{LIST}?article={article.pk}"),
        (str(user.pk), f"{LIST}?author={user.pk}"),
        (str(user.email).upper(), f"{LIST}?author={user.pk}"),
    ):
        assert desk.get(LIST, {"q": term})["Location"] == address
    for term in ("nobody@example.org", "words", "01a20000-0000-7000-8000-000000000000"):
        answer = desk.get(LIST, {"q": term}, follow=True)
        assert term in told(answer)[0]
    assert desk.get(LIST, {"q": "a\x00@b"}, follow=True).status_code == 200

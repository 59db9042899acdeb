"""What the moderation queue's page shows, at what price, and that nothing on it comes alive."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from comments.admin.queue import shown as counted
from comments.enums import Action, Reason, ReportReason, Status
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.services.comments import edit_comment
from comments.services.reports import report_comment
from tests.client import Api
from tests.desk import QUEUE, shown, sign_in

Make = Callable[..., Comment]


@pytest.fixture
def desk(moderator: Api) -> Client:
    return sign_in(moderator)


def test_everything_one_must_know_to_decide_is_there(
    desk: Client,
    make_comment: Make,
    make_article: Callable[..., Article],
    make_guest: Callable[..., Api],
    moderator: Api,
) -> None:
    article = make_article(title="The bridge", section="Local", url="https://news.example/bridge/")
    parent = make_comment(article, author=make_guest("Ann").actor, body="Never **painted**.")
    author = make_guest("Bob").actor
    reply = make_comment(
        article, parent=parent, author=author, body="See [this](https://x.example/)."
    )
    edit_comment(actor=author, comment_id=reply.pk, body="See [that](https://y.example/).")
    report_comment(
        actor=make_guest().actor, comment_id=reply.pk, reason=ReportReason.SPAM, details="Sells."
    )
    decide(
        comment_id=reply.pk, actor=moderator.actor, action=Action.HOLD, note="Look twice", version=2
    )
    page = desk.get(QUEUE, {"queue": "pending"}).content.decode()
    for expected in (
        "Bob", "guest", "0 visible", "1 pending", "0 rejected",
        "Never painted.", "In reply to", "Ann",
        "The bridge", f"https://news.example/bridge/#comment-{reply.pk}", "Local",
        f"Held by {moderator.actor.name}", "Your comment waits for a moderator", "Look twice",
        "<strong>Spam</strong>: Sells.",
        "edited", "just now", "https://y.example/", "<u>that</u>",
    ):  # fmt: skip
        assert expected in page, expected
    assert f'<time datetime="{reply.created_at:%Y-%m-%dT%H:%M:%S}' in page


def test_a_hostile_body_is_inert(
    desk: Client,
    make_comment: Make,
    make_article: Callable[..., Article],
    make_guest: Callable[..., Api],
) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    article = make_article(title=hostile, section="<b>s")
    comment = make_comment(
        article,
        author=make_guest("<i>Eve</i>").actor,
        body=f'# {hostile}\n\n[a](javascript:alert(3)) [b](https://x.example/?"><script>)',
    )
    for page in (
        desk.get(QUEUE),
        desk.post(QUEUE, {"comment": f"{comment.pk}:1", "action": "hold"}, follow=True),
        desk.post(QUEUE, {"comment": f"{comment.pk}:1", "action": "approve"}, follow=True),
        desk.get(f"/admin/comments/comment/{comment.pk}/change/"),
        desk.get("/admin/comments/comment/"),
    ):
        text = page.content.decode()
        for tag in ("<script>", "<img src=x", "<i>Eve", "<b>s", 'href="javascript'):
            assert tag not in text
    assert "&lt;i&gt;Eve" in text


def test_counts_and_pages(
    desk: Client, make_comment: Make, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.admin.queue.PAGE_SIZE", 2)
    made = [str(make_comment(article).pk) for _ in range(5)]
    found, address = [], QUEUE
    while address:
        page = desk.get(address)
        assert page.context["tabs"][3].count == "5"
        found.append(shown(page))
        address = page.context["next_url"]
    assert found == [made[0:2], made[2:4], made[4:]]


def test_everything_on_the_page_is_selected_without_scripts(
    desk: Client, make_comment: Make, article: Article
) -> None:
    for _ in range(3):
        make_comment(article)
    page = desk.get(desk.get(QUEUE).context["all_url"])
    assert page.content.decode().count(" checked") == 3
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.PUBLISHED}


def test_a_thousand_and_one_is_a_thousand_and_more() -> None:
    assert [counted(n) for n in (0, 1_000, 1_001)] == ["0", "1,000", "1,000+"]


def statements(desk: Client, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(address).status_code == 200
    return [entry["sql"] for entry in captured.captured_queries]


def test_the_page_takes_the_same_statements_for_one_and_for_three(
    desk: Client,
    make_comment: Make,
    make_article: Callable[..., Article],
    make_guest: Callable[..., Api],
) -> None:
    def wait() -> None:
        article = make_article(section="News")
        parent = make_comment(article, author=make_guest().actor)
        reply = make_comment(article, parent=parent, author=make_guest().actor)
        report_comment(actor=make_guest().actor, comment_id=reply.pk, reason=ReportReason.SPAM)

    wait()
    one = statements(desk, f"{QUEUE}?section=News")
    wait()
    wait()
    three = statements(desk, f"{QUEUE}?section=News")
    assert len(one) == len(three) <= 12
    counted = [sql for sql in three if "count(" in sql.lower() and "comments_comment" in sql]
    assert all("LIMIT" in sql for sql in counted)


def test_every_reason_is_offered(desk: Client, make_comment: Make, article: Article) -> None:
    make_comment(article)
    page = desk.get(QUEUE).content.decode()
    assert all(page.count(f'<option value="{reason}">') == 2 for reason in Reason)

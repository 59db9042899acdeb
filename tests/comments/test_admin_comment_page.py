"""One comment's page in the admin: all that is known of it, and decisions on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments.enums import Action, ReportReason, Status
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.services.comments import delete_comment, edit_comment
from comments.services.reports import report_comment
from newsapi.accounts.models import User
from newsapi.accounts.services.people import create_guest
from tests.client import Api
from tests.desk import sign_in, told

Make = Callable[..., Comment]
LIST = "/admin/comments/comment/"


@pytest.fixture
def desk(moderator: Api) -> Client:
    return sign_in(moderator)


def page_of(comment: Comment) -> str:
    return f"{LIST}{comment.pk}/change/"


def test_a_comments_page_has_its_texts_decisions_and_reports(
    desk: Client,
    make_comment: Make,
    article: Article,
    make_guest: Callable[..., Api],
    moderator: Api,
) -> None:
    author = make_guest("Bob").actor
    comment = make_comment(article, author=author, body="first *text*")
    report_comment(
        actor=make_guest().actor,
        comment_id=comment.pk,
        reason=ReportReason.OTHER,
        details="look here",
    )
    edit_comment(actor=author, comment_id=comment.pk, body="second text")
    decide(
        comment_id=comment.pk,
        actor=moderator.actor,
        action=Action.REJECT,
        reason="abuse",
        note="again",
        version=2,
    )
    page = desk.get(page_of(comment)).content.decode()
    for expected in ("first *text*", "second text", "look here", "Upheld", "again", "it insults"):
        assert expected in page
    assert [word for word in ("restore", "hold", "approve") if f'value="{word}"' in page] == [
        "restore",
        "hold",
    ]


def test_decisions_are_taken_on_a_comments_page_too(
    desk: Client, make_comment: Make, article: Article
) -> None:
    comment = make_comment(article)
    address = page_of(comment)

    def send(version: int, **data: str) -> Any:
        return desk.post(address, {"comment": f"{comment.pk}:{version}", **data}, follow=True)

    refused = send(1, action="reject")
    assert (refused.status_code, "choose a reason" in told(refused)[0]) == (422, True)
    assert told(send(1, action="reject", reason="spam", note="n")) == [
        "Rejected 1 comment. Look at it again"
    ]
    assert told(send(2, action="restore")) == ["Restored 1 comment. Look at it again"]
    assert told(send(3, action="feature")) == ["Featured 1 comment. Look at it again"]
    assert "Already featured by" in told(send(3, action="pin"))[0]
    comment.refresh_from_db()
    assert (comment.status, comment.featured, comment.pinned) == (Status.APPROVED, True, False)


def test_a_deleted_comment_offers_nothing(
    desk: Client, make_comment: Make, article: Article, guest: Api
) -> None:
    comment = make_comment(article)
    delete_comment(actor=guest.actor, comment_id=comment.pk)
    page = desk.get(page_of(comment)).content.decode()
    assert "deleted by its author" in page
    assert 'name="action"' not in page


@pytest.mark.parametrize("object_id", ["x", "_00", "01a20000-0000-7000-8000-000000000000", "a/b"])
def test_there_is_no_such_comment(desk: Client, object_id: str) -> None:
    assert desk.get(f"{LIST}{object_id}/change/").status_code == 404


def test_only_administrators_see_an_e_mail_address(
    moderator: Api, make_moderator: Callable[..., Api], make_comment: Make, article: Article
) -> None:
    comment = make_comment(article, author=moderator.actor)
    guest, _ = create_guest(name="G", email="typed@example.org")
    email = User.objects.get(pk=moderator.actor.id).email
    assert email is not None
    plain, administrator = sign_in(moderator), sign_in(make_moderator(administrator=True))
    for address in (page_of(comment), LIST, "/admin/comments/queue/", "/admin/"):
        assert email not in plain.get(address).content.decode()
    assert email in administrator.get(page_of(comment)).content.decode()
    people = administrator.get("/admin/accounts/user/").content.decode()
    assert "typed@example.org" not in people
    assert guest.name in people

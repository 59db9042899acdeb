"""The moderation queue in the admin: who gets in, every button, many at once, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Article
from comments.enums import Action, Status
from comments.models import Comment, Decision
from comments.moderation.decisions import decide
from comments.services.comments import edit_comment
from tests.client import Api
from tests.desk import QUEUE, shown, sign_in, told

Make = Callable[..., Comment]
CHANGED = "Its author has changed or deleted it since you saw it. Read it again."
NO_ID = "01a20000-0000-7000-8000-000000000000"


@pytest.fixture
def desk(moderator: Api) -> Client:
    return sign_in(moderator)


def token(comment: Comment) -> str:
    return f"{comment.pk}:{comment.version}"


def send(desk: Client, *comments: Comment | str, address: str = QUEUE, **data: str) -> Any:
    tokens = [entry if isinstance(entry, str) else token(entry) for entry in comments]
    return desk.post(address, {"comment": tokens, **data}, follow=True)


def status_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


# --- Who gets in ---------------------------------------------------------------------------------


def test_nobody_and_plain_people_are_sent_to_sign_in(
    client: Client, guest: Api, make_comment: Make, article: Article
) -> None:
    comment = make_comment(article)
    for visitor in (client, sign_in(guest)):
        for response in (
            visitor.get(QUEUE),
            visitor.post(QUEUE, {"comment": token(comment), "action": "approve"}),
        ):
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/?next=")
    assert status_of(comment) == Status.PUBLISHED


def test_moderators_and_administrators_find_it_first(
    moderator: Api, make_moderator: Callable[..., Api], make_comment: Make, article: Article
) -> None:
    make_comment(article)
    for person in (moderator, make_moderator(administrator=True)):
        page = sign_in(person).get("/admin/")
        text = page.content.decode()
        assert page.context["app_list"][0]["models"][0]["admin_url"] == QUEUE
        assert [figure.value for figure in page.context["panels"][0]["figures"]] == ["0", "0", "1"]
        assert f'href="{QUEUE}?queue=unmoderated"' in text


def test_a_form_without_the_csrf_token_is_refused(
    moderator: Api, make_comment: Make, article: Article
) -> None:
    comment = make_comment(article)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(sign_in(moderator).get(QUEUE).context["user"])
    sent = strict.post(QUEUE, {"comment": token(comment), "action": "approve"})
    assert sent.status_code == 403
    assert status_of(comment) == Status.PUBLISHED


def test_reading_changes_nothing(desk: Client, make_comment: Make, article: Article) -> None:
    comment = make_comment(article)
    desk.get(QUEUE, {"comment": token(comment), "action": "reject", "reason": "spam"})
    assert status_of(comment) == Status.PUBLISHED
    assert desk.put(QUEUE).status_code == 405


# --- Deciding ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "reason", "after", "word"),
    [
        ("approve", "", Status.APPROVED, "Approved"),
        ("reject", "spam", Status.REJECTED, "Rejected"),
        ("hold", "", Status.PENDING, "Held"),
    ],
)
def test_each_button(
    desk: Client,
    moderator: Api,
    make_comment: Make,
    article: Article,
    action: str,
    reason: str,
    after: str,
    word: str,
) -> None:
    comment = make_comment(article)
    response = send(desk, comment, action=action, reason=reason)
    assert told(response) == [f"{word} 1 comment. Look at it again"]
    assert status_of(comment) == after
    decision = Decision.objects.get(comment=comment)
    assert (decision.action, decision.reason) == (action, reason)
    assert (decision.actor_id, decision.actor_name) == (moderator.actor.id, moderator.actor.name)


def test_a_decision_comes_back_to_the_same_place(
    desk: Client, make_comment: Make, make_article: Callable[..., Article]
) -> None:
    article = make_article(section="Arts & Letters")
    first, second, third = (make_comment(article) for _ in range(3))
    address = f"{QUEUE}?queue=unmoderated&section=Arts+%26+Letters&article={article.pk}"
    sent = desk.post(address, {"comment": token(second), "then": token(third), "action": "approve"})
    assert sent.status_code == 302
    assert sent["Location"] == f"{address}#c-{third.pk}"
    assert shown(desk.get(address)) == [str(first.pk), str(third.pk)]


def test_rejecting_needs_a_reason(desk: Client, make_comment: Make, article: Article) -> None:
    comment, other = make_comment(article), make_comment(article)
    alone = send(desk, comment, action="reject", reason="")
    assert alone.status_code == 422
    assert "choose a reason" in told(alone)[0]
    assert alone.content.decode().count('aria-invalid="true"') == 1
    assert " checked" not in alone.content.decode()
    many = send(desk, comment, many="1", action="reject", reason="")
    assert many.status_code == 422
    assert many.content.decode().count(" checked") == 1  # what was selected still is
    assert {status_of(comment), status_of(other)} == {Status.PUBLISHED}


def test_many_at_once_are_decided_one_by_one_and_each_failure_is_told(
    desk: Client,
    make_comment: Make,
    make_moderator: Callable[..., Api],
    make_guest: Callable[..., Api],
    article: Article,
) -> None:
    author = make_guest("Wren").actor
    fine, also_fine = make_comment(article), make_comment(article)
    taken, edited, already = (make_comment(article, author=author, body=f"word {i}") for i in "abc")
    ann = make_moderator("Ann").actor
    decide(comment_id=taken.pk, actor=ann, action=Action.APPROVE, version=1)
    edit_comment(actor=author, comment_id=edited.pk, body="other words")
    decide(comment_id=already.pk, actor=ann, action=Action.REJECT, reason="spam", version=1)
    already.refresh_from_db()
    response = send(
        desk, fine, also_fine, taken, edited, already, NO_ID + ":1", "garbage",
        many="1", action="reject", reason="abuse",
    )  # fmt: skip
    assert told(response) == [
        "1 of the selected entries could not be read.",
        "Rejected 2 comments.",
        "Not decided: Wren, “word a”. Already approved by Ann just now.",
        f"Not decided: Wren, “other words”. {CHANGED}",
        "Not decided: Wren, “word c”. A comment that is rejected cannot take “reject”.",
        f"Not decided: a comment ({NO_ID}). It is no longer there.",
    ]
    assert [status_of(c) for c in (fine, also_fine)] == [Status.REJECTED, Status.REJECTED]
    assert [status_of(c) for c in (taken, edited)] == [Status.APPROVED, Status.PUBLISHED]


def test_two_moderators_with_the_same_page(
    make_moderator: Callable[..., Api], make_comment: Make, article: Article
) -> None:
    comment = make_comment(article)
    ann, bob = sign_in(make_moderator("Ann")), sign_in(make_moderator("Bob"))
    pages = [person.get(QUEUE).content.decode() for person in (ann, bob)]
    assert all(token(comment) in page for page in pages)
    send(ann, comment, action="approve")
    late = send(bob, comment, action="reject", reason="spam")
    assert "Already approved by Ann just now." in told(late)[0]
    assert status_of(comment) == Status.APPROVED
    assert Decision.objects.filter(comment=comment).count() == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "approve"},
        {"comment": "", "action": "approve"},
        {"comment": ["x", NO_ID, f"{NO_ID}:", f"{NO_ID}:-1"], "action": "hold"},
        {"comment": f"{NO_ID}:9999999999", "action": "hold"},
        {"comment": f"{'-' * 36}:1", "action": "approve"},
        {"comment": f"{NO_ID}:1\x00", "action": "approve"},
        {"comment": f"{NO_ID}:1", "action": "resubmit"},
        {"comment": f"{NO_ID}:1", "action": "delete\x00"},
        {"comment": f"{NO_ID}:1", "action": "reject", "reason": "\x00"},
        {"comment": f"{NO_ID}:1", "action": "reject", "reason": "premoderation"},
        {"comment": f"{NO_ID}:1", "action": "reject", "reason": "spam", "note": "x" * 2_001},
        {"comment": f"{NO_ID}:1", "action": "reject", "reason": "spam", "note": "\x00"},
        {"comment": f"{NO_ID}:1", "action": "approve", "then": "//evil.example"},
        {"comment": [f"{i:08x}{NO_ID[8:]}:1" for i in range(300)], "action": "hold"},
    ],
)  # fmt: skip
def test_garbage_is_told_and_does_nothing(
    desk: Client, make_comment: Make, article: Article, data: dict[str, Any]
) -> None:
    make_comment(article)
    response = desk.post(QUEUE, data, follow=True)
    assert response.status_code in (200, 422)
    assert told(response)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["queue=appeals", "section=%00", "article=1", "after=zzz", "after=%00", "section=" + "x" * 500],
)
def test_an_address_that_is_not_ours_is_told(
    desk: Client, make_comment: Make, article: Article, query: str
) -> None:
    comment = make_comment(article)
    response = desk.get(f"{QUEUE}?{query}")
    assert response.status_code == 200
    assert len(told(response)) == 1
    assert shown(response) == [str(comment.pk)]

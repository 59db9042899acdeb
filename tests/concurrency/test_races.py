"""Each lock and constraint against the race that it closes, on real connections."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from articles.models import Article
from comments.enums import Action
from comments.errors import DecisionConflict, ParentUnavailable
from comments.models import Comment, Decision, TallyDelta
from comments.moderation.decisions import decide
from comments.services.comments import create_comment, delete_comment, edit_comment
from comments.services.tallies import find_differences, fold_tallies, repair_counts
from newsapi.accounts.services.people import create_guest
from tests.client import Api
from tests.concurrency.race import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("races")]


def test_fifty_requests_with_one_key_make_one_comment(guest: Api, article: Article) -> None:
    path = f"/articles/{article.pk}/comments/"

    def send() -> Any:
        return Api(guest.authorization).post(path, {"body": "Hello"}, idempotency_key="one")

    answers = race([send] * 50)
    codes = Counter(answer.status_code for answer in answers)
    assert set(codes) <= {201, 409}
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} <= {
        "request_in_progress"
    }
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 1
    assert Comment.objects.count() == 1
    assert send().headers["Idempotent-Replayed"] == "true"


@pytest.mark.parametrize("other", ["approve", "reject"])
def test_moderators_at_once_make_one_decision(
    make_moderator: Callable[..., Api], article: Article, make_comment: Any, other: str
) -> None:
    comment = make_comment(article)
    bodies = itertools.cycle([
        {"action": "approve", "revision": 1},
        {"action": other, "reason": "spam", "revision": 1},
    ])  # fmt: skip
    sends = [
        partial(make_moderator().post, f"/comments/{comment.pk}/decisions/", next(bodies))
        for _ in range(8)
    ]
    answers = race(sends)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}
    conflicts = [answer.json() for answer in answers if answer.status_code == 409]
    assert {conflict["code"] for conflict in conflicts} == {"decision_conflict"}
    assert Decision.objects.filter(comment=comment).count() == 1


def test_a_reply_and_the_removal_of_its_parent(
    guest: Api, moderator: Api, article: Article, make_comment: Any
) -> None:
    """Either the reply is refused, or the parent stands as a tombstone above it."""
    for _ in range(15):
        parent = make_comment(article)
        reply, _ = race([
            partial(
                create_comment, author=guest.actor, article_id=article.pk, body="reply",
                parent_id=parent.pk,
            ),
            partial(
                decide, comment_id=parent.pk, actor=moderator.actor, action=Action.REJECT,
                reason="spam", version=1,
            ),
        ])  # fmt: skip
        parent.refresh_from_db()
        assert parent.status == "rejected"
        if isinstance(reply, ParentUnavailable):
            assert parent.listed is False
        else:
            assert isinstance(reply, Comment)
            assert parent.listed is True


def test_siblings_decided_at_once_leave_no_empty_tombstone(
    guest: Api, moderator: Api, article: Article, make_comment: Any
) -> None:
    for _ in range(10):
        root = make_comment(article)
        replies = [make_comment(article, parent=root) for _ in range(4)]
        delete_comment(actor=guest.actor, comment_id=root.pk)
        race([
            partial(
                decide, comment_id=reply.pk, actor=moderator.actor, action=Action.REJECT,
                reason="spam", version=1,
            )
            for reply in replies
        ])  # fmt: skip
        root.refresh_from_db()
        assert root.listed is False
    assert find_differences() == []


def test_edits_and_decisions_at_once_keep_every_version_apart(
    guest: Api, moderator: Api, article: Article, make_comment: Any
) -> None:
    comment = make_comment(article)
    edits = [
        partial(edit_comment, actor=guest.actor, comment_id=comment.pk, body=f"edit {number}")
        for number in range(6)
    ]
    decisions = [
        partial(decide, comment_id=comment.pk, actor=moderator.actor, action=Action.PIN, version=1)
    ] * 3
    results = race([*edits, *decisions])
    comment.refresh_from_db()
    decided = [result for result in results if isinstance(result, Decision)]
    refused = [result for result in results if isinstance(result, DecisionConflict)]
    assert len(decided) + len(refused) == 3
    assert comment.revisions.count() == 7
    assert comment.version == 7 + len(decided)


def test_counts_are_exact_while_folding_and_writing(guest: Api, article: Article) -> None:
    people = [create_guest(name=f"Writer {number}")[0] for number in range(6)]
    from newsapi.accounts.authentication import person

    root = create_comment(author=guest.actor, article_id=article.pk, body="root")

    def write(number: int) -> None:
        for turn in range(10):
            create_comment(
                author=person(people[number]), article_id=article.pk, body=f"{turn}",
                parent_id=root.pk if turn % 2 else None,
            )  # fmt: skip

    def fold() -> None:
        for _ in range(20):
            fold_tallies()

    def look() -> list[int]:
        path = f"/articles/{article.pk}/comments/?depth=0"
        return [Api().get(path).json()["article"]["comment_count"] for _ in range(20)]

    *outcomes, seen = race([*(partial(write, number) for number in range(6)), fold, fold, look])
    assert [outcome for outcome in outcomes if outcome is not None] == []
    assert seen == sorted(seen)
    while fold_tallies():
        pass
    assert TallyDelta.objects.count() == 0
    root.refresh_from_db()
    assert root.reply_count == 30
    assert Api().get(f"/articles/{article.pk}/").json()["comment_count"] == 61
    assert find_differences() == []


@pytest.mark.parametrize("force", [False, True])
def test_an_article_goes_while_people_write_under_it(
    guest: Api, moderator: Api, make_article: Any, make_comment: Any, force: bool
) -> None:
    """Nobody gets a 5xx: a comment is there, or its article is not."""
    for _ in range(8):
        article = make_article()
        parents = [make_comment(article) for _ in range(3)] if force else []
        path = f"/articles/{article.pk}/"
        above = [{"parent": str(parent.pk)} for parent in parents] or [{}] * 3
        writes = [
            partial(Api(guest.authorization).post, f"{path}comments/", {"body": "x", **parent})
            for parent in above
        ]
        decisions = [
            partial(
                Api(moderator.authorization).post, f"/comments/{parent.pk}/decisions/",
                {"action": "approve", "revision": 1},
            )
            for parent in parents
        ]  # fmt: skip
        gone = partial(Api(moderator.authorization).delete, f"{path}?force={str(force).lower()}")
        answers = race([*writes, *decisions, gone, fold_tallies])[:-1]
        assert {answer.status_code for answer in answers} <= {201, 204, 404, 409}
        left = Comment.objects.filter(article_id=article.pk).count()
        assert (left == 0) or Article.objects.filter(pk=article.pk).exists()
    assert find_differences() == []


def test_repair_waits_for_nobody_and_puts_counts_right(
    guest: Api, article: Article, make_comment: Any
) -> None:
    root = make_comment(article)
    make_comment(article, parent=root)
    TallyDelta.objects.create(article=article, parent=root, delta=5)
    TallyDelta.objects.create(article=article, delta=-9)
    assert {(kind, stored, counted) for kind, _, stored, counted in find_differences()} == {
        ("article", -2, 2),
        ("comment", 6, 1),
    }
    write = partial(
        create_comment, author=guest.actor, article_id=article.pk, body="x", parent_id=root.pk
    )
    *written, repaired, other = race([*[write] * 6, repair_counts, repair_counts])
    assert all(isinstance(comment, Comment) for comment in written)
    assert sorted((repaired, other)) == [0, 2]
    assert find_differences() == []


def test_folding_does_not_wait_behind_a_busy_parent(
    guest: Api, article: Article, make_comment: Any
) -> None:
    root = make_comment(article)
    make_comment(article, parent=root)

    def fold_in_another_transaction() -> int:
        return fold_tallies()

    with transaction.atomic():
        make_comment(article, parent=root)  # holds the parent until it commits
        (folded,) = race([fold_in_another_transaction])
    assert folded == 2


def test_puts_of_one_article_at_once_make_one(publisher: Api, db: None) -> None:
    body = {"url": "https://news.example/race", "title": "T"}
    send = partial(Api(publisher.authorization).put, "/articles/by-external-id/race/", body)
    answers = race([send] * 8)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 7}
    assert Article.objects.count() == 1


def test_reports_by_one_person_at_once_make_one(
    make_guest: Callable[..., Api], article: Article, make_comment: Any
) -> None:
    path = f"/comments/{make_comment(article).pk}/reports/"
    send = partial(make_guest().post, path, {"reason": "spam"})
    answers = race([send] * 8)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 409: 7}
    assert Comment.objects.get().open_reports == 1

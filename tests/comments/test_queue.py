"""What awaits moderators: order, filters, pages, bounded counts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from articles.models import Article
from comments.enums import Action, Queue, ReportReason
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.queries import queue as queries
from comments.queries.briefing import AuthorHistory, author_histories, briefings
from comments.queries.queue import QueueFilter, queue_counts, queue_page
from comments.services.comments import delete_comment
from comments.services.reports import report_comment
from newsapi.api.cursors import Cursor
from tests.client import Api

Make = Callable[..., Comment]


def ids(wanted: QueueFilter, limit: int = 50, after: Cursor | None = None) -> list[UUID]:
    return [comment.pk for comment in queue_page(wanted, limit=limit, after=after).comments]


@pytest.fixture
def waiting(
    make_comment: Make, article: Article, moderator: Api, make_guest: Callable[..., Api]
) -> dict[str, Comment]:
    """One of everything, the least urgent first."""
    names = ("unmoderated", "later", "reported", "pending", "approved", "rejected", "deleted")
    made = {name: make_comment(article, body=name) for name in names}
    for name, action in (
        ("pending", Action.HOLD),
        ("approved", Action.APPROVE),
        ("rejected", Action.REJECT),
    ):
        decide(comment_id=made[name].pk, actor=moderator.actor, action=action, version=1)
    report_comment(
        actor=make_guest().actor, comment_id=made["reported"].pk, reason=ReportReason.SPAM
    )
    author = make_guest()
    made["deleted"] = make_comment(article, author=author.actor)
    delete_comment(actor=author.actor, comment_id=made["deleted"].pk)
    return made


def test_the_most_urgent_queue_and_the_oldest_come_first(waiting: dict[str, Comment]) -> None:
    order = ["pending", "reported", "unmoderated", "later"]
    last = Comment.objects.get(body="deleted")  # the first of that name was never deleted
    assert ids(QueueFilter()) == [*(waiting[name].pk for name in order), last.pk]
    assert ids(QueueFilter(Queue.PENDING)) == [waiting["pending"].pk]
    assert ids(QueueFilter(Queue.REPORTED)) == [waiting["reported"].pk]
    assert waiting["deleted"].pk not in ids(QueueFilter(Queue.UNMODERATED))


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_have_every_comment_once(waiting: dict[str, Comment], limit: int) -> None:
    everything = ids(QueueFilter())
    found: list[UUID] = []
    page = queue_page(QueueFilter(), limit=limit)
    while True:
        found += [comment.pk for comment in page.comments]
        if page.next is None:
            break
        page = queue_page(QueueFilter(), limit=limit, after=page.next)
    assert found == everything


def test_a_filter_looks_through_one_stretch_at_a_time(
    make_comment: Make, make_article: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "STRETCH", 3)
    sport, world = make_article(section="Sport"), make_article(section="World")
    for _ in range(4):
        make_comment(sport)
    wanted = make_comment(world)
    for narrowed in (QueueFilter(section="World"), QueueFilter(article_id=world.pk)):
        first = queue_page(narrowed, limit=2)
        assert (first.comments, first.ended_early) == ([], True)
        assert first.next is not None
        second = queue_page(narrowed, limit=2, after=first.next)
        assert [comment.pk for comment in second.comments] == [wanted.pk]
        assert (second.next, second.ended_early) == (None, False)


def test_filters_join(
    make_comment: Make, make_article: Callable[..., Article], moderator: Api
) -> None:
    sport, world = make_article(section="Sport"), make_article(section="World")
    held, other, elsewhere = make_comment(world), make_comment(world), make_comment(sport)
    for comment in (held, elsewhere):
        decide(comment_id=comment.pk, actor=moderator.actor, action=Action.HOLD, version=1)
    assert ids(QueueFilter(section="World")) == [held.pk, other.pk]
    assert ids(QueueFilter(Queue.PENDING, section="World")) == [held.pk]
    assert ids(QueueFilter(section="Sport", article_id=world.pk)) == []


def test_counts_are_bounded(waiting: dict[str, Comment], monkeypatch: pytest.MonkeyPatch) -> None:
    assert queue_counts() == {Queue.PENDING: 1, Queue.REPORTED: 1, Queue.UNMODERATED: 3}
    monkeypatch.setattr(queries, "COUNTS", queries.counts_up_to(1))
    assert queue_counts() == {Queue.PENDING: 1, Queue.REPORTED: 1, Queue.UNMODERATED: 2}


def test_an_authors_history_is_of_what_became_of_it(
    waiting: dict[str, Comment], guest: Api
) -> None:
    author = guest.actor.person_id
    assert author is not None
    # published: two unmoderated, one reported, one not deleted; and one was approved
    assert author_histories([author]) == {author: AuthorHistory(5, 1, 1)}


def test_a_briefing_has_the_latest_decision_and_the_open_reports(
    waiting: dict[str, Comment],
) -> None:
    known = briefings(list(waiting.values()))
    latest = known[waiting["pending"].pk].latest
    assert latest is not None
    assert latest.action == Action.HOLD
    assert [report.reason for report in known[waiting["reported"].pk].reports] == ["spam"]
    assert known[waiting["unmoderated"].pk].latest is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_two_statements_and_a_briefing_three(
    make_comment: Make,
    article: Article,
    make_guest: Callable[..., Api],
    django_assert_num_queries: Callable[..., object],
    count: int,
) -> None:
    for _ in range(count):
        make_comment(article, author=make_guest().actor)
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager
        page = queue_page(QueueFilter(section=""), limit=50)
    with django_assert_num_queries(3):  # type: ignore[attr-defined]  # a context manager
        briefings(page.comments)
    assert len(page.comments) == count

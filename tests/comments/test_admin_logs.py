"""The admin writes nothing but decisions; the log of them is final, for the database too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from articles.models import Article
from comments.enums import Action, ReportReason
from comments.models import Comment, Decision, Report
from comments.moderation.decisions import decide
from comments.services.reports import report_comment
from tests.client import Api
from tests.desk import sign_in

Make = Callable[..., Comment]


@pytest.fixture
def decided(make_comment: Make, article: Article, moderator: Api, make_guest: Any) -> Comment:
    comment = make_comment(article)
    report_comment(actor=make_guest().actor, comment_id=comment.pk, reason=ReportReason.SPAM)
    decide(comment_id=comment.pk, actor=moderator.actor, action=Action.APPROVE, version=1)
    return comment


@pytest.mark.parametrize("administrator", [False, True])
def test_nothing_is_added_changed_or_deleted(
    make_moderator: Callable[..., Api], decided: Comment, administrator: bool
) -> None:
    desk = sign_in(make_moderator(administrator=administrator))
    decision, report = Decision.objects.get(), Report.objects.get()
    for name, pk in (("comment", decided.pk), ("decision", decision.pk), ("report", report.pk)):
        base = f"admin:comments_{name}"
        assert desk.get(reverse(f"{base}_change", args=[pk])).status_code == 200
        assert desk.post(reverse(f"{base}_add"), {"note": "x"}).status_code == 403
        assert desk.post(reverse(f"{base}_delete", args=[pk]), {"post": "yes"}).status_code == 403
        bulk = {"action": "delete_selected", "_selected_action": str(pk), "post": "yes"}
        desk.post(reverse(f"{base}_changelist"), bulk)
        if name != "comment":  # there a POST decides, and says what is wrong with it
            sent = desk.post(reverse(f"{base}_change", args=[pk]), {"note": "x", "reason": "spam"})
            assert sent.status_code == 403
    decided_now = Comment.objects.get(pk=decided.pk)
    assert (decided_now.body, decided_now.version) == (decided.body, 2)
    assert Decision.objects.get().note == decision.note
    assert Report.objects.get().reason == report.reason


def test_the_database_refuses_it_too(decided: Comment) -> None:
    for statement in ("UPDATE comments_decision SET note = 'x'", "DELETE FROM comments_decision"):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_log_is_filtered_by_action(moderator: Api, decided: Comment) -> None:
    desk = sign_in(moderator)
    for action, number in (("approve", 1), ("reject", 0)):
        page = desk.get("/admin/comments/decision/", {"action__exact": action})
        assert len(page.context["cl"].result_list) == number

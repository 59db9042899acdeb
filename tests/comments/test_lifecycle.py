"""Editing, deleting, deciding: what changes and what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from articles.models import Article
from comments.enums import Action, Status
from comments.errors import InvalidTransition
from comments.models import Comment, Decision, Report, Revision
from comments.moderation.decisions import decide
from comments.moderation.transitions import TRANSITIONS, next_status
from tests.client import Api

MakeComment = Callable[..., Comment]


def act(comment: Comment, moderator: Api, action: str, reason: str = "") -> Decision:
    version = Comment.objects.get(pk=comment.pk).version
    return decide(
        comment_id=comment.pk,
        actor=moderator.actor,
        action=Action(action),
        reason=reason,
        version=version,
    )


# --- editing --------------------------------------------------------------------------------------


def test_an_edit_keeps_every_revision(
    guest: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article, body="first")
    answer = guest.patch(f"/comments/{comment.pk}/", {"body": "second"})
    assert answer.status_code == 200
    assert (answer.json()["body"], answer.json()["revision"]) == ("second", 2)
    assert answer.json()["edited_at"] is not None
    kept = Revision.objects.filter(comment=comment).order_by("number")
    assert list(kept.values_list("number", "body")) == [(1, "first"), (2, "second")]


def test_the_same_text_again_is_no_edit(
    guest: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article, body="same")
    answer = guest.patch(f"/comments/{comment.pk}/", {"body": "same"}).json()
    assert (answer["revision"], answer["edited_at"]) == (1, None)


def test_who_may_not_edit(
    guest: Api, make_guest: Any, anonymous: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    path = f"/comments/{comment.pk}/"
    assert anonymous.patch(path, {"body": "x"}).status_code == 401
    assert make_guest().patch(path, {"body": "x"}).json()["code"] == "not_the_author"
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(seconds=301))
    late = guest.patch(path, {"body": "x"})
    assert (late.status_code, late.json()["code"]) == (403, "edit_window_over")
    assert late.json()["window_seconds"] == 300


def test_an_edit_of_approved_text_is_judged_anew(
    guest: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    act(comment, moderator, "approve")
    assert (
        guest.patch(f"/comments/{comment.pk}/", {"body": "other"}).json()["status"] == "published"
    )
    assert list(
        Decision.objects.filter(comment=comment)
        .order_by("version")
        .values_list("action", "to_status")
    ) == [("approve", "approved"), ("resubmit", "published")]


def test_an_edit_under_premoderation_is_held(
    guest: Api, anonymous: Api, article: Article, make_comment: MakeComment, settings: Any
) -> None:
    comment = make_comment(article)
    settings.NEWSAPI_MODERATION = "pre"
    answer = guest.patch(f"/comments/{comment.pk}/", {"body": "other"}).json()
    assert (answer["status"], answer["reason"]["code"]) == ("pending", "premoderation")
    page = anonymous.get(f"/articles/{article.pk}/comments/").json()
    assert (page["results"], page["article"]["comment_count"]) == ([], 0)


def test_rejected_text_is_not_edited(
    guest: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    act(comment, moderator, "reject", "spam")
    answer = guest.patch(f"/comments/{comment.pk}/", {"body": "x"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_editable")


# --- deleting -------------------------------------------------------------------------------------


def test_deletion_is_by_the_author_and_once(
    guest: Api, make_guest: Any, anonymous: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    path = f"/comments/{comment.pk}/"
    assert anonymous.delete(path).status_code == 401
    assert make_guest().delete(path).status_code == 403
    assert guest.delete(path).status_code == 204
    assert guest.delete(path).status_code == 404
    assert guest.get(path).status_code == 404
    assert anonymous.get(f"/articles/{article.pk}/").json()["comment_count"] == 0


# --- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", ["approve", "reject", "hold", "restore"])
def test_every_transition_is_in_the_table_or_refused(status: Status, action: str) -> None:
    expected = TRANSITIONS.get((status, Action(action)))
    if expected is None:
        with pytest.raises(InvalidTransition):
            next_status(status, Action(action))
    else:
        assert next_status(status, Action(action)) == expected


def test_a_rejection_takes_the_comment_off_every_surface_and_tells_its_author(
    guest: Api, moderator: Api, anonymous: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    answer = moderator.post(
        f"/comments/{comment.pk}/decisions/",
        {"action": "reject", "reason": "abuse", "note": "third time", "revision": 1},
    )
    assert answer.status_code == 201
    decision = answer.json()
    assert (decision["from_status"], decision["to_status"]) == ("published", "rejected")
    assert decision["revision"] == 2
    page = anonymous.get(f"/articles/{article.pk}/comments/").json()
    assert (page["results"], page["article"]["comment_count"]) == ([], 0)
    assert anonymous.get(f"/comments/{comment.pk}/").status_code == 404
    own = guest.get(f"/comments/{comment.pk}/").json()
    assert (own["status"], own["reason"]["code"]) == ("rejected", "abuse")
    assert "insults" in own["reason"]["detail"]
    assert "third time" not in str(own)
    viewer = guest.get(f"/articles/{article.pk}/viewer/").json()
    assert [entry["reason"]["code"] for entry in viewer["own_unpublished"]] == ["abuse"]


def test_a_decision_on_what_has_changed_is_a_conflict(
    guest: Api, moderator: Api, make_moderator: Any, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    path = f"/comments/{comment.pk}/decisions/"
    assert moderator.post(path, {"action": "approve", "revision": 1}).status_code == 201
    late = make_moderator().post(path, {"action": "reject", "reason": "spam", "revision": 1})
    assert (late.status_code, late.json()["code"]) == (409, "decision_conflict")
    assert late.json()["decision"]["actor"] == moderator.actor.name
    assert late.json()["decision"]["action"] == "approve"
    guest.patch(f"/comments/{comment.pk}/", {"body": "edited"})
    edited = moderator.post(path, {"action": "reject", "reason": "spam", "revision": 2})
    assert edited.json()["code"] == "decision_conflict"
    assert Decision.objects.filter(comment=comment, action="reject").count() == 0


def test_who_may_decide(
    guest: Api, anonymous: Api, publisher: Api, article: Article, make_comment: MakeComment
) -> None:
    from newsapi.accounts.services.credentials import create_server_key

    path = f"/comments/{make_comment(article).pk}/decisions/"
    body = {"action": "hold", "revision": 1}
    assert anonymous.post(path, body).status_code == 401
    assert guest.post(path, body).status_code == 403
    assert publisher.post(path, body).status_code == 403
    assert guest.get(path).status_code == 403
    key = create_server_key(name="bot", scopes=["moderation:write"])
    decision = Api(f"Api-Key {key}").post(path, body)
    assert decision.status_code == 201
    assert decision.json()["actor"] == {"id": None, "name": "bot"}
    assert decision.json()["automated"] is False


def test_rejecting_needs_a_reason(
    moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    path = f"/comments/{make_comment(article).pk}/decisions/"
    answer = moderator.post(path, {"action": "reject", "revision": 1})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "reason"


def test_a_mark_does_not_take_the_reason_away(
    guest: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    act(comment, moderator, "reject", "spam")
    act(comment, moderator, "lock")
    own = guest.get(f"/comments/{comment.pk}/").json()
    assert (own["status"], own["reason"]["code"]) == ("rejected", "spam")
    viewer = guest.get(f"/articles/{article.pk}/viewer/").json()
    assert [entry["reason"]["code"] for entry in viewer["own_unpublished"]] == ["spam"]
    act(comment, moderator, "approve")
    guest.delete(f"/comments/{comment.pk}/")
    assert "reason" not in moderator.get(f"/comments/{comment.pk}/").json()


def test_marks_are_decisions_too(
    moderator: Api, anonymous: Api, article: Article, make_comment: MakeComment
) -> None:
    comment = make_comment(article)
    act(comment, moderator, "pin")
    act(comment, moderator, "feature")
    shown = anonymous.get(f"/comments/{comment.pk}/").json()
    assert (shown["pinned"], shown["featured"]) == (True, True)
    act(comment, moderator, "unpin")
    assert anonymous.get(f"/comments/{comment.pk}/").json()["pinned"] is False
    log = moderator.get(f"/comments/{comment.pk}/decisions/").json()["results"]
    assert [entry["action"] for entry in log] == ["pin", "feature", "unpin"]


def test_the_log_cannot_be_changed(
    moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    decision = act(make_comment(article), moderator, "approve")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(note="changed")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).delete()


# --- reports --------------------------------------------------------------------------------------


def test_a_report_is_made_once_and_resolved_by_the_decision(
    guest: Api,
    make_guest: Any,
    moderator: Api,
    anonymous: Api,
    article: Article,
    make_comment: MakeComment,
) -> None:
    comment = make_comment(article)
    path, reader = f"/comments/{comment.pk}/reports/", make_guest()
    assert anonymous.post(path, {"reason": "spam"}).status_code == 401
    assert guest.post(path, {"reason": "spam"}).json()["code"] == "own_comment"
    assert reader.post(path, {"reason": "other"}).json()["errors"][0]["field"] == "details"
    assert reader.post(path, {"reason": "spam"}).status_code == 201
    assert reader.post(path, {"reason": "abuse"}).json()["code"] == "already_reported"
    assert Comment.objects.get(pk=comment.pk).queue == 1
    viewer = reader.get(f"/articles/{article.pk}/viewer/?comments={comment.pk}").json()
    assert viewer["comments"][str(comment.pk)]["reported"] is True
    act(comment, moderator, "reject", "spam")
    assert Report.objects.get(comment=comment).outcome == "upheld"
    assert Comment.objects.get(pk=comment.pk).open_reports == 0
    assert reader.post(path, {"reason": "spam"}).status_code == 404


# --- the viewer's side ----------------------------------------------------------------------------


def test_the_viewer_learns_what_they_can_do(
    guest: Api, anonymous: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    own, others = make_comment(article), make_comment(article, author=moderator.actor)
    viewer = guest.get(f"/articles/{article.pk}/viewer/?comments={own.pk},{others.pk}").json()
    assert viewer["actor"]["name"] == guest.actor.name
    assert (viewer["may_comment"], viewer["refusal"]) == (True, None)
    mine, theirs = viewer["comments"][str(own.pk)], viewer["comments"][str(others.pk)]
    assert (mine["may_delete"], mine["may_edit_until"] is None) == (True, False)
    assert theirs == {
        "own_vote": None,
        "reported": False,
        "may_edit_until": None,
        "may_delete": False,
    }
    nobody = anonymous.get(f"/articles/{article.pk}/viewer/").json()
    assert (nobody["may_comment"], nobody["refusal"]["code"]) == (False, "not_authenticated")


def test_the_viewers_side_is_of_this_article_as_it_is_now(
    guest: Api, make_guest: Any, make_article: Any, make_comment: MakeComment
) -> None:
    here, elsewhere, reader = make_article(), make_article(), make_guest()
    comment = make_comment(here)
    path = f"/articles/{{}}/viewer/?comments={comment.pk}"
    there = guest.get(path.format(elsewhere.pk)).json()["comments"][str(comment.pk)]
    assert (there["may_delete"], there["may_edit_until"]) == (False, None)
    assert reader.post(f"/comments/{comment.pk}/reports/", {"reason": "spam"}).status_code == 201
    guest.patch(f"/comments/{comment.pk}/", {"body": "edited"})
    seen = reader.get(path.format(here.pk)).json()["comments"][str(comment.pk)]
    assert seen["reported"] is False
    Article.objects.filter(pk=here.pk).update(commenting_status="closed")
    own = guest.get(path.format(here.pk)).json()["comments"][str(comment.pk)]
    assert (own["may_edit_until"], own["may_delete"]) == (None, True)


def test_the_viewers_ids_are_checked(guest: Api, article: Article) -> None:
    for ids in ("nonsense", ",".join(["01a20443-5c2c-75a2-85b3-ee68c8b51aa5"] * 101)):
        assert guest.get(f"/articles/{article.pk}/viewer/?comments={ids}").status_code == 400

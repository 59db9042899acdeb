"""Posting a comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from articles.models import Article
from comments.models import Comment, Decision, Revision
from comments.moderation.decisions import decide
from comments.services.comments import delete_comment
from newsapi.ids import new_id
from tests.client import Api

MakeArticle = Callable[..., Article]
MakeComment = Callable[..., Comment]


def post(api: Api, article: Article, **body: Any) -> Any:
    return api.post(f"/articles/{article.pk}/comments/", {"body": "Hello", **body})


def test_a_comment_is_in_the_thread_at_once(guest: Api, anonymous: Api, article: Article) -> None:
    posted = post(guest, article, body="Hello *there*")
    assert posted.status_code == 201
    comment = posted.json()
    assert comment["status"] == "published"
    assert comment["body_html"] == "<p>Hello <em>there</em></p>"
    assert posted.headers["Location"].endswith(f"/api/v1/comments/{comment['id']}/")
    thread = anonymous.get(f"/articles/{article.pk}/comments/").json()
    assert [entry["id"] for entry in thread["results"]] == [comment["id"]]
    assert thread["article"]["comment_count"] == 1
    assert "status" not in thread["results"][0]


def test_its_first_revision_is_kept(guest: Api, article: Article) -> None:
    comment = Comment.objects.get(pk=post(guest, article).json()["id"])
    revision = Revision.objects.get(comment=comment)
    assert (revision.pk, revision.number, revision.body) == (comment.revision_id, 1, "Hello")


def test_a_reply_knows_its_parent_root_and_depth(
    guest: Api, article: Article, make_comment: MakeComment
) -> None:
    root = make_comment(article)
    reply = make_comment(article, parent=root)
    answer = post(guest, article, parent=str(reply.pk)).json()
    assert (answer["parent"], answer["depth"]) == (str(reply.pk), 2)
    assert Comment.objects.get(pk=answer["id"]).root_id == root.pk


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "blank"),
        ("   \n ", "blank"),
        ("\u200b\u200d\u2060", "blank"),
        ("![only an image](https://example.org/x.png)", "blank"),
        ("x" * 5_001, "max_length"),
    ],
)
def test_text_that_is_not_accepted(guest: Api, article: Article, body: str, code: str) -> None:
    answer = post(guest, article, body=body)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid_input"
    assert [(error["field"], error["code"]) for error in problem["errors"]] == [("body", code)]
    assert Comment.objects.count() == 0


def test_the_limit_is_sent_back(guest: Api, article: Article, settings: Any) -> None:
    settings.NEWSAPI_MAX_BODY = 10
    (error,) = post(guest, article, body="x" * 11).json()["errors"]
    assert error["max_length"] == 10
    assert post(guest, article, body="x" * 10).status_code == 201


def test_nobody_and_servers_are_told_why_not(
    anonymous: Api, publisher: Api, article: Article
) -> None:
    nobody = post(anonymous, article)
    assert (nobody.status_code, nobody.json()["code"]) == (401, "not_authenticated")
    assert nobody.headers["WWW-Authenticate"].startswith("Bearer")
    server = post(publisher, article)
    assert (server.status_code, server.json()["code"]) == (403, "person_required")


def test_a_wrong_token_is_401(article: Article) -> None:
    answer = post(Api("Bearer ng_nonsense"), article)
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


def test_an_unknown_article_is_404(guest: Api) -> None:
    assert guest.post(f"/articles/{new_id()}/comments/", {"body": "x"}).status_code == 404


def test_a_closed_article_says_why(guest: Api, make_article: MakeArticle) -> None:
    closed = make_article(commenting_status="closed", commenting_reason="Legal reasons.")
    answer = post(guest, closed)
    assert (answer.status_code, answer.json()["code"]) == (403, "commenting_closed")
    assert answer.json()["detail"] == "Legal reasons."


def test_the_parent_must_be_under_this_article(
    guest: Api, make_article: MakeArticle, make_comment: MakeComment
) -> None:
    elsewhere = make_comment(make_article())
    answer = post(guest, make_article(), parent=str(elsewhere.pk))
    assert (answer.status_code, answer.json()["code"]) == (409, "parent_unavailable")


def test_no_reply_to_what_is_gone(
    guest: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    deleted, rejected = make_comment(article), make_comment(article)
    delete_comment(actor=guest.actor, comment_id=deleted.pk)
    decide(comment_id=rejected.pk, actor=moderator.actor, action="reject", reason="spam", version=1)
    for parent in (deleted, rejected):
        answer = post(guest, article, parent=str(parent.pk))
        assert (answer.status_code, answer.json()["code"]) == (409, "parent_unavailable")


def test_no_reply_in_a_locked_thread(
    guest: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    root = make_comment(article)
    reply = make_comment(article, parent=root)
    decide(comment_id=root.pk, actor=moderator.actor, action="lock", version=1)
    answer = post(guest, article, parent=str(reply.pk))
    assert (answer.status_code, answer.json()["code"]) == (403, "thread_locked")


def test_depth_has_a_limit(
    guest: Api, article: Article, make_comment: MakeComment, settings: Any
) -> None:
    settings.NEWSAPI_MAX_DEPTH = 1
    reply = make_comment(article, parent=make_comment(article))
    answer = post(guest, article, parent=str(reply.pk))
    assert (answer.status_code, answer.json()["code"]) == (403, "too_deep")
    assert answer.json()["max_depth"] == 1


@pytest.mark.parametrize("by", ["site", "section", "article"])
def test_premoderation_holds_and_explains(
    by: str, guest: Api, anonymous: Api, make_article: MakeArticle, settings: Any
) -> None:
    from articles.services import set_section_commenting

    fields: dict[str, str] = {}
    if by == "site":
        settings.NEWSAPI_MODERATION = "pre"
    elif by == "section":
        set_section_commenting(name="World", status="premoderated")
        fields = {"section": "World"}
    else:
        fields = {"commenting_status": "premoderated"}
    article = make_article(**fields)
    answer = post(guest, article)
    assert answer.status_code == 201
    assert answer.json()["status"] == "pending"
    assert answer.json()["reason"]["code"] == "premoderation"
    assert "moderator" in answer.json()["reason"]["detail"]
    assert anonymous.get(f"/articles/{article.pk}/comments/").json()["results"] == []
    assert anonymous.get(f"/comments/{answer.json()['id']}/").status_code == 404
    decision = Decision.objects.get(comment_id=answer.json()["id"])
    assert (decision.actor_id, decision.action, decision.to_status) == (None, "hold", "pending")


def test_a_moderator_writes_with_a_badge(moderator: Api, article: Article) -> None:
    assert post(moderator, article).json()["author"]["badges"] == ["moderator"]

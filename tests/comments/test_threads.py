"""Reading threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import Article
from comments.enums import Status
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.services.comments import delete_comment
from comments.transfer.importing import import_records
from comments.transfer.records import Record
from newsapi.ids import new_id
from tests.client import Api

MakeComment = Callable[..., Comment]
START = datetime(2026, 1, 1, tzinfo=UTC)


def records(*pairs: tuple[str, str | None]) -> list[Record]:
    return [
        Record(key, parent, "someone", key, START + timedelta(minutes=number))
        for number, (key, parent) in enumerate(pairs)
    ]


def fill(article: Article, *pairs: tuple[str, str | None]) -> None:
    import_records(article_id=article.pk, records=records(*pairs))


def bodies(comments: list[dict[str, Any]]) -> list[Any]:
    """Bodies of a tree: a string for a leaf, [string, replies…] for the rest."""
    return [
        [entry["body"], *bodies(entry["replies"]["results"])]
        if entry["replies"]["results"]
        else entry["body"]
        for entry in comments
    ]


def walk(api: Api, url: str, way: str = "next") -> Iterator[dict[str, Any]]:
    following: str | None = url
    while following:
        page = api.get(following).json()
        yield page
        following = page[way]


def test_sorts_and_nesting(anonymous: Api, article: Article) -> None:
    fill(article, ("a", None), ("b", None), ("a1", "a"), ("a2", "a"), ("a1x", "a1"))
    url = f"/articles/{article.pk}/comments/"
    newest = anonymous.get(f"{url}?sort=newest").json()
    assert (newest["sort"], bodies(newest["results"])) == (
        "newest",
        ["b", ["a", "a2", ["a1", "a1x"]]],
    )
    oldest = anonymous.get(f"{url}?sort=oldest").json()
    assert bodies(oldest["results"]) == [["a", ["a1", "a1x"], "a2"], "b"]
    default = anonymous.get(url).json()
    assert default["sort"] == "best"


def test_replies_sort_follows_the_folded_counts(anonymous: Api, article: Article) -> None:
    from comments.services.tallies import fold_tallies

    fill(article, ("a", None), ("b", None), ("a1", "a"))
    fold_tallies()
    page = anonymous.get(f"/articles/{article.pk}/comments/?sort=replies").json()
    assert bodies(page["results"]) == [["a", "a1"], "b"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "best", "controversial", "replies"])
@pytest.mark.parametrize("limit", [1, 3, 7])
def test_walking_meets_every_comment_once_both_ways(
    anonymous: Api, article: Article, sort: str, limit: int
) -> None:
    fill(article, *((f"c{number:02}", None) for number in range(10)))
    url = f"/articles/{article.pk}/comments/?sort={sort}&limit={limit}"
    pages = list(walk(anonymous, url))
    forth = [body for page in pages for body in bodies(page["results"])]
    expected = [f"c{number:02}" for number in range(10)]
    assert forth == (expected if sort == "oldest" else expected[::-1])
    assert pages[0]["previous"] is None
    back = list(walk(anonymous, pages[-1]["previous"], "previous"))
    shown = [body for page in reversed(back) for body in bodies(page["results"])]
    assert [*shown, *bodies(pages[-1]["results"])] == forth


def test_new_comments_do_not_move_a_walk(
    anonymous: Api, article: Article, make_comment: MakeComment
) -> None:
    fill(article, *((f"c{number}", None) for number in range(6)))
    first = anonymous.get(f"/articles/{article.pk}/comments/?sort=newest&limit=3").json()
    make_comment(article)
    second = anonymous.get(first["next"]).json()
    assert bodies(first["results"] + second["results"]) == ["c5", "c4", "c3", "c2", "c1", "c0"]
    assert second["next"] is None


def test_replies_are_bounded_at_every_level_and_the_rest_has_an_address(
    anonymous: Api, article: Article
) -> None:
    replies = [(f"a{number}", "a") for number in range(5)]
    fill(article, ("a", None), *replies, *((f"a0.{number}", "a0") for number in range(4)))
    url = f"/articles/{article.pk}/comments/?sort=oldest&replies=2&depth=2"
    (root,) = anonymous.get(url).json()["results"]
    assert bodies([root]) == [["a", ["a0", "a0.0", "a0.1"], "a1"]]
    rest = [page["results"] for page in walk(anonymous, root["replies"]["next"])]
    assert [bodies(page) for page in rest] == [["a2", "a3", "a4"]]
    below = root["replies"]["results"][0]["replies"]["next"]
    assert [bodies(page["results"]) for page in walk(anonymous, below)] == [["a0.2", "a0.3"]]


def test_depth_zero_and_no_replies_leave_an_address(anonymous: Api, article: Article) -> None:
    fill(article, ("a", None), ("a1", "a"))
    for query in ("depth=0", "replies=0"):
        (root,) = anonymous.get(f"/articles/{article.pk}/comments/?{query}").json()["results"]
        assert root["replies"]["results"] == []
        assert root["reply_count"] == 1
        assert bodies(anonymous.get(root["replies"]["next"]).json()["results"]) == ["a1"]


@pytest.mark.parametrize("budget", [3, 4, 5, 6, 8])
def test_a_page_has_a_budget_and_loses_nothing(
    anonymous: Api, article: Article, settings: Any, budget: int
) -> None:
    settings.NEWSAPI_MAX_PAGE = budget
    pairs = [("a", None), ("b", None), *((f"{top}{n}", top) for top in "ab" for n in range(4))]
    fill(article, *pairs)
    page = anonymous.get(f"/articles/{article.pk}/comments/?sort=oldest&limit=2").json()
    met: list[str] = []

    def follow(comments: list[dict[str, Any]]) -> None:
        for entry in comments:
            met.append(entry["body"])
            follow(entry["replies"]["results"])
            if entry["replies"]["next"]:
                for following in walk(anonymous, entry["replies"]["next"]):
                    follow(following["results"])

    follow(page["results"])
    assert sorted(met) == sorted(key for key, _ in pairs)


def test_tombstones_stand_only_above_what_is_visible(
    guest: Api, anonymous: Api, moderator: Api, article: Article, make_comment: MakeComment
) -> None:
    root = make_comment(article, body="root")
    middle = make_comment(article, parent=root, body="middle")
    leaf = make_comment(article, parent=middle, body="leaf")
    url = f"/articles/{article.pk}/comments/"
    delete_comment(actor=guest.actor, comment_id=root.pk)
    decide(comment_id=middle.pk, actor=moderator.actor, action="reject", reason="abuse", version=1)
    page = anonymous.get(url).json()
    (top,) = page["results"]
    (below,) = top["replies"]["results"]
    assert (top["state"], top["author"], top["body"], top["body_html"]) == (
        "deleted",
        None,
        None,
        None,
    )
    assert (below["state"], below["author"], below["body"]) == ("removed", None, None)
    assert bodies(below["replies"]["results"]) == ["leaf"]
    assert page["article"]["comment_count"] == 1
    assert anonymous.get(f"/comments/{root.pk}/").json()["body"] is None
    delete_comment(actor=guest.actor, comment_id=leaf.pk)
    assert anonymous.get(url).json()["results"] == []
    for comment in (root, middle, leaf):
        assert anonymous.get(f"/comments/{comment.pk}/").status_code == 404
        assert anonymous.get(f"/comments/{comment.pk}/replies/").status_code == 404
        assert anonymous.get(f"/comments/{comment.pk}/context/").status_code == 404
    decide(comment_id=middle.pk, actor=moderator.actor, action="restore", version=2)
    assert bodies(anonymous.get(url).json()["results"]) == [[None, "middle"]]


def test_what_is_imported_under_a_held_comment_is_shown_below_a_tombstone(
    anonymous: Api, article: Article
) -> None:
    held = Record("a", None, "x", "held", START, status=Status.PENDING)
    import_records(article_id=article.pk, records=[held, *records(("b", "a"), ("c", "b"))])
    page = anonymous.get(f"/articles/{article.pk}/comments/").json()
    assert bodies(page["results"]) == [[None, ["b", "c"]]]
    assert page["article"]["comment_count"] == 2


def test_context_has_the_way_from_the_root(anonymous: Api, article: Article) -> None:
    fill(article, ("a", None), ("b", "a"), ("c", "b"), ("d", "c"))
    comment = Comment.objects.get(body="c")
    context = anonymous.get(f"/comments/{comment.pk}/context/").json()
    assert [entry["body"] for entry in context["ancestors"]] == ["a", "b"]
    assert bodies([context["comment"]]) == [["c", "d"]]
    assert context["article"]["id"] == str(article.pk)


def test_chains_deeper_than_any_limit_are_read(anonymous: Api, article: Article) -> None:
    fill(article, ("0", None), *((str(n), str(n - 1)) for n in range(1, 1_200)))
    deepest = Comment.objects.order_by("-depth").first()
    assert deepest is not None
    assert deepest.depth == 1_199
    context = anonymous.get(f"/comments/{deepest.pk}/context/").json()
    assert [entry["body"] for entry in context["ancestors"]] == [
        str(n) for n in range(1_099, 1_199)
    ]
    page = anonymous.get(f"/articles/{article.pk}/comments/?depth=10").json()
    assert page["results"][0]["body"] == "0"


@pytest.mark.parametrize("shape", [(1, 0), (3, 2)])
def test_statements_do_not_grow_with_the_page(
    anonymous: Api, article: Article, django_assert_num_queries: Any, shape: tuple[int, int]
) -> None:
    roots, replies = shape
    for top in range(roots):
        fill(article, (f"r{top}", None), *((f"r{top}.{n}", f"r{top}") for n in range(replies)))
    url = f"/articles/{article.pk}/comments/"
    with django_assert_num_queries(3):
        assert len(anonymous.get(url).json()["results"]) == roots


def test_cursors_are_refused_where_they_do_not_belong(
    anonymous: Api, article: Article, make_comment: MakeComment
) -> None:
    for _ in range(3):
        make_comment(article)
    url = f"/articles/{article.pk}/comments/"
    following = anonymous.get(f"{url}?sort=newest&limit=1").json()["next"]
    cursor = following.partition("cursor=")[2]
    for query in (
        f"sort=oldest&cursor={cursor}",
        f"sort=newest&cursor={cursor[:-1]}x",
        "sort=newest&cursor=nonsense",
        "sort=newest&cursor=%00",
    ):
        answer = anonymous.get(f"{url}?{query}")
        assert answer.status_code == 400, query
        assert answer.json()["code"] in ("invalid_cursor", "invalid_input")
    reply_page = anonymous.get(f"/comments/{Comment.objects.first().pk}/replies/?cursor={cursor}")  # type: ignore[union-attr]
    assert reply_page.json()["code"] == "invalid_cursor"


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "depth=11", "depth=-1", "replies=26", "sort=hot", "limit=x"]
)
def test_parameters_have_bounds(anonymous: Api, article: Article, query: str) -> None:
    answer = anonymous.get(f"/articles/{article.pk}/comments/?{query}")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [query.partition("=")[0]]


def test_pages_are_for_any_cache_and_have_etags(
    anonymous: Api, guest: Api, article: Article, make_comment: MakeComment
) -> None:
    make_comment(article)
    url = f"/articles/{article.pk}/comments/"
    first = anonymous.get(url)
    assert first.headers["Cache-Control"].startswith("public, ")
    assert first.headers["ETag"].startswith('"')
    assert guest.get(url).content == first.content
    again = anonymous.get(url, if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    make_comment(article)
    assert anonymous.get(url, if_none_match=first.headers["ETag"]).status_code == 200


def test_what_is_not_there_is_404(anonymous: Api) -> None:
    for path in (
        "articles/{}/comments",
        "articles/{}/viewer",
        "comments/{}",
        "comments/{}/replies",
    ):
        answer = anonymous.get(f"/{path.format(new_id())}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path

"""Bringing discussions in."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from articles.models import Article
from comments.models import Comment
from comments.services.tallies import find_differences
from comments.transfer.importing import import_records
from comments.transfer.records import ImportReport, Record, parents_first

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def record(key: str, parent: str | None) -> Record:
    return Record(key, parent, "someone", key, NOW)


@pytest.mark.parametrize(
    ("pairs", "order", "tops"),
    [
        ([("b", "a"), ("a", None)], ["a", "b"], {"a"}),
        ([("a", "a"), ("b", "a")], ["a", "b"], {"a"}),
        ([("a", "gone"), ("b", "a")], ["a", "b"], {"a"}),
        ([("a", "b"), ("b", "a"), ("c", "b")], ["a", "b", "c"], {"a"}),
        ([("a", None), ("a", None)], ["a"], {"a"}),
    ],
)
def test_parents_come_first(
    pairs: list[tuple[str, str | None]], order: list[str], tops: set[str]
) -> None:
    placed = parents_first([record(*pair) for pair in pairs], ImportReport())
    assert [entry.key for entry, _ in placed] == order
    assert {entry.key for entry, is_top in placed if is_top} == tops


def test_what_cannot_keep_its_place_is_reported() -> None:
    report = ImportReport()
    pairs = [("s", "s"), ("m", "gone"), ("a", "b"), ("b", "a"), ("s", None)]
    parents_first([record(*pair) for pair in pairs], report)
    assert report.self_parents == ["s"]
    assert report.missing_parents == ["m"]
    assert report.cycles == ["a"]
    assert report.duplicates == ["s"]


@pytest.mark.slow
def test_a_thousand_real_threads_keep_their_shape(
    corpus: Path, make_article: Callable[..., Article]
) -> None:
    threads: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in (corpus / "threads" / "talk-threads.ndjson").read_text().splitlines():
        message = json.loads(line)
        threads[message["thread"]].append(message)
    people: dict[str, UUID] = {}
    for name, messages in threads.items():
        article = make_article(title=messages[0]["title"][:500], external_id=name)
        records = [
            Record(
                message["id"], message["parent"], message["author"], message["text"],
                datetime.fromisoformat(message["created_at"]),
            )
            for message in messages
        ]  # fmt: skip
        report = import_records(article_id=article.pk, records=records, people=people)
        assert report.imported + len(report.duplicates) == len(messages)
        assert shape_of(article) == expected_shape(messages), name
    assert len(threads) == 1_000
    assert find_differences() == []


def shape_of(article: Article) -> Counter[tuple[int, int]]:
    """How many comments there are of each depth and number of replies."""
    comments = Comment.objects.filter(article=article).values_list("pk", "parent_id", "depth")
    replies = Counter(parent for _, parent, _ in comments)
    return Counter((depth, replies[key]) for key, _, depth in comments)


def expected_shape(messages: list[dict[str, str]]) -> Counter[tuple[int, int]]:
    """The same, from the messages themselves."""
    parents: dict[str, str | None] = {}
    for message in messages:
        parents.setdefault(message["id"], message["parent"])
    for key, parent in parents.items():
        if parent == key or parent not in parents:
            parents[key] = None
    replies = Counter(parent for parent in parents.values() if parent)

    def depth(key: str) -> int:
        steps, above = 0, parents[key]
        while above is not None:
            steps, above = steps + 1, parents[above]
        return steps

    return Counter((depth(key), replies[key]) for key in parents)

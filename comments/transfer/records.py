"""The neutral record of a comment from elsewhere, and the order to bring records in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from comments.enums import Status


@dataclass(frozen=True, slots=True)
class Record:
    """A comment as another system had it; keys are that system's."""

    key: str
    parent: str | None
    author: str
    body: str
    created_at: datetime
    status: Status = Status.PUBLISHED
    reason: str = ""
    deleted: bool = False


@dataclass(slots=True)
class ImportReport:
    """What came of an import; every record that could not keep its place is named."""

    imported: int = 0
    duplicates: list[str] = field(default_factory=list)  # a key seen before: left out
    self_parents: list[str] = field(default_factory=list)  # its own parent: made top-level
    missing_parents: list[str] = field(default_factory=list)  # parent nowhere: made top-level
    cycles: list[str] = field(default_factory=list)  # an ancestor of itself: made top-level


def parents_first(records: Iterable[Record], report: ImportReport) -> list[tuple[Record, bool]]:
    """Records with every parent before its replies, each with whether it is top-level now.

    What cannot keep its place becomes top-level and is reported. No recursion: depth is theirs.
    """
    by_key: dict[str, Record] = {}
    for record in records:
        if record.key in by_key:
            report.duplicates.append(record.key)
        else:
            by_key[record.key] = record
    tops = {key for key, record in by_key.items() if _is_top(record, by_key, report)}
    children: dict[str, list[str]] = {}
    for key, record in by_key.items():
        if key not in tops and record.parent is not None:
            children.setdefault(record.parent, []).append(key)
    placed = _descend(list(tops_in_order(by_key, tops)), children)
    for key in by_key:
        if key not in placed:  # reached from no top: it stands in a cycle or below one
            report.cycles.append(key)
            tops.add(key)
            placed |= _descend([key], children, seen=placed)
    return [(by_key[key], key in tops) for key in placed]


def tops_in_order(by_key: dict[str, Record], tops: set[str]) -> Iterable[str]:
    """The top-level keys as they came."""
    return (key for key in by_key if key in tops)


def _is_top(record: Record, by_key: dict[str, Record], report: ImportReport) -> bool:
    if record.parent is None:
        return True
    if record.parent == record.key:
        report.self_parents.append(record.key)
        return True
    if record.parent not in by_key:
        report.missing_parents.append(record.key)
        return True
    return False


def _descend(
    tops: Sequence[str], children: dict[str, list[str]], seen: Iterable[str] = ()
) -> dict[str, None]:
    """The keys below the tops, parents first (a dict keeps the order)."""
    placed: dict[str, None] = {}
    known = set(seen)
    waiting = list(reversed(tops))
    while waiting:
        key = waiting.pop()
        if key in known:
            continue
        known.add(key)
        placed[key] = None
        waiting.extend(reversed(children.get(key, ())))
    return placed

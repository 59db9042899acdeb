"""What an article must be told about its discussion, without knowing what a comment is.

The app that keeps the discussion hands itself in when it starts (``use``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID


class Discussion(Protocol):
    """The discussion under articles."""

    def counts(self, article_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """Visible comments per article; an article without any may be missing."""

    def exists(self, article_id: UUID) -> bool:
        """Whether the article has any comment, visible or not."""

    def remove(self, article_id: UUID) -> None:
        """Remove all comments of the article, in the transaction under way."""


class NoDiscussion:
    """Articles alone."""

    def counts(self, article_ids: Sequence[UUID]) -> Mapping[UUID, int]:
        """None."""
        return {}

    def exists(self, article_id: UUID) -> bool:
        """No."""
        return False

    def remove(self, article_id: UUID) -> None:
        """Nothing to do."""


_discussion: Discussion = NoDiscussion()


def use(discussion: Discussion) -> None:
    """Hand in the discussion, once, at start."""
    global _discussion  # noqa: PLW0603  # a port that is plugged in once, before any request
    _discussion = discussion


def current() -> Discussion:
    """The discussion that was handed in."""
    return _discussion

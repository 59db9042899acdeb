"""The first rule: some articles show nothing before a moderator has read it. Pure."""

from __future__ import annotations

from articles.enums import CommentingStatus
from comments.enums import Status


def initial_status(commenting: CommentingStatus) -> Status:
    """Where a new text begins: held while its article, section or site is premoderated."""
    held = commenting == CommentingStatus.PREMODERATED
    return Status.PENDING if held else Status.PUBLISHED

"""Whether an article takes comments at a moment. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.enums import CommentingStatus

STRICTNESS = list(CommentingStatus)


@dataclass(frozen=True, slots=True)
class Commenting:
    """Status, the reason that readers are told, and when commenting closes by itself."""

    status: CommentingStatus
    reason: str = ""
    closes_at: datetime | None = None


def effective(
    own: Commenting, *, section: CommentingStatus, site: CommentingStatus, now: datetime
) -> Commenting:
    """What holds at ``now``: the strictest of article, section and site.

    A passed ``closes_at`` closes; it is applied here, on read and on write, so no timer is needed.
    """
    if own.closes_at is not None and own.closes_at <= now:
        return Commenting(CommentingStatus.CLOSED, own.reason, own.closes_at)
    status = max(own.status, section, site, key=STRICTNESS.index)
    return Commenting(status, own.reason, own.closes_at)

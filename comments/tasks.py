"""What the worker does for comments."""

from __future__ import annotations

from newsapi.serving.ticks import register_tick

# Reads add what is not folded yet, so this pace is about the length of that list only.
SECONDS_BETWEEN_FOLDS = 1.0


def register_ticks() -> None:
    """Have the worker fold tallies; CommentsConfig calls this when the app is ready."""
    register_tick("fold tallies", SECONDS_BETWEEN_FOLDS, fold, waiting)


def fold() -> bool:
    """Fold a batch of tally deltas; whether it was a full one, so that more are waiting."""
    from comments.services.tallies import BATCH, fold_tallies

    return fold_tallies() >= BATCH


def waiting(up_to: int) -> int:
    """How many deltas are not folded yet, counted up to a number."""
    from comments.models import TallyDelta

    return TallyDelta.objects.all()[:up_to].count()

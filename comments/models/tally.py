"""Tallies: counts as totals plus what is not folded into them yet."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from articles.models import Article


class ArticleTally(models.Model):
    """Visible comments of an article, as far as they are folded."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True)
    comments = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.comments}"


class TallyDelta(models.Model):
    """A comment became visible (+1) or ceased to be (-1): for its article, and for its parent.

    Appended in the transaction that made it so, folded and deleted by the worker. A count is the
    total plus the deltas, read in one statement, and so exact at every moment.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(
        "comments.Comment", on_delete=models.CASCADE, related_name="+", null=True, db_index=False
    )
    delta = models.IntegerField()

    class Meta:
        indexes: ClassVar = [
            # serves reply counts, and the parent's foreign key
            models.Index(
                fields=["parent"], name="tally_delta_parent", condition=Q(parent__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delta:+d} ({self.article_id})"

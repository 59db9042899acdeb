"""Revision: a body as it was submitted; none is ever changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from articles.models import Article
from newsapi.ids import new_id


class Revision(models.Model):
    """One submitted body of a comment, the first being number 1."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    comment = models.ForeignKey(
        "comments.Comment", on_delete=models.PROTECT, related_name="revisions", db_index=False
    )
    number = models.PositiveIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            # closes the race of two edits at once; serves a comment's history and its foreign key
            models.UniqueConstraint(fields=["comment", "number"], name="revision_number"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} #{self.number}"

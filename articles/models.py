"""Tables of the articles app."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.addresses import MAX_URL
from articles.commenting import Commenting
from articles.enums import CommentingStatus
from articles.search import search_expression
from newsapi.ids import new_id


class Section(models.Model):
    """What a newsroom set for a whole section, named as articles name it."""

    name = models.CharField(max_length=100, primary_key=True)
    commenting_status = models.CharField(
        max_length=16, choices=CommentingStatus, default=CommentingStatus.OPEN
    )

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """An article that a publisher told us about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    external_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    url = models.CharField(max_length=MAX_URL, unique=True)
    title = models.CharField(max_length=500)
    subtitle = models.CharField(max_length=1_000, blank=True)
    byline = models.CharField(max_length=300, blank=True)
    section = models.CharField(max_length=100, blank=True)
    tags = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    language = models.CharField(max_length=35, default="en")
    search_config = models.CharField(max_length=20, default="simple", editable=False)
    body = models.TextField(blank=True)
    image_url = models.CharField(max_length=MAX_URL, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    modified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    commenting_status = models.CharField(
        max_length=16, choices=CommentingStatus, default=CommentingStatus.OPEN
    )
    commenting_reason = models.CharField(max_length=500, blank=True)
    commenting_closes_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.GeneratedField(
        expression=Coalesce("published_at", "created_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=search_expression(), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        indexes: ClassVar = [
            # serve the list (newest first), whole and by section, and its cursors
            models.Index(fields=["-listed_at", "-id"], name="article_newest"),
            models.Index(fields=["section", "-listed_at", "-id"], name="article_section_newest"),
            # serves ?search=
            GinIndex(fields=["search"], name="article_search"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def own_commenting(self) -> Commenting:
        """What was set for this article itself; see queries.commenting_of for what holds."""
        return Commenting(
            CommentingStatus(self.commenting_status),
            self.commenting_reason,
            self.commenting_closes_at,
        )

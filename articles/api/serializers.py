"""What is taken in and given out about articles."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from rest_framework import serializers

from articles.addresses import MAX_URL, canonical_url
from articles.enums import CommentingStatus

LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")
MAX_TAGS = 50


class WebAddress(serializers.CharField):
    """An http(s) URL in its canonical spelling."""

    def __init__(self, **options: Any) -> None:  # Any: CharField's own options
        super().__init__(max_length=MAX_URL, **options)

    def to_internal_value(self, data: Any) -> str:  # Any: whatever JSON held
        """The canonical URL, or why it is none."""
        text = super().to_internal_value(data)
        try:
            return canonical_url(text) if text else text
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid_url") from error


class CommentingInput(serializers.Serializer[object]):
    """Whether the article takes comments."""

    status = serializers.ChoiceField(choices=CommentingStatus.choices, required=False)
    reason = serializers.CharField(
        max_length=500, required=False, allow_blank=True, help_text="What readers are told."
    )
    closes_at = serializers.DateTimeField(required=False, allow_null=True)


class ArticleInput(serializers.Serializer[object]):
    """An article as a publisher sends it."""

    external_id = serializers.CharField(max_length=255, required=False, allow_null=True)
    url = WebAddress()
    title = serializers.CharField(max_length=500)
    subtitle = serializers.CharField(max_length=1_000, required=False, allow_blank=True)
    byline = serializers.CharField(max_length=300, required=False, allow_blank=True)
    section = serializers.CharField(max_length=100, required=False, allow_blank=True)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, max_length=MAX_TAGS
    )
    language = serializers.RegexField(rf"^{LANGUAGE.pattern}\Z", max_length=35, required=False)
    body = serializers.CharField(
        max_length=settings.NEWSAPI_MAX_ARTICLE_BODY, required=False, allow_blank=True
    )
    image_url = WebAddress(required=False, allow_null=True, allow_blank=True)
    published_at = serializers.DateTimeField(required=False, allow_null=True)
    modified_at = serializers.DateTimeField(required=False, allow_null=True)
    commenting = CommentingInput(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: fields' values
        """The commenting members as the article's own fields."""
        for name, value in attrs.pop("commenting", {}).items():
            attrs[f"commenting_{name}"] = value
        if "image_url" in attrs:
            attrs["image_url"] = attrs["image_url"] or ""
        return attrs


class ArticlePutInput(ArticleInput):
    """The same, the external_id being in the path."""

    external_id = None  # type: ignore[assignment]  # how DRF takes an inherited field away


class ArticleQuery(serializers.Serializer[object]):
    """Filters of the list."""

    url = WebAddress(required=False)
    external_id = serializers.CharField(max_length=255, required=False)
    section = serializers.CharField(max_length=100, required=False)
    published_after = serializers.DateTimeField(required=False)
    published_before = serializers.DateTimeField(required=False)
    search = serializers.CharField(
        max_length=200, required=False, help_text='Words, "phrases", or, -not.'
    )
    limit = serializers.IntegerField(min_value=1, max_value=100, default=25)
    cursor = serializers.CharField(max_length=500, required=False)


class DeleteQuery(serializers.Serializer[object]):
    """How to delete."""

    force = serializers.BooleanField(default=False, help_text="Its comments too (staff).")


class CommentingOutput(serializers.Serializer[object]):
    """Whether the article takes comments now."""

    status = serializers.ChoiceField(choices=CommentingStatus.choices)
    reason = serializers.CharField()
    closes_at = serializers.DateTimeField(allow_null=True)


class ArticleOutput(serializers.Serializer[object]):
    """An article as everyone sees it."""

    id = serializers.UUIDField()
    external_id = serializers.CharField(allow_null=True)
    url = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    byline = serializers.CharField()
    section = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField()
    body = serializers.CharField()
    image_url = serializers.CharField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    modified_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    comment_count = serializers.IntegerField(min_value=0)
    commenting = CommentingOutput()


class ArticleListOutput(serializers.Serializer[object]):
    """A page of articles."""

    results = ArticleOutput(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)

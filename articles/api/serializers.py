"""What is taken in about articles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from rest_framework import serializers

from articles.addresses import MAX_URL, URL_PATTERN, canonical_url
from articles.enums import CommentingStatus
from newsapi.api.fields import (
    JsonSchema,
    Moment,
    PatternText,
    QueryCursor,
    QueryFlag,
    QueryWhole,
    Text,
)

LANGUAGE = r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*"
MAX_TAGS = 50


class WebAddress(Text):
    """An http(s) URL in its canonical spelling."""

    def __init__(self, **options: Any) -> None:  # Any: CharField's own options
        super().__init__(max_length=MAX_URL, **options)

    def json_schema(self) -> JsonSchema:
        """A URL in ASCII; other letters are taken too, where they can be spelled in it."""
        pattern = f"^({URL_PATTERN})?$" if self.allow_blank else f"^{URL_PATTERN}$"
        return super().json_schema() | {"pattern": pattern}

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
    reason = Text(
        max_length=500, required=False, allow_blank=True, help_text="What readers are told."
    )
    closes_at = Moment(required=False, allow_null=True)


class ArticleInput(serializers.Serializer[object]):
    """An article as a publisher sends it."""

    external_id = Text(max_length=255, required=False, allow_null=True)
    url = WebAddress()
    title = Text(max_length=500)
    subtitle = Text(max_length=1_000, required=False, allow_blank=True)
    byline = Text(max_length=300, required=False, allow_blank=True)
    section = Text(max_length=100, required=False, allow_blank=True)
    tags = serializers.ListField(child=Text(max_length=100), required=False, max_length=MAX_TAGS)
    language = PatternText(LANGUAGE, max_length=35, required=False)
    body = Text(max_length=settings.NEWSAPI_MAX_ARTICLE_BODY, required=False, allow_blank=True)
    image_url = WebAddress(required=False, allow_null=True, allow_blank=True)
    published_at = Moment(required=False, allow_null=True)
    modified_at = Moment(required=False, allow_null=True)
    commenting = CommentingInput(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:  # Any: fields' values
        """The commenting members as the article's own fields."""
        for name, value in attrs.pop("commenting", {}).items():
            attrs[f"commenting_{name}"] = value
        if "image_url" in attrs:
            attrs["image_url"] = attrs["image_url"] or ""
        return attrs


class ArticlePatchInput(ArticleInput):
    """Some fields of an article: what is left out stays as it is."""

    def get_fields(self) -> dict[str, Any]:  # Any: serializer fields
        """The same fields, none of them required."""
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class ArticlePutInput(ArticleInput):
    """The same, the external_id being in the path."""

    external_id = None  # type: ignore[assignment]  # how DRF takes an inherited field away


class ArticleQuery(serializers.Serializer[object]):
    """Filters of the list."""

    url = WebAddress(required=False)
    external_id = Text(max_length=255, required=False)
    section = Text(max_length=100, required=False)
    published_after = Moment(required=False)
    published_before = Moment(required=False)
    search = Text(max_length=200, required=False, help_text='Words, "phrases", or, -not.')
    limit = QueryWhole(min_value=1, max_value=100, default=25)
    cursor = QueryCursor()


class DeleteQuery(serializers.Serializer[object]):
    """How to delete."""

    force = QueryFlag(default=False, help_text="Its comments too (staff).")

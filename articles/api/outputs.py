"""What is given out about articles; ``present`` makes it, these describe it."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from articles.enums import CommentingStatus


@extend_schema_serializer(component_name="Commenting")
class CommentingOutput(serializers.Serializer[object]):
    """Whether the article takes comments now: the strictest of article, section and site."""

    status = serializers.ChoiceField(choices=CommentingStatus.choices)
    reason = serializers.CharField(help_text="What readers are told.")
    closes_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(component_name="Article")
class ArticleOutput(serializers.Serializer[object]):
    """An article as everyone sees it."""

    id = serializers.UUIDField()
    external_id = serializers.CharField(allow_null=True, help_text="The publisher's own id.")
    url = serializers.URLField(help_text="In its canonical spelling.")
    title = serializers.CharField()
    subtitle = serializers.CharField()
    byline = serializers.CharField()
    section = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())
    language = serializers.CharField(help_text="A BCP 47 tag.")
    body = serializers.CharField()
    image_url = serializers.URLField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    modified_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    comment_count = serializers.IntegerField(help_text="Visible comments, exact.")
    commenting = CommentingOutput()


@extend_schema_serializer(component_name="ArticlePage")
class ArticlePageOutput(serializers.Serializer[object]):
    """A page of articles."""

    results = ArticleOutput(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)

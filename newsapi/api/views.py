"""The base of every API view: parse, call, present."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from newsapi.api.access import Actor
from newsapi.api.authentication import actor_of
from newsapi.errors import FieldProblem, InvalidInput

# One second is as fresh as a page cache makes it; a CDN may serve a stale page while it asks anew.
PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=30, stale-if-error=300"


class ApiView(APIView):
    """A view that knows its actor and validates by serializers that never write."""

    http_method_names = ["get", "head", "post", "put", "patch", "delete"]  # noqa: RUF012  # DRF's

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """DRF's request, with the body kept: a session's CSRF check reads the stream to its end."""
        if "Idempotency-Key" in request.headers:
            _ = request.body  # bounded by BodyLimitMiddleware
        return super().initialize_request(request, *args, **kwargs)

    @property
    def actor(self) -> Actor:
        """Who is asking."""
        return actor_of(self.request)

    def body(
        self, serializer: type[serializers.Serializer[Any]], *, partial: bool = False
    ) -> dict[str, Any]:  # Any: a serializer's values are of its fields' types
        """The request's validated body. Raises ValidationError (400)."""
        data = self.request.data
        if not isinstance(data, dict):
            raise InvalidInput([FieldProblem("body", "invalid", "Send a JSON object.")])
        checked = serializer(data=data, partial=partial)
        checked.is_valid(raise_exception=True)
        return dict(checked.validated_data)

    def query(
        self, serializer: type[serializers.Serializer[Any]]
    ) -> dict[str, Any]:  # Any: a serializer's values are of its fields' types
        """The validated query parameters. Raises ValidationError (400)."""
        # As a plain dict: DRF takes a QueryDict for an HTML form, where an empty value is left out.
        checked = serializer(data=self.request.query_params.dict())
        checked.is_valid(raise_exception=True)
        return dict(checked.validated_data)

    def finalize_response(
        self, request: Request, response: Response, *args: object, **kwargs: object
    ) -> Response:
        """What concerns one actor only is for nobody's cache."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if not final.has_header("Cache-Control"):
            final["Cache-Control"] = "private, no-store"
        return final


class PublicReadView(ApiView):
    """A view whose reads are the same for everyone: for them no credentials are looked at."""

    def get_authenticators(self) -> list[BaseAuthentication]:
        """None for a read."""
        reads = self.request is not None and self.request.method in SAFE_METHODS
        return [] if reads else super().get_authenticators()


def public(data: Mapping[str, object]) -> Response:
    """An answer with nothing in it that concerns one viewer: any cache may keep it."""
    return Response(data, headers={"Cache-Control": PUBLIC})


def absolute(request: HttpRequest | Request, path: str) -> str:
    """The full address of a path on this host."""
    return request.build_absolute_uri(path)

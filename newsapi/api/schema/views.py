"""The document over HTTP, and its page for people."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from newsapi.api import problems
from newsapi.api.json import dumps
from newsapi.api.schema.describing import Documentation, Json, Success
from newsapi.api.schema.document import document
from newsapi.api.schema.security import PUBLIC
from newsapi.api.views import PublicReadView, public

EMPTY: Json = {"openapi": "3.1.0", "info": {}, "paths": {}, "components": {}}
READ_SCHEMA = Documentation(
    id="readSchema",
    tag="service",
    description="The OpenAPI 3.1 document that you are reading, as JSON.",
    security=PUBLIC,
    success=(
        Success(
            status=200,
            description="The document.",
            body={
                "type": "object",
                "required": [*EMPTY],
                "properties": {
                    "openapi": {"type": "string", "pattern": r"^3\.1\.\d+$"},
                    "info": {"type": "object"},
                    "paths": {"type": "object"},
                    "components": {"type": "object"},
                },
            },
            example=EMPTY,
        ),
    ),
    public_read=True,
)


class SchemaView(PublicReadView):
    """The OpenAPI document."""

    @READ_SCHEMA
    def get(self, request: Request) -> Response:
        """Read this document."""
        return public(document())


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI, out of our own static files."""

    authentication_classes: list[type] = []  # noqa: RUF012  # as its base declares them
    permission_classes: list[type] = []  # noqa: RUF012
    url_name = "schema"

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]  # as DRF takes it
        """An error is a problem in JSON here too, not this page's HTML."""
        found = problems.translate(exc)
        answer = HttpResponse(dumps(found), status=int(str(found["status"])))
        answer["Content-Type"] = problems.MEDIA_TYPE
        return answer

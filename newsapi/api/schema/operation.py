"""One operation of the document, out of what its handler declares and what follows from it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, append_meta
from rest_framework.fields import Field

from newsapi.api.fields import QueryCursor, Stated
from newsapi.api.schema import errors
from newsapi.api.schema.describing import Documentation, Success
from newsapi.api.schema.headers import CURSOR, IDEMPOTENCY_KEY, IF_NONE_MATCH, references
from newsapi.api.schema.security import requirements

Json = dict[str, Any]  # Any: JSON
JSON = "application/json"


class Operation(AutoSchema):
    """Reads the handler's ``Documentation``; without one it stays out, and a test says so."""

    @property
    def handler(self) -> Any:  # Any: a bound method that carries attributes
        """The view's method for this operation."""
        return getattr(self.view, self.method.lower())

    @property
    def documented(self) -> Documentation:
        """What the handler declares."""
        found: Documentation = self.handler.documentation
        return found

    @property
    def idempotent(self) -> bool:
        """Whether it takes an Idempotency-Key."""
        return getattr(self.handler, "idempotent", False)

    def get_operation(
        self,
        path: str,
        path_regex: str,
        path_prefix: str,
        method: str,
        registry: ComponentRegistry,
    ) -> Json | None:
        """The operation object."""
        operation = super().get_operation(path, path_regex, path_prefix, method, registry)
        if operation is None:
            return None
        operation["security"] = self.get_auth()
        operation["parameters"] = [*self._parameters(operation)]
        operation["x-opaque-parameters"] = [*self._opaque_parameters()]
        for success in self.documented.success:
            self._complete(operation["responses"][str(success.status)], success)
        if self.documented.public_read:
            operation["responses"]["304"] = _not_modified()
        operation["responses"] |= errors.responses(
            self.documented, method=self.method, idempotent=self.idempotent
        )
        return {key: value for key, value in operation.items() if value != [] or key == "security"}

    def is_excluded(self) -> bool:
        """Whether nothing is declared."""
        return not hasattr(self.handler, "documentation")

    def get_auth(self) -> list[dict[str, list[str]]]:
        """As declared."""
        return requirements(self.documented.security)

    def get_operation_id(self) -> str:
        """As declared."""
        return self.documented.id

    def get_tags(self) -> list[str]:
        """As declared."""
        return [self.documented.tag]

    def get_summary(self) -> str:
        """The handler's docstring, its first sentence."""
        return (inspect.getdoc(self.handler) or "").partition("\n")[0].rstrip(".")

    def get_description(self) -> str:  # type: ignore[override]  # as in AutoSchema
        """As declared, and what its opaque parameters are for."""
        notes = (
            f"`{given['name']}`: {given['description']}" for given in self._opaque_parameters()
        )
        return "\n\n".join([self.documented.description, *notes])

    def get_request_serializer(self) -> Any:  # Any: as drf-spectacular declares it
        """As declared."""
        return self.documented.request

    def get_response_serializers(self) -> Any:  # Any: as drf-spectacular declares it
        """As declared; the errors are added later, they have no serializer."""
        return {(success.status, JSON): success.body for success in self.documented.success}

    def get_override_parameters(self) -> list[Any]:  # Any: as drf-spectacular declares it
        """The query's fields."""
        return [self.documented.query] if self.documented.query else []

    def _parameters(self, operation: Json) -> Iterator[Json]:
        yield from self.documented.path
        for given in operation.get("parameters", ()):
            if given["in"] == "query":
                yield given | ({"explode": False} if self._takes_commas(given["name"]) else {})
        if self.documented.public_read:
            yield IF_NONE_MATCH

    def _takes_commas(self, name: str) -> bool:
        return self.documented.query is not None and getattr(
            self.documented.query().fields[name], "comma_separated", False
        )

    def _opaque_parameters(self) -> Iterator[Json]:
        """Parameters whose valid values no schema can tell from others.

        A cursor is valid where the server made it, an Idempotency-Key where it was not used for
        another act. Among ``parameters`` they would claim that any text of the form is valid.
        """
        query = self.documented.query
        if query is not None and any(isinstance(f, QueryCursor) for f in query().fields.values()):
            yield CURSOR
        if self.idempotent:
            yield IDEMPOTENCY_KEY

    def _complete(self, response: Json, success: Success) -> None:
        names = ["X-Request-ID", "Cache-Control", *success.headers]
        if self.documented.public_read:
            names.append("ETag")
        if self.idempotent:
            names.append("Idempotent-Replayed")
        response["description"] = success.description
        response["headers"] = references(*names)
        if success.example is not None:
            response["content"][JSON]["example"] = success.example

    def _get_request_body(self, direction: str = "request") -> Json | None:
        body: Json | None = super()._get_request_body(direction)  # type: ignore[no-untyped-call]
        if body is not None and self.documented.example is not None:
            body["content"][JSON]["example"] = self.documented.example
        return body

    def _map_serializer_field(
        self, field: Field[Any, Any, Any, Any], direction: str, bypass_extensions: bool = False
    ) -> Json | None:
        if isinstance(field, Stated):
            schema = field.json_schema()
            if schema is not None and field.allow_null:
                schema = {"anyOf": [schema, {"type": "null"}]}
            meta = self._get_serializer_field_meta(field, direction)  # type: ignore[no-untyped-call]
            meta.pop("nullable", None)
            return None if schema is None else append_meta(schema, meta)
        mapped: Json | None = super()._map_serializer_field(  # type: ignore[no-untyped-call]
            field, direction, bypass_extensions
        )
        return mapped

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Json:
        schema: Json = super()._map_basic_serializer(  # type: ignore[no-untyped-call]
            serializer, direction
        )
        return schema | getattr(serializer, "conditions", {})

    def _insert_field_validators(self, field: Field[Any, Any, Any, Any], schema: Json) -> None:
        if not isinstance(field, Stated):
            super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]


def _not_modified() -> Json:
    return {
        "description": "Still what the `If-None-Match` names.",
        "headers": references("X-Request-ID", "Cache-Control", "ETag"),
    }

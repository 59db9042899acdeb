"""The whole document: what drf-spectacular builds, and the shared components."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from newsapi.api.schema.errors import FIELD_PROBLEM, PROBLEM
from newsapi.api.schema.headers import HEADERS
from newsapi.api.schema.security import SCHEMES

Json = dict[str, Any]  # Any: JSON
BUILDING = Lock()


def complete(result: Json, **_: object) -> Json:
    """drf-spectacular's hook: the shared components put in."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update(FieldProblem=FIELD_PROBLEM, Problem=PROBLEM)
    components["headers"] = HEADERS
    components["securitySchemes"] = SCHEMES
    return result


@lru_cache(maxsize=1)
def _built() -> Json:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    built: Json = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return built


def document() -> Json:
    """The document, built once a process: it does not depend on who asks."""
    with BUILDING:  # drf-spectacular loads its extensions at first use, and not for two threads
        return _built()

"""The OpenAPI document as a judge: says where an answer is not as the document says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jsonschema_rs
import orjson

from newsapi.api.schema.document import document
from tests.client import Api

PREFIX = re.compile(r"https?://[^/]+")


@cache
def served() -> dict[str, Any]:
    """The document as it is sent, read back."""
    return dict(orjson.loads(orjson.dumps(document())))


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every (method, path, operation)."""
    for path, item in served()["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


@cache
def strict_components() -> dict[str, Any]:
    """The schemas, with nothing allowed in our own objects that they do not name.

    The document leaves objects open, so that members can be added; these tests want to know.
    """
    schemas = orjson.loads(orjson.dumps(served()["components"]["schemas"]))
    for schema in schemas.values():
        if schema.get("type") == "object":
            schema.setdefault("additionalProperties", False)
    return {"schemas": schemas}


def problems_of(schema: dict[str, Any], value: object) -> list[str]:
    """Why the value is not of the schema."""
    whole = {**schema, "components": strict_components()}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(value)]


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for path in sorted(served()["paths"], key=lambda path: ("{" in path, path)):
        pattern = re.sub(r"\\{external_id\\}", ".+", re.escape(path))
        found.append((re.compile(re.sub(r"\\{\w+\\}", "[^/]+", pattern)), path))
    return found


def operation_at(method: str, url: str) -> tuple[str, dict[str, Any]] | None:
    """The operation's id and responses, where the document has it."""
    path = PREFIX.sub("", url).partition("?")[0]
    for pattern, template in _templates():
        operation = served()["paths"][template].get(method.lower())
        if pattern.fullmatch(path) and operation:
            return operation["operationId"], operation["responses"]
    return None


def differences(responses: dict[str, Any], answer: Any) -> list[str]:
    """Where the answer is not one of the responses."""
    response = responses.get(str(answer.status_code))
    if response is None:
        return [f"{answer.status_code} is not documented: {answer.content!r}"]
    headers = served()["components"]["headers"]
    found = []
    for name, reference in response["headers"].items():
        header = headers[reference["$ref"].rpartition("/")[2]]
        if name in answer.headers:
            value = answer.headers[name]
            wanted = int(value) if header["schema"].get("type") == "integer" else value
            found += problems_of(header["schema"], wanted)
        elif header.get("required"):
            found.append(f"no header {name}")
    return found + _differences_of_body(response.get("content", {}), answer)


def _differences_of_body(content: dict[str, Any], answer: Any) -> list[str]:
    if not content:
        return ["there is a body"] if answer.content else []
    media_type = answer.headers["Content-Type"]
    if media_type not in content:
        return [f"{media_type} is not documented"]
    found = problems_of(content[media_type]["schema"], answer.json())
    examples = content[media_type].get("examples", {})
    if examples and answer.json()["code"] not in examples:
        found.append(f"the code {answer.json()['code']} is not documented")
    return found


class JudgedApi(Api):
    """A client that fails at the first answer that is not as documented."""

    met: set[tuple[str, int]]

    def call(self, method: str, path: str, body: object = None, **options: Any) -> Any:
        """The answer, judged; what was met is kept in ``met``."""
        answer = super().call(method, path, body, **options)
        full = path if path.startswith(("http", "/api/v1/")) else f"/api/v1{path}"
        found = operation_at(method, full)
        assert found, f"{method} {path} is not documented"
        assert differences(found[1], answer) == [], f"{method} {path}: {answer.status_code}"
        self.met.add((found[0], answer.status_code))
        return answer

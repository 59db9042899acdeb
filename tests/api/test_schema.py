"""The OpenAPI document: complete, valid, and derived from the code that it describes."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from newsapi.accounts.names import NAME_PATTERN, clean_name
from newsapi.api import fields
from newsapi.errors import DomainError
from tests.client import Api
from tests.contract import operations, problems_of, served

PROBLEM = "application/problem+json"
WITH_BODY = {"POST", "PUT", "PATCH"}
# Raised by commands, or by what stands before any operation.
NOT_OF_AN_OPERATION = {"UnknownScope", "EmailTaken", "DomainError", "InvalidInput"}


def routes() -> Iterator[tuple[str, str]]:
    """Every (method, path) of the API's own views, but for the page that shows the document."""
    for path, pattern in walk(get_resolver().url_patterns):
        view = getattr(pattern.callback, "view_class", None)
        if not path.startswith("/api/v1/") or path == "/api/v1/docs/" or view is None:
            continue
        for method in ("get", "post", "put", "patch", "delete"):
            if hasattr(view, method):
                yield method.upper(), re.sub(r"<\w+:(\w+)>", r"{\1}", path)


def walk(
    patterns: list[URLPattern | URLResolver], prefix: str = "/"
) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, path)
        else:
            yield path, pattern


def test_it_has_just_the_routes_that_there_are() -> None:
    documented = {(method, path) for method, path, _ in operations()}
    assert documented == set(routes())
    assert len(documented) >= 19
    ids = [operation["operationId"] for _, _, operation in operations()]
    assert len(ids) == len(set(ids))


def test_generating_it_gives_no_warnings(tmp_path: Path) -> None:
    target = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(target))
    assert target.read_text().startswith("openapi: 3.1.0")


@pytest.mark.parametrize(
    ("method", "operation"),
    [
        pytest.param(method, operation, id=operation["operationId"])
        for method, _, operation in operations()
    ],
)
def test_every_operation_says_all(method: str, operation: dict[str, Any]) -> None:
    known = {tag["name"] for tag in served()["tags"]}
    assert operation["summary"]
    assert operation["description"]
    assert set(operation["tags"]) <= known
    errors = {status for status in operation["responses"] if status >= "4"}
    assert errors >= expected_errors(method, operation)
    for status in errors:
        response = operation["responses"][status]
        content = response["content"][PROBLEM]
        assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert content["examples"]
        for code, example in content["examples"].items():
            assert (example["value"]["code"], example["value"]["status"]) == (code, int(status))
            assert problems_of(content["schema"], example["value"]) == []
        assert {"X-Request-ID", "Cache-Control"} <= set(response["headers"])


def expected_errors(method: str, operation: dict[str, Any]) -> set[str]:
    expected = {"400", "500", "503"}
    if any(given["in"] == "path" for given in operation.get("parameters", ())):
        expected |= {"404"} if method != "PUT" else set()
    if method != "GET":
        expected |= {"411", "413"}
    if method in WITH_BODY:
        assert operation["requestBody"]["content"]["application/json"]["example"]
        expected |= {"415"}
    if method == "POST":
        expected |= {"409", "422"}
    if operation["security"]:
        expected |= {"401"}
    if operation["security"] and {} not in operation["security"]:
        expected |= {"401", "403"}
    return expected


def test_successes_have_schema_and_a_true_example() -> None:
    checked = 0
    for _, path, operation in operations():
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        bodies += [
            response
            for status, response in operation["responses"].items()
            if status in ("200", "201")
        ]
        for body in bodies:
            media = body["content"]["application/json"]
            assert problems_of(media["schema"], media["example"]) == [], path
            checked += 1
    assert checked >= 25


def test_every_error_we_define_is_somewhere() -> None:
    examples = {
        code
        for _, _, operation in operations()
        for response in operation["responses"].values()
        for code in response.get("content", {}).get(PROBLEM, {}).get("examples", {})
    }
    defined = {error for error in subclasses(DomainError) if error.__module__ in sys.modules}
    missing = {
        error.__name__
        for error in defined
        if error.code not in examples and error.__name__ not in NOT_OF_AN_OPERATION
    }
    assert missing == set()


def subclasses(error: type[DomainError]) -> Iterator[type[DomainError]]:
    for subclass in error.__subclasses__():
        if subclass.__module__.startswith(
            ("newsapi.api", "newsapi.accounts", "articles", "comments")
        ):
            yield subclass
        yield from subclasses(subclass)


def test_who_may_call_is_said() -> None:
    schemes = served()["components"]["securitySchemes"]
    assert schemes["bearerToken"]["scheme"] == "bearer"
    assert (schemes["serverKey"]["in"], schemes["serverKey"]["name"]) == ("header", "Authorization")
    assert schemes["browserSession"]["in"] == "cookie"
    security = {operation["operationId"]: operation["security"] for *_, operation in operations()}
    assert security["listArticles"] == []
    assert security["readViewer"][0] == {}
    assert security["createComment"] == [{"bearerToken": []}, {"browserSession": []}]
    assert {"serverKey": []} in security["createArticle"]


def test_comments_hold_comments() -> None:
    schemas = served()["components"]["schemas"]
    items = schemas["Replies"]["properties"]["results"]["items"]
    assert items == {"$ref": "#/components/schemas/Comment"}
    assert schemas["Comment"]["properties"]["replies"] == {"$ref": "#/components/schemas/Replies"}


def test_it_is_served(anonymous: Api) -> None:
    answer = anonymous.get("/schema/?format=json")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    assert answer.json() == served()
    again = anonymous.get("/schema/", if_none_match=answer.headers["ETag"])
    assert again.status_code == 304


def test_its_page_asks_nobody_else(anonymous: Api) -> None:
    page = anonymous.client.get("/api/v1/docs/").content.decode()
    script = anonymous.client.get("/api/v1/docs/?script=").content.decode()
    assert "swagger-ui-bundle.js" in page
    assert "/api/v1/schema/" in script
    assert re.findall(r"https?://", page + script) == []
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', page):
        assert anonymous.client.get(address).status_code == 200


# --- what the document says of a field is what the field takes -----------------------------------


def test_names_are_as_documented() -> None:
    """Every character but surrogates (which no JSON text can hold), between letters."""
    documented = jsonschema_rs.validator_for({"type": "string", "pattern": NAME_PATTERN})
    points = (*range(0xD800), *range(0xE000, 0x110000))
    names = (f"A{chr(point)}B" for point in points)
    assert [name for name in names if accepted(name) is not documented.is_valid(name)] == []


def accepted(name: str) -> bool:
    try:
        return bool(clean_name(name))
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("field", "value", "taken"),
    [
        (fields.Text(max_length=3), "abc", True),
        (fields.Text(max_length=3), " ab ", False),
        (fields.Text(), 5, False),
        (fields.Text(), True, False),
        (fields.Text(), "\u3000\x1c\n", False),
        (fields.Text(), "a\x00", False),
        (fields.Text(allow_blank=True), "", True),
        (fields.PatternText("[a-z]+"), "abc", True),
        (fields.PatternText("[a-z]+"), "abc\n", False),
        (fields.Email(max_length=20), "a@b.example", True),
        (fields.Email(max_length=20), "a", False),
        (fields.Whole(min_value=1, max_value=9), 9, True),
        (fields.Whole(), 9.0, True),
        (fields.Whole(), 9.5, False),
        (fields.Whole(), "9", False),
        (fields.Whole(), True, False),
        (fields.Whole(max_value=9), 10, False),
        (fields.Id(), "01980a38-1f6e-7d11-a4c3-9b7e5d2f8c60", True),
        (fields.Id(), "01980a381f6e7d11a4c39b7e5d2f8c60", False),
        (fields.Id(), 5, False),
        (fields.Moment(), "2026-11-22T13:39:00.123Z", True),
        (fields.Moment(), "2026-11-22t13:39:00+02:00", True),
        (fields.Moment(), "0001-01-01T00:00:00+23:59", True),
        (fields.Moment(), "9999-12-31T23:59:59-23:59", True),
        (fields.Moment(), "2016-12-31T23:59:60Z", True),
        (fields.Moment(), "2026-11-22", False),
        (fields.Moment(), "2026-11-22T13:39:00", False),
        (fields.Moment(), "2026-02-30T13:39:00Z", False),
        (fields.Moment(), 5, False),
    ],
)
def test_fields_are_as_documented(field: Any, value: object, *, taken: bool) -> None:
    assert (problems_of(field.json_schema(), value) == []) is taken
    if taken:
        field.run_validation(value)
        return
    with pytest.raises(fields.serializers.ValidationError):
        field.run_validation(value)


@pytest.mark.parametrize(
    ("field", "text", "taken"),
    [
        (fields.QueryWhole(), "5", True),
        (fields.QueryWhole(), "5.0", False),
        (fields.QueryWhole(), "٥", False),
        (fields.QueryWhole(), "1_0", False),
        (fields.QueryFlag(), "true", True),
        (fields.QueryFlag(), "yes", False),
        (fields.QueryIds(at_most=1), "01980a38-1f6e-7d11-a4c3-9b7e5d2f8c60", True),
        (fields.QueryIds(at_most=1), "", False),
        (fields.QueryIds(at_most=1), ",", False),
    ],
)
def test_query_fields_are_strict(field: Any, text: str, *, taken: bool) -> None:
    if taken:
        field.run_validation(text)
        return
    with pytest.raises(fields.serializers.ValidationError):
        field.run_validation(text)

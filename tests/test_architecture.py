"""House rules that a linter cannot say (the import contracts are import-linter's)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newsapi", "articles", "comments")


def sources() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def writers_of(attribute: str, *, constructors: tuple[str, ...]) -> set[str]:
    """Files that assign ``x.attribute``, or name it in ``update(…)`` or a constructor."""
    found = set()
    for path, tree in sources():
        for node in ast.walk(tree):
            targets = node.targets if isinstance(node, ast.Assign) else []
            if isinstance(node, ast.AugAssign | ast.AnnAssign):
                targets = [node.target]
            if any(
                isinstance(target, ast.Attribute) and target.attr == attribute for target in targets
            ):
                found.add(path)
            if isinstance(node, ast.Call) and called(node) in (*constructors, "update", "create"):
                named = {keyword.arg for keyword in node.keywords}
                found |= {path} if attribute in named else set()
    return found


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def test_only_decisions_write_a_comments_status() -> None:
    found = writers_of("status", constructors=("Comment",))
    assert {path for path in found if path.startswith("comments/")} == {
        "comments/moderation/decisions.py"
    }


def test_only_tallies_write_totals_and_only_visibility_writes_deltas() -> None:
    sql = re.compile(r"(UPDATE|INSERT INTO|DELETE FROM)\s+(comments_(?:articletally|tallydelta))")
    writers: dict[str, set[str]] = {}
    for path, tree in sources():
        text = ast.unparse(tree)
        for _, table in sql.findall(text):
            writers.setdefault(table, set()).add(path)
        for model in ("TallyDelta", "ArticleTally"):
            if re.search(rf"{model}\.objects\.(create|update|bulk_create|get_or_create)", text):
                writers.setdefault(model, set()).add(path)
    assert writers == {
        "comments_articletally": {"comments/services/tallies.py"},
        "comments_tallydelta": {"comments/services/tallies.py"},
        "TallyDelta": {"comments/moderation/visibility.py"},
    }
    assert writers_of("reply_count", constructors=("Comment",)) == set()


def test_there_are_no_signals_and_no_logic_in_save() -> None:
    for path, tree in sources():
        names = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert "django.db.models.signals" not in names, path
        assert "django.dispatch" not in names, path
        defined = [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        assert "save" not in defined, path


def test_services_take_keywords_only() -> None:
    for path, tree in sources():
        if "/services" not in path and not path.endswith("services.py"):
            continue
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
            if public and writes(node):
                assert not node.args.args, f"{path}: {node.name} takes positional arguments"


def writes(node: ast.stmt) -> bool:
    verbs = (
        "create_",
        "edit_",
        "delete_",
        "update_",
        "put_",
        "insert_",
        "report_",
        "set_",
        "remove_",
        "revoke_",
    )
    return isinstance(node, ast.FunctionDef) and node.name.startswith(verbs)


def test_no_room_is_named_for_nothing() -> None:
    forbidden = {"utils", "common", "core", "helpers", "scripts", "misc"}
    assert [
        path for path, _ in sources() if forbidden & set(Path(path).with_suffix("").parts)
    ] == []


def test_functions_and_files_stay_short() -> None:
    lengths = [
        (node.end_lineno - node.lineno + 1, f"{path}: {node.name}")  # type: ignore[operator]
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [name for length, name in lengths if length > 40] == []
    ordered = sorted(length for length, _ in lengths)
    assert ordered[len(ordered) // 2] <= 10
    assert ordered[len(ordered) * 9 // 10] <= 25
    long_files = [
        path for path, _ in sources() if len((ROOT / path).read_text().splitlines()) > 300
    ]
    assert long_files == []


@pytest.mark.django_db
def test_every_foreign_key_is_indexed() -> None:
    """By an index that starts with its columns (a partial one counts where it covers non-NULL)."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT c.conrelid::regclass::text, a.attname
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f'
            AND c.conrelid::regclass::text ~ '^(comments|articles|accounts|api)_'
            AND NOT EXISTS (
                SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1]
            )
        """)
        missing = [row for row in cursor.fetchall() if not row[0].startswith("accounts_user_")]
    # A report's revision is found by its unique constraint, which starts with it.
    assert missing == []


def test_nothing_of_a_workplace_is_committed() -> None:
    for lock in ("deploy/requirements.lock", "deploy/requirements-dev.lock"):
        text = (ROOT / lock).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text
        assert not re.search("--(extra-)?index-url|--find-links", text)

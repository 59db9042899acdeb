"""The documentation says what is there: commands, links, settings, error codes, examples."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import get_commands, load_command_class

from articles.models import Article
from comments.models import Comment, Report
from newsapi import urls
from newsapi.accounts.services.credentials import create_server_key
from newsapi.api import middleware, problems
from newsapi.errors import DomainError
from tests.server import database_url, server

__all__ = ["server"]
# Every module that names an error is imported by these.
ROOTS = (urls, middleware)

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("newsapi", "articles", "comments")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("frontend/*.md")])
REFERENCE = ROOT / "docs" / "reference"
MADE_BY_BROWSER_TESTS = {ROOT / "docs" / "images" / "article.png"}
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"[A-Z][A-Z0-9_]+")


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", page.read_text())


def commands_in(page: Path) -> list[str]:
    """Every line of a fenced block, and every code span."""
    lines = [line for _, block in FENCE.findall(page.read_text()) for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", prose(page))


def cells(page: Path, heading: str = "") -> list[list[str]]:
    """The rows of the page's tables, cell by cell; only below the heading where one is named."""
    text = page.read_text()
    if heading:
        text = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def trees() -> Iterator[ast.Module]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ast.parse(path.read_text())


def text_of(node: ast.expr, constants: dict[str, str]) -> str | None:
    """The string that an expression is, also by a constant of its module."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return constants.get(node.id) if isinstance(node, ast.Name) else None


def constants_of(tree: ast.Module) -> dict[str, str]:
    return {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


# --- Commands -------------------------------------------------------------------------------------


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        (page.name, target)
        for page in PAGES
        for line in commands_in(page)
        for target in re.findall(r"\bmake ((?!$)[a-z][a-z0-9-]*)", line)
    }
    assert [found for found in sorted(named) if found[1] not in targets] == []
    documented = {target for _, target in named}
    phony = (ROOT / "Makefile").read_text().split(".PHONY:")[1].split("\n.")[0].split("\n\n")[0]
    assert set(re.findall(r"[a-z][a-z0-9-]*", phony)) <= documented


def test_every_management_command_that_is_named_exists_with_its_options() -> None:
    commands = get_commands()
    for page in PAGES:
        for line in commands_in(page):
            for name, rest in re.findall(r"manage\.py ([a-z]\w*)([^#]*)", line):
                assert name in commands, f"{page.name}: {line}"
                unknown = set(re.findall(r"(?<!\S)\[?(--[a-z][a-z-]*)", rest)) - options_of(name)
                assert unknown == set(), f"{page.name}: {line}"


def options_of(name: str) -> set[str]:
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    parser = command.create_parser("manage.py", name)
    return {option for action in parser._actions for option in action.option_strings}


def test_every_command_of_ours_is_documented() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith(PACKAGES)}
    page = (REFERENCE / "commands.md").read_text()
    assert set(re.findall(r"^### (\w+)$", page, re.MULTILINE)) == ours


# --- Links ----------------------------------------------------------------------------------------


def test_every_relative_link_and_image_resolves() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in PAGES
        for link in re.findall(r"\]\(([^)\s]+)\)", prose(page))
        if not re.match(r"[a-z]+:", link) and not resolves(page, link)
    ]
    assert broken == []


def resolves(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return target in MADE_BY_BROWSER_TESTS
    return not anchor or anchor in anchors(target)


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "adr"
    pages = sorted(path.name for path in folder.glob("[0-9]*.md"))
    listed = re.findall(r"^\| \[\d+\]\(([^)]+)\)", (folder / "README.md").read_text(), re.MULTILINE)
    assert listed == pages
    assert [int(name[:4]) for name in pages] == list(range(1, len(pages) + 1))


# --- Settings -------------------------------------------------------------------------------------


def test_settings_are_exactly_those_that_the_code_reads() -> None:
    documented = [row[0].strip("`") for row in cells(REFERENCE / "settings.md")]
    names = [name for name in documented if NAME.fullmatch(name)]
    assert len(names) == len(set(names))
    read: set[str] = set().union(*(variables_read(tree) for tree in trees()))
    assert set(names) == read


def variables_read(tree: ast.Module) -> set[str]:
    """Environment variables: ``env.int("X")``, ``os.environ["X"]``, ``"X" in env.ENVIRON``."""
    constants, found = constants_of(tree), set()
    for node in ast.walk(tree):
        named: ast.expr | None = None
        if isinstance(node, ast.Call) and node.args and reads_environment(node.func):
            named = node.args[0]
        elif isinstance(node, ast.Subscript) and is_environment(node.value):
            named = node.slice
        elif isinstance(node, ast.Compare) and is_environment(node.comparators[0]):
            named = node.left
        name = text_of(named, constants) if named is not None else None
        if name and NAME.fullmatch(name):
            found.add(name)
    return found


def reads_environment(function: ast.expr) -> bool:
    if not isinstance(function, ast.Attribute):
        return False
    owner = function.value
    if isinstance(owner, ast.Name) and owner.id == "env":
        return True
    reading = function.attr in ("get", "pop", "setdefault")
    return (reading and is_environment(owner)) or function.attr == "getenv"


def is_environment(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in ("environ", "ENVIRON")


# --- Errors ---------------------------------------------------------------------------------------


class Code(NamedTuple):
    code: str
    status: int


def test_error_codes_are_exactly_those_that_can_be_answered() -> None:
    rows = [row for row in cells(REFERENCE / "errors.md", "Codes") if row[0].startswith("`")]
    documented = [Code(row[0].strip("`"), int(row[1])) for row in rows]
    assert documented == sorted(documented)
    assert {code.code for code in documented} == {code.code for code in answered()}
    assert set(documented) == answered()


def answered() -> set[Code]:
    """Codes of domain errors, of what Django and DRF raise, and of answers written on the spot."""
    domain = {Code(kind.code, kind.status) for kind in all_subclasses(DomainError)}
    drf = {Code(code, kind.status_code) for kind, code in problems.DRF_CODES.items()}
    django = {Code(code, status) for status, code, _ in problems.DJANGO_ERRORS.values()}
    return domain | drf | django | {code for tree in trees() for code in written_on_the_spot(tree)}


def all_subclasses(kind: type[DomainError]) -> set[type[DomainError]]:
    ours = {found for found in kind.__subclasses__() if found.__module__.startswith(PACKAGES)}
    return {kind}.union(*(all_subclasses(found) for found in ours))


def written_on_the_spot(tree: ast.Module) -> Iterator[Code]:
    """``respond(503, "not_ready", …)`` and ``problem(500, "internal_error", …)``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        status, code = (
            text.value if isinstance(text, ast.Constant) else None for text in node.args[:2]
        )
        if name in ("respond", "problem") and isinstance(status, int) and isinstance(code, str):
            yield Code(code, status)


# --- Examples -------------------------------------------------------------------------------------

needs_a_shell = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("curl") and shutil.which("python3")),
    reason="bash, curl or python3 is not there",
)


def examples(page: Path) -> list[str]:
    """The page's blocks of shell commands that call the API."""
    blocks = [block for language, block in FENCE.findall(page.read_text()) if language == "bash"]
    return [block for block in blocks if "curl" in block]


def run(commands: list[str], server: str, **environment: str) -> str:
    """What a reader would paste into a terminal, on this server and this test's database."""
    script = re.sub(
        r"http://127\.0\.0\.1:8000|https://comments\.news\.example", server, "\n".join(commands)
    )
    script = script.replace(".venv/bin/python", shlex.quote(sys.executable))
    script = script.replace("curl -sS", "curl -sS --fail --noproxy '*'")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database_url(), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs_a_shell
def test_the_examples_of_the_readme_work(server: str, article: Article) -> None:
    said = run(examples(ROOT / "README.md"), server)
    comment = Comment.objects.select_related("author").get()
    assert (comment.author.name, comment.article_id) == ("Ada", article.pk)
    assert said.count("I read <em>all</em> of it.") == 2
    told = Article.objects.exclude(pk=article.pk).get()
    assert (told.external_id, told.title) == ("cms-4711", "The harbour is open")


@needs_a_shell
def test_the_examples_of_the_tutorial_work(server: str, article: Article) -> None:
    *readers, told_why = examples(ROOT / "docs" / "tutorial.md")
    run(readers, server)
    assert Report.objects.get().comment == Comment.objects.get(body="Buy cheap watches")
    assert "$COMMENT" in told_why  # for after the moderator's decision


@needs_a_shell
@pytest.mark.parametrize("name", ["publish-articles", "embed", "moderate"])
def test_the_examples_of_the_how_to_pages_work(
    name: str, server: str, make_comment: Callable[..., Comment], article: Article
) -> None:
    key = create_server_key(name="docs", scopes=["articles:write", "moderation:write"])
    comment = make_comment(article)
    page = ROOT / "docs" / "how-to" / f"{name}.md"
    run(examples(page), server, KEY=key, ARTICLE=str(article.pk), COMMENT=str(comment.pk))

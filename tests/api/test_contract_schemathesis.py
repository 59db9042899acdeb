"""Schemathesis tries the real server against the document (briefly: see docs for a long run)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.models import Article
from comments.models import Comment
from tests.client import Api


@pytest.mark.slow
@pytest.mark.parametrize(
    ("who", "phases"),
    [("moderator", "examples,coverage,stateful"), ("guest", "examples,fuzzing,stateful")],
)
def test_schemathesis_finds_nothing(
    server: str,
    make_article: Callable[..., Article],
    make_comment: Callable[..., Comment],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    who: str,
    phases: str,
) -> None:
    api: Api = request.getfixturevalue(who)
    for _ in range(3):
        article = make_article()
        make_comment(article, parent=make_comment(article))
    command = [
        Path(sys.executable).with_name("schemathesis"), "run",
        f"{server}/api/v1/schema/?format=json", "--phases", phases, "--max-examples", "5",
        "--header", f"Authorization: {api.authorization}", "--no-color",
    ]  # fmt: skip
    # In a folder of its own: it reads a configuration, and keeps what it found, where it stands.
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-8_000:]
    assert "Tested: " in done.stdout

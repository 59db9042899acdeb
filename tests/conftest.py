"""What every test can ask for."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.models import Article
from articles.services import ArticleFields, create_article
from comments.models import Comment
from comments.services.comments import create_comment
from newsapi.accounts.authentication import person
from newsapi.accounts.services.credentials import create_server_key, issue_guest_token
from newsapi.accounts.services.people import create_guest, create_moderator
from newsapi.api.access import Actor
from tests.client import Api
from tests.server import server  # noqa: F401  # a fixture

numbers = itertools.count(1)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "correct horse battery staple"  # of accounts that live for one test


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the browser tests out where there is no browser; the summary says so."""
    below = collection_path.relative_to(Path(__file__).parent).parts
    return True if CHROMIUM is None and "browser" in below else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if CHROMIUM is None:
        terminalreporter.write_line(
            "Chromium is not installed: the browser tests were not run (apt-get install chromium)."
        )


@pytest.fixture
def anonymous(db: None) -> Api:
    """Nobody known."""
    return Api()


@pytest.fixture
def make_guest(db: None) -> Callable[..., Api]:
    """Makes guests: ``make_guest("Ann")``."""

    def make(name: str = "") -> Api:
        user, token = create_guest(name=name or f"Guest {next(numbers)}")
        return Api(f"Bearer {token}", person(user))

    return make


@pytest.fixture
def guest(make_guest: Callable[..., Api]) -> Api:
    """A guest."""
    return make_guest()


@pytest.fixture
def make_moderator(db: None) -> Callable[..., Api]:
    """Makes moderators with a bearer token: ``make_moderator(administrator=True)``."""

    def make(name: str = "", *, administrator: bool = False) -> Api:
        number = next(numbers)
        user = create_moderator(
            email=f"moderator{number}@example.org",
            name=name or f"Moderator {number}",
            password=PASSWORD,
            administrator=administrator,
        )
        return Api(f"Bearer {issue_guest_token(user=user)}", person(user))

    return make


@pytest.fixture
def moderator(make_moderator: Callable[..., Api]) -> Api:
    """A moderator."""
    return make_moderator()


@pytest.fixture
def publisher(db: None) -> Api:
    """A server key that may write articles."""
    return Api(f"Api-Key {create_server_key(name='cms', scopes=['articles:write'])}")


@pytest.fixture
def make_article(db: None) -> Callable[..., Article]:
    """Makes articles: ``make_article(section="World", commenting_status="closed")``."""

    def make(**fields: Any) -> Article:
        number = next(numbers)
        told = {"title": f"Article {number}", "url": f"https://news.example/{number}/", **fields}
        return create_article(fields=ArticleFields(**told))  # type: ignore[typeddict-item]

    return make


@pytest.fixture
def article(make_article: Callable[..., Article]) -> Article:
    """An article that is open for comments."""
    return make_article()


@pytest.fixture
def make_comment(guest: Api) -> Callable[..., Comment]:
    """Makes comments: ``make_comment(article, parent=other, author=actor, body="…")``."""

    def make(
        article: Article,
        *,
        parent: Comment | None = None,
        author: Actor | None = None,
        body: str = "",
    ) -> Comment:
        return create_comment(
            author=author or guest.actor,
            article_id=article.pk,
            body=body or f"Comment {next(numbers)}",
            parent_id=parent.pk if parent else None,
        )

    return make


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real inputs; tests that need it are skipped where it is not named."""
    path = os.environ.get("NEWSAPI_CORPUS")
    if not path:
        pytest.skip("NEWSAPI_CORPUS is not set: no real inputs to read")
    return Path(path)

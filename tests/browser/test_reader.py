"""The main job, as its people do it: a reader comments, a moderator rejects, it is gone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Article
from comments.demo.loader import load_demo
from comments.models import Comment
from comments.transfer.importing import import_records
from comments.transfer.records import Record
from newsapi.accounts.models import User
from tests.client import Api
from tests.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# Adds up layout shifts that the reader did not cause, as the browser itself reports them.
WATCH_SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(
    entry => { if (!entry.hadRecentInput) window.shifts += entry.value; }
)).observe({type: "layout-shift", buffered: true});
"""


def open_article(page: Page, server: str, article: Article) -> None:
    page.add_init_script(WATCH_SHIFTS)
    page.goto(f"{server}/articles/{article.pk}/")
    expect(page.get_by_role("button", name="Add Comment")).to_be_visible()


def add_comment(page: Page, text: str, *, name: str | None = None) -> None:
    if name:
        page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Comment", exact=True).fill(text)
    page.get_by_role("button", name="Add Comment").click()


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{entry['id']}: {entry['nodes'][0]['html']}" for entry in found]


def fill(article: Article, count: int, *, replies: int = 0) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    records = [
        Record(f"{n}", None, f"reader {n % 7}", f"Comment number {n}", start + timedelta(minutes=n))
        for n in range(count)
    ]
    records += [
        Record(
            f"r{n}",
            f"{count - 1}",
            "replier",
            f"Reply number {n}",
            start + timedelta(days=1, hours=n),
        )
        for n in range(replies)
    ]
    import_records(article_id=article.pk, records=records)


def test_the_main_job(
    server: str,
    article: Article,
    moderator: Api,
    page: Page,
    open_browser: Callable[..., BrowserContext],
) -> None:
    open_article(page, server, article)
    add_comment(page, "A thought of *mine*.", name="Ann")
    mine = page.locator("newsapi-comments article", has_text="A thought of mine.")
    expect(mine).to_be_visible()
    expect(mine.get_by_role("heading", name="Ann")).to_be_visible()

    mine.get_by_role("button", name=re.compile("Reply")).first.click()
    page.get_by_label(re.compile("reply", re.IGNORECASE)).last.fill("A reply to myself.")
    page.get_by_role(
        "button", name=re.compile("^(Reply|Post reply|Add reply)$", re.IGNORECASE)
    ).last.click()
    expect(page.get_by_text("A reply to myself.")).to_be_visible()
    stored = Comment.objects.get(body="A reply to myself.")
    assert stored.parent == Comment.objects.get(body="A thought of *mine*.")

    desk = open_browser().new_page()
    desk.goto(f"{server}/admin/")
    user = User.objects.get(pk=moderator.actor.id)
    desk.get_by_label("E-mail").fill(user.email or "")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.get_by_role("button", name="Log in").click()
    desk.get_by_role("link", name=re.compile("queue", re.IGNORECASE)).first.click()
    item = desk.locator("article, li, section", has_text="A reply to myself.").last
    expect(item).to_be_visible()
    item.get_by_label(re.compile("reason", re.IGNORECASE)).select_option("off_topic")
    item.get_by_role("button", name=re.compile("Reject")).click()
    expect(desk.get_by_text(re.compile("reject", re.IGNORECASE)).first).to_be_visible()
    assert Comment.objects.get(pk=stored.pk).status == "rejected"

    other = open_browser().new_page()
    open_article(other, server, article)
    expect(other.get_by_text("A thought of mine.")).to_be_visible()
    expect(other.get_by_text("A reply to myself.")).to_have_count(0)
    assert Api().get(f"/comments/{stored.pk}/").status_code == 404
    page.reload()
    expect(page.get_by_text("A reply to myself.")).to_be_visible()
    expect(page.get_by_text("it is not about the article")).to_be_visible()


def test_load_more_and_show_replies(server: str, article: Article, page: Page) -> None:
    fill(article, 60, replies=9)
    open_article(page, server, article)
    comments = page.locator("newsapi-comments article")
    expect(comments).to_have_count(30)
    more = page.get_by_role("button", name=re.compile("more comments", re.IGNORECASE))
    more.click()
    expect(comments).to_have_count(55)
    more.click()
    expect(comments).to_have_count(65)
    expect(more).to_be_hidden()
    page.get_by_role("button", name=re.compile("more repl", re.IGNORECASE)).click()
    expect(comments).to_have_count(69)
    texts = comments.all_inner_texts()
    assert len(set(texts)) == len(texts)


def test_a_held_comment_is_shown_to_its_author_as_pending(
    server: str,
    make_article: Callable[..., Article],
    page: Page,
    open_browser: Callable[..., BrowserContext],
) -> None:
    article = make_article(commenting_status="premoderated")
    open_article(page, server, article)
    add_comment(page, "Please read me first.", name="Ann")
    expect(page.get_by_text("Please read me first.")).to_be_visible()
    expect(page.get_by_text(re.compile("moderat", re.IGNORECASE)).last).to_be_visible()
    page.reload()
    expect(page.get_by_text("Please read me first.")).to_be_visible()
    other = open_browser().new_page()
    open_article(other, server, article)
    expect(other.get_by_text("Please read me first.")).to_have_count(0)


def test_a_closed_article_says_why(
    server: str, make_article: Callable[..., Article], page: Page
) -> None:
    article = make_article(commenting_status="closed", commenting_reason="The case is in court.")
    page.goto(f"{server}/articles/{article.pk}/")
    expect(page.get_by_text("The case is in court.")).to_be_visible()
    expect(page.get_by_role("button", name="Add Comment")).to_be_hidden()


def test_errors_are_said_in_words_and_the_draft_stays(
    server: str, article: Article, page: Page
) -> None:
    open_article(page, server, article)
    words = page.get_by_label("Comment", exact=True)
    add_comment(page, "x" * 5_001, name="Ann")
    expect(page.get_by_text("This is 1 character too long.")).to_be_visible()
    assert words.input_value() == "x" * 5_001
    add_comment(page, "Fine words", name="A\u200bnn")
    expect(page.get_by_role("alert").filter(has_text="invisible")).to_be_visible()
    assert words.input_value() == "Fine words"
    Article.objects.filter(pk=article.pk).update(
        commenting_status="closed", commenting_reason="Closed this minute."
    )
    add_comment(page, "Fine words", name="Ann")
    expect(page.get_by_text("Closed this minute.").first).to_be_visible()
    assert Comment.objects.count() == 0


def test_it_works_by_keyboard_alone(server: str, article: Article, page: Page) -> None:
    open_article(page, server, article)
    name = page.get_by_label("Name", exact=True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if name.evaluate("node => node === node.getRootNode().activeElement"):
            break
    page.keyboard.type("Keys only")
    page.keyboard.press("Tab")
    page.keyboard.type("Typed, not clicked.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("newsapi-comments article", has_text="Typed, not clicked.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1100])
def test_axe_finds_nothing_and_nothing_jumps(
    server: str,
    article: Article,
    open_browser: Callable[..., BrowserContext],
    scheme: str,
    width: int,
) -> None:
    fill(article, 30, replies=8)
    page = open_browser(color_scheme=scheme).new_page()
    page.set_viewport_size({"width": width, "height": 900})
    open_article(page, server, article)
    expect(page.locator("newsapi-comments article")).to_have_count(30)
    page.locator("newsapi-comments").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert violations(page) == []
    assert page.evaluate("window.shifts") < 0.05
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_demo_and_its_picture(server: str, page: Page, images: Path) -> None:
    load_demo(base_url=server)
    page.goto(server)
    assert violations(page) == []
    expect(page.get_by_role("article")).to_have_count(3)
    page.get_by_role("link", name=re.compile("bridge")).click()
    expect(page.locator("newsapi-comments article").first).to_be_visible()
    page.set_viewport_size({"width": 1000, "height": 760})
    page.locator("newsapi-comments").evaluate("node => node.scrollIntoView()")
    picture = page.screenshot()
    assert len(picture) > 20_000
    if os.environ.get("NEWSAPI_UPDATE_IMAGES"):
        images.mkdir(parents=True, exist_ok=True)
        (images / "article.png").write_bytes(picture)

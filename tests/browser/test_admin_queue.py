"""The moderation queue in a browser: by keyboard, without scripts, under a strict CSP, with axe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from articles.models import Article
from comments.enums import Action, ReportReason, Status
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.services.comments import create_comment
from comments.services.reports import report_comment
from newsapi.accounts.authentication import person
from newsapi.accounts.services.people import create_guest, create_moderator
from tests.conftest import PASSWORD
from tests.desk import QUEUE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
STRICT = "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
CODE = "\n\n```\n" + "long " * 60 + "\n```\n\n"
BODY = f"# Loud\n\nA [link](https://x.example/) and `code`{CODE}### Quiet"


Open = Callable[..., BrowserContext]


@pytest.fixture
def waiting(server: str, make_article: Callable[..., Article]) -> list[Comment]:
    """Three that nobody judged, one reported reply, one held; the moderator's account."""
    moderator = create_moderator(email="ann@example.org", name="Ann", password=PASSWORD)
    article = make_article(title="The bridge", section="Local")
    authors = [person(create_guest(name=name)[0]) for name in ("Bob", "Cleo", "Dan")]
    made = [
        create_comment(author=author, article_id=article.pk, body=BODY)
        for author in [*authors, authors[0]]
    ]
    reply = create_comment(
        author=authors[1], article_id=article.pk, body="No.", parent_id=made[0].pk
    )
    report_comment(
        actor=authors[2], comment_id=reply.pk, reason=ReportReason.OTHER, details="Rude."
    )
    decide(
        comment_id=made[3].pk,
        actor=person(moderator),
        action=Action.HOLD,
        note="Ask the lawyer",
        version=1,
    )
    return [*made, reply]


def sign_in(context: BrowserContext, server: str) -> Page:
    page = context.new_page()
    page.goto(f"{server}/admin/login/?next={QUEUE}")
    page.fill("input[name=username]", "Ann@Example.org")
    page.fill("input[name=password]", PASSWORD)
    page.click("input[type=submit]")
    expect(page).to_have_title("Moderation queue | newsapi")
    return page


def entry(page: Page, comment: Comment) -> Any:
    return page.locator(f"#c-{comment.pk}")


def status_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).status


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_nothing(
    open_browser: Open, server: str, waiting: list[Comment], scheme: Any, width: int
) -> None:
    page = sign_in(open_browser(color_scheme=scheme, reduced_motion="reduce"), server)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server}{QUEUE}?section=Local&article={waiting[0].article_id}")
    entry(page, waiting[0]).get_by_role("button", name="Reject").click()  # leaves its message
    addresses = (
        QUEUE,
        f"{QUEUE}?queue=pending",
        f"{QUEUE}?queue=nonsense&selected=all",
        f"/admin/comments/comment/{waiting[4].pk}/change/",
        "/admin/",
    )
    assert Axe().run(page).response["violations"] == []
    for address in addresses:
        page.goto(server + address)
        assert Axe().run(page).response["violations"] == [], address
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address


def test_all_of_it_works_without_scripts_and_by_keyboard(
    open_browser: Open, server: str, waiting: list[Comment]
) -> None:
    context = open_browser(java_script_enabled=False)
    page = sign_in(context, server)
    form = entry(page, waiting[0])
    form.get_by_role("combobox").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # without a reason
    expect(page.locator(".messagelist")).to_contain_text("choose a reason")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    page.keyboard.type("Spam")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Rejected 1 comment.")
    assert status_of(waiting[0]) == Status.REJECTED

    page.get_by_role("link", name="Select all").click()
    entry(page, waiting[1]).get_by_role("checkbox").uncheck()
    page.locator("#many").get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("Approved 3 comments.")
    assert status_of(waiting[1]) == Status.PUBLISHED


def test_keys_act_on_the_comment_with_the_focus_and_nowhere_else(
    open_browser: Open, server: str, waiting: list[Comment]
) -> None:
    context = open_browser()
    page = sign_in(context, server)
    page.keyboard.press("a")  # the focus is in no comment
    entry(page, waiting[3]).focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator(".selected-count")).to_have_text("1 selected")
    page.keyboard.press("h")
    expect(page.locator(".messagelist")).to_contain_text("Held 1 comment.")
    assert [status_of(comment) for comment in waiting] == [
        Status.PENDING, Status.PUBLISHED, Status.PUBLISHED, Status.PENDING, Status.PUBLISHED,
    ]  # fmt: skip
    assert page.evaluate("document.activeElement.id") == f"c-{waiting[1].pk}"  # the one after it


def test_a_strict_policy_stops_nothing(
    open_browser: Open, server: str, waiting: list[Comment]
) -> None:
    context = open_browser()

    def strictly(route: Route) -> None:
        response = route.fetch(max_redirects=0)
        headers = {**response.headers, "content-security-policy": STRICT}
        route.fulfill(response=response, headers=headers)

    page = sign_in(context, server)
    context.route("**/admin/**", strictly)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto(server + QUEUE)
    page.get_by_role("button", name="Select all").click()
    expect(page.locator(".selected-count")).to_have_text("5 selected")
    assert problems == []

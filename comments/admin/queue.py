"""The moderation queue: a page of what waits, and decisions on it, one by one or many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.queries import section_names
from comments.admin.deciding import moderator, take_decisions
from comments.admin.entries import ALL, REASON_OPTIONS, Entry, entries_of
from comments.admin.forms import QueueForm, parse_seen
from comments.enums import Queue
from comments.queries.queue import COUNTED_UP_TO, STRETCH, QueueFilter, queue_counts, queue_page
from newsapi.api.cursors import Cursor, InvalidCursor, decode
from newsapi.desk.site import Desk, Figure, Page

PAGE_SIZE = 25
SCOPE = "queue"
NAME = "comments_queue"


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the queues, in the page's navigation."""

    label: str
    url: str
    count: str
    current: bool


@dataclass(frozen=True, slots=True)
class Address:
    """Where a moderator is in the queue: what the page's address says."""

    wanted: QueueFilter
    after: Cursor | None

    def url(self, *, after: Cursor | None = None, **changes: object) -> str:
        """The page with other filters, from its beginning or from a cursor on."""
        given = {
            "queue": self.wanted.queue.value if self.wanted.queue else "",
            "section": self.wanted.section,
            "article": self.wanted.article_id or "",
            **changes,
            "after": after.encode(SCOPE) if after else "",
        }
        query = urlencode({name: value for name, value in given.items() if value})
        return reverse(f"admin:{NAME}") + (f"?{query}" if query else "")


def queue_view(request: HttpRequest) -> HttpResponse:
    """The queue; a POST decides and comes back to the same place."""
    moderator(request)
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    address = _address(request)
    if request.method != "POST":
        return _page(request, address, selected=frozenset(request.GET.getlist("selected")))
    outcome = take_decisions(request)
    if not outcome.refused:
        return HttpResponseRedirect(
            address.url(after=address.after) + _next_entry(request, outcome.complete)
        )
    tokens = frozenset(request.POST.getlist("comment"))
    many = "many" in request.POST
    return _page(
        request,
        address,
        selected=tokens if many else frozenset(),
        refused=frozenset({ALL}) if many else tokens,
    )


def _address(request: HttpRequest) -> Address:
    wanted, ignored = QueueForm(request.GET).wanted()
    for name in ignored:
        messages.warning(request, f"There is no such {name}; it was left out.")
    token, after = request.GET.get("after"), None
    try:
        after = decode(token, SCOPE) if token else None
    except InvalidCursor:
        messages.warning(request, "The address of that page was not whole: this is the first one.")
    return Address(wanted, after)


def _next_entry(request: HttpRequest, complete: bool) -> str:
    """Where to go on, once all was done; else the page's head, where the messages are."""
    following, _ = parse_seen([request.POST.get("then", "")])
    return f"#c-{following[0].id}" if complete and following else ""


def _page(
    request: HttpRequest,
    address: Address,
    *,
    selected: frozenset[str],
    refused: frozenset[str] = frozenset(),
) -> HttpResponse:
    page = queue_page(address.wanted, limit=PAGE_SIZE, after=address.after)
    entries = entries_of(page.comments, selected=selected, refused=refused)
    context = {
        **admin.site.each_context(request),
        "title": "Moderation queue",
        "entries": entries,
        "tabs": _tabs(address),
        "reason_options": REASON_OPTIONS,
        "address": address,
        "sections": section_names(),
        "article": _article(entries, address),
        "first_url": address.url(),
        "every_section_url": address.url(section=""),
        "every_article_url": address.url(article=""),
        "here_url": address.url(after=address.after),
        "all_url": address.url(after=address.after, selected=ALL),
        "next_url": address.url(after=page.next) if page.next else None,
        "searched": STRETCH if page.ended_early else None,
        "reason_missing": ALL in refused,
        "everything_selected": bool(entries) and all(entry.selected for entry in entries),
    }
    request.current_app = admin.site.name
    status = 422 if refused else 200
    return TemplateResponse(request, "admin/comments/queue.html", context, status=status)


def _article(entries: list[Entry], address: Address) -> object:
    if address.wanted.article_id is None:
        return None
    return entries[0].comment.article.title if entries else address.wanted.article_id


def _tabs(address: Address) -> list[Tab]:
    counts = queue_counts()
    current = address.wanted.queue
    everything = Tab("All", address.url(queue=""), "", current is None)
    return [everything] + [
        Tab(queue.label, address.url(queue=queue.value), shown(counts[queue]), current == queue)
        for queue in Queue
    ]


def shown(count: int) -> str:
    """A bounded count: exact, or that there are more."""
    return f"{COUNTED_UP_TO:,}+" if count > COUNTED_UP_TO else f"{count:,}"


def figures() -> list[Figure]:
    """How much waits, for the first page."""
    counts: Mapping[Queue, int] = queue_counts()
    address = Address(QueueFilter(), None)
    return [
        Figure(queue.label, shown(counts[queue]), address.url(queue=queue.value)) for queue in Queue
    ]


cast("Desk", admin.site).add_page(
    Page(
        path="comments/queue/",
        name=NAME,
        title="Moderation queue",
        view=queue_view,
        figures=figures,
    )
)

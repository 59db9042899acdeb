"""Comments: a list that never scans, and a page with all that is known of one."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from comments.admin.deciding import moderator, take_decisions
from comments.admin.entries import REASON_OPTIONS, entries_of
from comments.admin.search import find
from comments.enums import Queue
from comments.models import Comment, Decision, Report, Revision
from comments.queries.queue import RANKS
from newsapi.desk.lists import Walk
from newsapi.desk.pages import KeysetAdmin, when

LOG_LENGTH = 200  # revisions, decisions and reports that a comment's page shows
LIGHT = ("article__body", "article__search", "body_html")  # read by nobody here, and long


class QueueFilter(admin.SimpleListFilter):
    """In which queue a comment waits."""

    title = "queue"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The queues."""
        return [(queue.value, queue.label) for queue in Queue]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Comments in it."""
        rank = RANKS.get(self.value())  # type: ignore[call-overload]  # a Queue is its string
        return queryset if rank is None else queryset.filter(queue=rank)


@admin.register(Comment)
class CommentAdmin(KeysetAdmin[Comment]):
    """Every comment, newest first, for reading; decisions are taken on its page."""

    list_display = ("excerpt", "author", "under", "state", "written")
    list_filter: ClassVar = [QueueFilter, "status"]
    list_select_related = ("author", "article")
    search_fields = ("id",)
    search_help_text = (
        "The id of a comment, an article or an author, or an author’s e-mail address."
    )
    parameters = ("queue", "status__exact", "author", "article")

    @admin.display(description="comment")
    def excerpt(self, comment: Comment) -> str:
        """Its beginning."""
        return Truncator(" ".join(comment.body.split())).chars(100)

    @admin.display(description="article")
    def under(self, comment: Comment) -> str:
        """The article's title, cut."""
        return Truncator(comment.article.title).chars(50)

    @admin.display(description="status")
    def state(self, comment: Comment) -> str:
        """Its status, and what is special about it."""
        facts = {
            "deleted": comment.deleted_at is not None,
            "edited": comment.edited_at is not None,
            "reported": comment.open_reports > 0,
        }
        return ", ".join([comment.status, *(word for word, holds in facts.items() if holds)])

    @admin.display(description="written")
    def written(self, comment: Comment) -> str:
        """When it was written."""
        return when(comment.created_at)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """Without what is long and not shown."""
        return super().get_queryset(request).defer(*LIGHT)

    def walk(self, request: HttpRequest, rows: QuerySet[Comment]) -> Walk:
        """By author, article or queue along its own index; the rest is sifted out on the way."""
        given = {name: request.GET[name] for name in self.parameters if request.GET.get(name)}
        if author := given.pop("author", None):
            return Walk(rows.filter(author=UUID(author)), ("created_at", "id"), bool(given))
        if article := given.pop("article", None):
            return Walk(rows.filter(article=UUID(article)), ("id",), bool(given))
        if queue := given.pop("queue", None):
            waiting = rows.filter(queue=RANKS.get(queue))  # type: ignore[call-overload]  # as above
            return Walk(waiting, ("created_at", "id"), bool(given))
        return Walk(rows, ("id",), bool(given))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; a search leads to the page of what was found."""
        term = request.GET.get("q", "").strip()
        if not term:
            return super().changelist_view(request, extra_context)
        self._require_view(request)
        found = find(term)
        if found is None:
            said = Truncator(term).chars(60)
            messages.warning(
                request, f"Nothing has the id, and nobody the e-mail address “{said}”."
            )
        return HttpResponseRedirect(found or request.path)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """All that is known of one comment; a POST decides."""
        moderator(request)
        comment = _comment(object_id)
        refused = False
        if request.method == "POST":
            refused = take_decisions(request).refused
            if not refused:
                return HttpResponseRedirect(request.path)
        return _comment_page(request, comment, refused=refused)

    def _require_view(self, request: HttpRequest) -> None:
        moderator(request)


def _comment(object_id: str) -> Comment:
    try:
        wanted = UUID(object_id)
    except ValueError as error:
        raise Http404 from error
    related = Comment.objects.select_related("article", "author", "parent__author")
    comment = related.defer("article__body", "article__search").filter(pk=wanted).first()
    if comment is None:
        raise Http404
    return comment


def _comment_page(request: HttpRequest, comment: Comment, *, refused: bool) -> HttpResponse:
    of_it = {"comment_id": comment.pk}
    reports = Report.objects.select_related("reporter", "revision").filter(**of_it)
    (entry,) = entries_of([comment])
    context = {
        **admin.site.each_context(request),
        "title": f"Comment by {comment.author.name}",
        "entry": entry,
        "comment": comment,
        "reason_options": REASON_OPTIONS,
        "reason_missing": refused,
        "revisions": Revision.objects.filter(**of_it).order_by("-number")[:LOG_LENGTH],
        "decisions": Decision.objects.filter(**of_it).order_by("-version")[:LOG_LENGTH],
        "reports": reports.order_by("-created_at")[:LOG_LENGTH],
        "shows_email": request.user.is_superuser,
        "opts": Comment._meta,  # noqa: SLF001  # Django documents _meta
    }
    request.current_app = admin.site.name
    status = 422 if refused else 200
    return TemplateResponse(request, "admin/comments/comment.html", context, status=status)

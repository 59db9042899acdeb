"""Articles and sections for moderators: whether and how they take comments.

Publishers write articles through the API; here only commenting is set, through the services.
"""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.db.models import DateTimeField, QuerySet
from django.http import Http404, HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles import services
from articles.enums import CommentingStatus
from articles.errors import ArticleNotFound
from articles.models import Article, Section
from articles.queries import section_names
from articles.search import matching
from articles.services import ArticleFields
from newsapi.desk.lists import Walk
from newsapi.desk.pages import DeskAdmin, KeysetAdmin

COMMENTING = ("commenting_status", "commenting_reason", "commenting_closes_at")


class SectionFilter(admin.SimpleListFilter):
    """The section an article is in."""

    title = "section"
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The sections that articles are in."""
        return [(name, name) for name in section_names()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Articles of it."""
        return queryset.filter(section=self.value()) if self.value() else queryset


@admin.register(Article)
class ArticleAdmin(KeysetAdmin[Article]):
    """Articles, newest first."""

    keys = ("listed_at", "id")
    list_display = ("title", "section", "published_at", "commenting_status", "commenting_closes_at")
    list_filter: ClassVar = [SectionFilter, "commenting_status"]
    search_fields = ("search",)
    search_help_text = "Words of the article, a “phrase”, or -without a word."
    parameters = ("section", "commenting_status__exact")
    change_form_template = None
    fieldsets = (
        (
            "Commenting",
            {
                "fields": COMMENTING,
                "description": "What is set here holds unless the section or the site is stricter.",
            },
        ),
        (
            "Article (written by the publisher, through the API)",
            {"fields": ("title", "link", "section", "language", "published_at", "external_id")},
        ),
    )
    # One labelled field; Django's own pair of them has labels that no screen reader finds.
    formfield_overrides: ClassVar = {
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "help_text": "In UTC. Then commenting closes by itself.",
        }
    }
    readonly_fields = ("title", "link", "section", "language", "published_at", "external_id")

    @admin.display(description="address")
    def link(self, article: Article) -> SafeString:
        """Where readers find it."""
        return format_html('<a href="{0}">{0}</a>', article.url)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Moderators set commenting."""
        return self.has_view_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Without the text and its search vector, which can be long."""
        return super().get_queryset(request).defer("body", "search")

    def walk(self, request: HttpRequest, rows: QuerySet[Article]) -> Walk:
        """Along the list's index, or the section's; a commenting status is sifted out."""
        section = request.GET.get("section")
        found = rows.filter(section=section) if section else rows
        return Walk(found, self.keys, sifted="commenting_status__exact" in request.GET)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Full text search, each article in its own language."""
        return (queryset.filter(matching(search_term)) if search_term else queryset), False

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Through the service, and only what was changed here. Raises Http404 if it has gone."""
        changes = {
            name: form.cleaned_data[name] for name in COMMENTING if name in form.changed_data
        }
        try:
            services.update_article(article_id=obj.pk, changes=cast("ArticleFields", changes))
        except ArticleNotFound as error:
            raise Http404 from error


@admin.register(Section)
class SectionAdmin(DeskAdmin[Section]):
    """What holds for a whole section. A section that is not here is open."""

    fieldsets = (
        (
            None,
            {
                "fields": ("name", "commenting_status"),
                "description": "Write the name exactly as the section’s articles have it.",
            },
        ),
    )
    list_display = ("name", "commenting_status")
    ordering = ("name",)
    change_form_template = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Moderators."""
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Section | None = None) -> bool:
        """Moderators; a setting is taken back by setting the section to open."""
        return self.has_view_permission(request, obj)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Section | None:
        """The section; none for a name that PostgreSQL could not even be asked for."""
        return None if "\x00" in object_id else super().get_object(request, object_id, from_field)

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> list[str]:
        """A section keeps its name."""
        return ["name"] if obj else []

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        """Through the service."""
        status = CommentingStatus(form.cleaned_data["commenting_status"])
        services.set_section_commenting(name=obj.name, status=status)

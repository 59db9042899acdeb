"""The admin site: its name, its order, and pages that are no model's list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on the first page, and where it leads."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of its own: first in the navigation, its figures on the first page."""

    path: str  # below /admin/
    name: str  # reverse("admin:<name>")
    title: str
    view: Callable[[HttpRequest], HttpResponseBase]
    figures: Callable[[], Sequence[Figure]]


class SignInForm(AdminAuthenticationForm):
    """Asks for the e-mail address, whose case does not matter."""

    error_messages = {  # noqa: RUF012  # Django says it is the instance's
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "That e-mail address and password do not belong to a moderator. "
        "Mind the case of the password.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Any: Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail"
        self.fields["username"].widget.attrs.update({"type": "email", "autocomplete": "username"})


class Desk(admin.AdminSite):
    """Pages come first, then models, the apps in the order of INSTALLED_APPS."""

    site_header = "newsapi"
    site_title = "newsapi"
    index_title = "Moderators’ desk"
    login_form = SignInForm

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[Page] = []

    def add_page(self, page: Page) -> None:
        """Take in a page. The site lets moderators in, and nobody else; CSRF is checked."""
        self.pages.append(page)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """The pages' addresses, and Django's but the one that looks objects up by number."""
        pages = [path(page.path, self.admin_view(page.view), name=page.name) for page in self.pages]
        django = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [*pages, *django]

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:  # Any: what Django's templates read
        """What the first page and the navigation show."""
        order = [config.label for config in apps.get_app_configs()]
        found = super().get_app_list(request, app_label)
        found.sort(key=lambda app: order.index(app["app_label"]))
        if app_label or not self.pages or not self.has_permission(request):
            return found
        return [self._moderation(), *found]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The first page: figures above the lists."""
        panels = [{"page": page, "figures": page.figures()} for page in self.pages]
        return super().index(request, {"panels": panels, **(extra_context or {})})

    def _moderation(self) -> dict[str, Any]:
        models = [
            {
                "name": page.title,
                "object_name": page.name,
                "admin_url": reverse(f"admin:{page.name}"),
                "add_url": None,
                "view_only": True,
                "perms": {"view": True},
            }
            for page in self.pages
        ]
        first = models[0]["admin_url"]
        return {
            "name": "Moderation",
            "app_label": "moderation",
            "app_url": first,
            "has_module_perms": True,
            "models": models,
        }

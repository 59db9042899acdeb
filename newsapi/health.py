"""``/healthz`` (the process lives) and ``/readyz`` (it can serve)."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from newsapi.api import problems
from newsapi.serving import ticks


class HealthMiddleware:
    """Answers both before anything asks for a host name or HTTPS: a balancer asks by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answers = {"/healthz": healthz, "/readyz": readyz}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The health, or what the request is really for."""
        asked = self.answers.get(request.path) if request.method in ("GET", "HEAD") else None
        return asked() if asked else self.get_response(request)


def healthz() -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def readyz() -> HttpResponse:
    """The database answers, its schema is ours and the worker keeps up; else 503 and why not."""
    try:
        missing, behind = _unapplied(), ticks.behind()
    except DatabaseError:
        return problems.respond(503, "not_ready", "The database cannot be reached.")
    if missing:
        return problems.respond(503, "not_ready", "Migrations are not applied.", migrations=missing)
    if behind:
        return problems.respond(503, "not_ready", "The worker is far behind.", behind=behind)
    checked = {"database": "ok", "migrations": "ok", "worker": "ok"}
    return JsonResponse({"status": "ok", **checked}, headers={"Cache-Control": "no-store"})


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]

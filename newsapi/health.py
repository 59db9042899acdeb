"""``/healthz`` (the process lives) and ``/readyz`` (it can serve)."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from newsapi.api import problems


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and its schema is ours; else 503 and what is missing."""
    try:
        behind = _unapplied()
    except DatabaseError:
        return problems.respond(503, "not_ready", "The database cannot be reached.")
    if behind:
        return problems.respond(503, "not_ready", "Migrations are not applied.", migrations=behind)
    return JsonResponse(
        {"status": "ok", "database": "ok", "migrations": "ok"},
        headers={"Cache-Control": "no-store"},
    )


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _backwards in plan]

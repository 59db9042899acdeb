"""Every error as ``application/problem+json`` (RFC 9457), rendered in this one place."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http import HTTPStatus

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework import exceptions
from rest_framework.response import Response

from newsapi.api import context
from newsapi.api.json import dumps
from newsapi.errors import DomainError, FieldProblem, InvalidInput

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
DRF_CODES = {
    exceptions.AuthenticationFailed: "invalid_token",
    exceptions.MethodNotAllowed: "method_not_allowed",
    exceptions.NotAuthenticated: "not_authenticated",
    exceptions.NotFound: "not_found",
    exceptions.ParseError: "malformed_json",
    exceptions.PermissionDenied: "permission_denied",
    exceptions.UnsupportedMediaType: "unsupported_media_type",
}
DJANGO_ERRORS: dict[type[Exception], tuple[int, str, str]] = {
    Http404: (404, "not_found", "There is nothing here, or nothing that you may see."),
    PermissionDenied: (403, "permission_denied", "You may not do that."),
    SuspiciousOperation: (400, "bad_request", "The request is not well formed."),
    OperationalError: (503, "unavailable", "The database cannot answer now; try again shortly."),
}


class BadRequest(DomainError):
    """The request is not well formed."""

    code = "bad_request"
    status = 400


class InternalError(DomainError):
    """Something went wrong on our side; it has been logged."""

    code = "internal_error"
    status = 500


class Unavailable(DomainError):
    """The database cannot answer now; try again shortly."""

    code = "unavailable"
    status = 503


def problem(status: int, code: str, detail: str, **extra: object) -> dict[str, object]:
    """The members of an RFC 9457 problem document. ``type`` names the code's documentation."""
    return {
        "type": f"urn:newsapi:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": context.request_id.get(),
        **extra,
    }


def respond(status: int, code: str, detail: str, **extra: object) -> HttpResponse:
    """A problem as a plain Django answer, for code that runs outside a DRF view."""
    body = dumps(problem(status, code, detail, **extra))
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def refuse(error: DomainError) -> HttpResponse:
    """A domain error as a plain Django answer."""
    return respond(error.status, error.code, error.detail, **error.extra)


def unavailable(error: OperationalError) -> HttpResponse:
    """503 for a database that cannot answer."""
    _log(error)
    return respond(*DJANGO_ERRORS[OperationalError])


def _log(error: Exception) -> None:
    if isinstance(error, OperationalError):  # its own words say enough, and it is every request's
        log.error("database unavailable: %s", " ".join(str(error).split()))
    else:
        log.error("unhandled error", exc_info=error)


def exception_handler(error: Exception, _context: object) -> Response | HttpResponse:
    """DRF's hook: any exception of an API view as its problem."""
    translated = translate(error)
    if int(str(translated["status"])) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log(error)
    response = Response(translated, status=int(str(translated["status"])), content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in _headers(error).items():
        response[name] = value
    return response


def translate(error: Exception) -> dict[str, object]:
    """The problem document for an exception."""
    if isinstance(error, DomainError):
        return problem(error.status, error.code, error.detail, **error.extra)
    if isinstance(error, exceptions.ValidationError):
        return translate(InvalidInput(list(field_problems(error.detail))))
    if isinstance(error, exceptions.APIException):
        code = DRF_CODES.get(type(error), "error")
        return problem(error.status_code, code, str(error.detail))
    for kind, (status, code, detail) in DJANGO_ERRORS.items():
        if isinstance(error, kind):
            return problem(status, code, detail)
    return problem(500, "internal_error", "Something went wrong on our side; it has been logged.")


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, OperationalError):
        return {"Retry-After": str(RETRY_SECONDS)}
    if getattr(error, "status", None) == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": 'Bearer realm="newsapi"'}
    auth_header = getattr(error, "auth_header", None)
    return {"WWW-Authenticate": auth_header} if auth_header else {}


def field_problems(detail: object, path: str = "") -> Iterator[FieldProblem]:
    """DRF's nested validation details as a flat list, a field named by its dotted path."""
    if isinstance(detail, dict):
        for key, value in detail.items():
            inner = path if key == "non_field_errors" else f"{path}.{key}" if path else str(key)
            yield from field_problems(value, inner)
    elif isinstance(detail, list):
        for index, value in enumerate(detail):
            nested = isinstance(value, dict | list)
            yield from field_problems(value, f"{path}.{index}" if nested and path else path)
    elif isinstance(detail, exceptions.ErrorDetail):
        yield FieldProblem(path or "body", str(detail.code), str(detail))


# --- Django's own error hooks (urls.py names them) ------------------------------------------------


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller is a program: everything but a browser asking for a page."""
    return request.path.startswith("/api/") or "text/html" not in request.headers.get("Accept", "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for what Django refuses before any view (hosts, headers)."""
    return refuse(BadRequest())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 outside DRF views."""
    return respond(403, "permission_denied", "You may not do that.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for a path that no route knows."""
    if not wants_json(request):
        return render(request, "site/not_found.html", status=404)
    hint = "" if request.path.endswith("/") else " Paths of this API end with a slash."
    return respond(404, "not_found", "There is nothing at this address." + hint)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without a word about why."""
    return refuse(InternalError())

"""What stands around every request: its id and log line, its true address, its size."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from newsapi.api import context, problems
from newsapi.errors import DomainError
from newsapi.ids import new_id

log = logging.getLogger("newsapi.access")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
BODY_METHODS = ("POST", "PUT", "PATCH", "DELETE")

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class RequestContextMiddleware:
    """Echoes or makes ``X-Request-ID`` and writes one access log line (no query, no address)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with the request's id on it."""
        given = request.headers.get("X-Request-ID", "")
        request_id = given if REQUEST_ID.fullmatch(given) else str(new_id())
        token = context.request_id.set(request_id)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            log.info(
                "%s %s %s",
                request.method,
                request.path,
                response.status_code,
                extra={"ms": round((time.perf_counter() - started) * 1000, 1)},
            )
            return response
        finally:
            context.request_id.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Outside the API too, a database that cannot answer is 503 and not 500."""
        return problems.unavailable(error) if isinstance(error, OperationalError) else None


class ProxyMiddleware:
    """Takes scheme and address from proxies in TRUSTED_PROXIES, and from nobody else.

    Of X-Forwarded-For the rightmost address that is not itself a trusted proxy counts: what stands
    left of it was written by the client.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to the request as the client sent it."""
        if is_trusted(request.META.get("REMOTE_ADDR", "")):
            chain = request.headers.get("X-Forwarded-For", "").split(",")
            clients = [hop.strip() for hop in chain if hop.strip() and not is_trusted(hop.strip())]
            if clients:
                request.META["REMOTE_ADDR"] = clients[-1]
            if request.headers.get("X-Forwarded-Proto", "").strip() == "https":
                request.META["wsgi.url_scheme"] = "https"  # what Django reads the scheme from
        return self.get_response(request)


def is_trusted(address: str) -> bool:
    """Whether the address is one of our proxies."""
    try:
        return any(ip_address(address) in network for network in settings.TRUSTED_PROXIES)
    except ValueError:
        return False


class LengthRequired(DomainError):
    """Send the body with a Content-Length."""

    code = "length_required"
    status = 411


class BodyTooLarge(DomainError):
    """The request's body is larger than this server takes; the limit stands beside this."""

    code = "body_too_large"
    status = 413


class BodyLimitMiddleware:
    """Refuses a body that is too large (413) or of unstated length (411) before reading it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or the refusal."""
        return self.refusal(request) or self.get_response(request)

    def refusal(self, request: HttpRequest) -> HttpResponse | None:
        """The problem with the body's length, if there is one."""
        if request.method not in BODY_METHODS:
            return None
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return problems.refuse(LengthRequired())
        limit = settings.NEWSAPI_MAX_REQUEST_BYTES
        length = request.headers.get("Content-Length") or "0"
        if length.isdecimal() and int(length) <= limit:
            return None
        return problems.refuse(BodyTooLarge(max_bytes=limit))

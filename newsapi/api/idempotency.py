"""``Idempotency-Key``: a retried POST gives the first answer again, and nothing happens twice.

The record is written in the transaction of the act itself, so either both are there or neither.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from newsapi.api.authentication import actor_of
from newsapi.api.json import dumps
from newsapi.api.models import IdempotencyRecord
from newsapi.errors import DomainError

KEPT = timedelta(hours=24)
KEY = re.compile(r"[\x21-\x7e]{1,255}")
# These say "try again", so a retry is judged anew; 5xx are not kept either.
NOT_FINAL = frozenset({401, 408, 429})
KEPT_HEADERS = ("Cache-Control", "Location")

Handler = Callable[..., Response]


class InvalidIdempotencyKey(DomainError):
    """An Idempotency-Key is 1 to 255 visible ASCII characters."""

    code = "invalid_idempotency_key"
    status = 400


class IdempotencyKeyReused(DomainError):
    """This Idempotency-Key was used for another request: make a new one for each act."""

    code = "idempotency_key_reused"
    status = 422


class RequestInProgress(DomainError):
    """The first request with this Idempotency-Key is still under way: retry in a moment."""

    code = "request_in_progress"
    status = 409


def idempotent(handler: Handler) -> Handler:
    """Make a view's ``post`` honour ``Idempotency-Key``; without the header nothing changes."""

    @wraps(handler)
    def post(view: APIView, request: Request, *args: object, **kwargs: object) -> Response:
        if "Idempotency-Key" not in request.headers:
            return handler(view, request, *args, **kwargs)
        return _once(view, request, lambda: handler(view, request, *args, **kwargs))

    post.idempotent = True  # type: ignore[attr-defined]  # read by the schema and a test
    return post


def _once(view: APIView, request: Request, act: Callable[[], Response]) -> Response:
    digest, fingerprint = _digest(request), _fingerprint(request)
    with transaction.atomic():
        _lock(digest)
        record = IdempotencyRecord.objects.filter(
            digest=digest, created_at__gt=timezone.now() - KEPT
        ).first()
        if record:
            return _replay(record, fingerprint)
        response = _attempt(view, act)
        if response.status_code < 500 and response.status_code not in NOT_FINAL:
            _keep(digest, fingerprint, response)
        return response


def _lock(digest: bytes) -> None:
    # Closes the race of two requests with one key: the second is refused, not queued, and once the
    # first has committed (the lock goes with the transaction) its record is visible to all.
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise RequestInProgress


def _attempt(view: APIView, act: Callable[[], Response]) -> Response:
    try:
        with transaction.atomic():  # an act that fails is undone, its answer is still kept
            return act()
    except Exception as error:  # noqa: BLE001  # the view's own handler turns all into answers
        return view.handle_exception(error)


def _keep(digest: bytes, fingerprint: bytes, response: Response) -> None:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    answer = {
        "status": response.status_code,
        "headers": headers,
        "content_type": response.content_type,
        "data": response.data,
    }
    IdempotencyRecord.objects.update_or_create(
        digest=digest,
        defaults={
            "fingerprint": fingerprint,
            "sealed_answer": _seal().encrypt(dumps(answer)),
            "created_at": timezone.now(),
        },
    )


def _replay(record: IdempotencyRecord, fingerprint: bytes) -> Response:
    if not hmac.compare_digest(bytes(record.fingerprint), fingerprint):
        raise IdempotencyKeyReused
    try:
        answer = orjson.loads(_seal().decrypt(bytes(record.sealed_answer)))
    except InvalidToken as error:  # SECRET_KEY was changed since
        raise IdempotencyKeyReused from error
    return Response(
        answer["data"],
        status=answer["status"],
        content_type=answer["content_type"],
        headers={**answer["headers"], "Idempotent-Replayed": "true"},
    )


def _digest(request: Request) -> bytes:
    key = request.headers["Idempotency-Key"]
    if not KEY.fullmatch(key):
        raise InvalidIdempotencyKey
    actor = actor_of(request)
    # Nobody known: at least the same address, so that two strangers' keys do not meet.
    who = actor.key if actor.id else f"{actor.key}{request.META.get('REMOTE_ADDR', '')}"
    return hashlib.sha256(f"{who}\n{request.path}\n{key}".encode()).digest()


def _fingerprint(request: Request) -> bytes:
    body: Any = request._request.body  # noqa: SLF001  # Any: DRF's stubs do not know it
    return hashlib.sha256(request.META.get("QUERY_STRING", "").encode() + b"\n" + body).digest()


def _seal() -> Fernet:
    secret = hashlib.sha256(b"newsapi.idempotency" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))


def purge_idempotency_records() -> int:
    """Delete the records that are past their time; how many there were."""
    old = IdempotencyRecord.objects.filter(created_at__lt=timezone.now() - KEPT)
    return old.delete()[0]

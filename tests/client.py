"""An HTTP client for tests that speaks JSON and acts as somebody."""

from __future__ import annotations

from typing import Any

import orjson
from django.test import Client

from newsapi.api.access import Actor


class Api:
    """Calls the API in-process, through every middleware, as one actor."""

    def __init__(self, authorization: str | None = None, actor: Actor | None = None) -> None:
        self.client = Client(raise_request_exception=False)
        self.authorization = authorization
        self._actor = actor

    @property
    def actor(self) -> Actor:
        """Who this client acts as."""
        assert self._actor is not None
        return self._actor

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes | None = None,
        **headers: str,
    ) -> Any:
        """The answer to a request; keyword ``if_none_match="x"`` sends ``If-None-Match: x``."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.authorization:
            sent.setdefault("authorization", self.authorization)
        data = raw if raw is not None else b"" if body is None else orjson.dumps(body)
        content_type = sent.pop("content-type", "application/json")
        full = path if path.startswith(("http", "/api/v1/")) else f"/api/v1{path}"
        return self.client.generic(method, full, data, content_type=content_type, headers=sent)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: Any) -> Any:
        return self.call("POST", path, body, **headers)

    def put(self, path: str, body: object = None, **headers: Any) -> Any:
        return self.call("PUT", path, body, **headers)

    def patch(self, path: str, body: object = None, **headers: Any) -> Any:
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: Any) -> Any:
        return self.call("DELETE", path, **headers)

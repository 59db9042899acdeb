"""Views about people."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response

from newsapi.accounts.api import documentation
from newsapi.accounts.api.present import present_person
from newsapi.accounts.api.serializers import GuestInput
from newsapi.accounts.services.people import create_guest
from newsapi.api.idempotency import idempotent
from newsapi.api.views import ApiView


class GuestView(ApiView):
    """Guests."""

    authentication_classes = ()  # a stale session or token must not keep a guest out

    @documentation.CREATE_GUEST
    @idempotent
    def post(self, request: Request) -> Response:
        """Become a guest: a name and a token to act with."""
        user, token = create_guest(**self.body(GuestInput))
        return Response({"token": token, "user": present_person(user)}, status=201)

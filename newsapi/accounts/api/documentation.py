"""The operations about people, for the OpenAPI document."""

from __future__ import annotations

from newsapi.accounts.api.outputs import GuestOutput
from newsapi.accounts.api.serializers import GuestInput
from newsapi.accounts.errors import GuestsNotAllowed
from newsapi.api.schema.describing import Documentation, Json, Success
from newsapi.api.schema.security import PUBLIC

GUEST: Json = {
    "id": "01980a3b-c2f5-7a3d-8d0c-6d1f0e9b7a42",
    "name": "Zeynep Ç.",
    "avatar_url": None,
    "badges": [],
}

CREATE_GUEST = Documentation(
    id="createGuest",
    tag="people",
    description="Makes a guest of the name and answers with the token to act with. The token is "
    "shown this once. Credentials that come with the request are not looked at.",
    security=PUBLIC,
    request=GuestInput,
    example={"name": "Zeynep Ç.", "email": "zeynep@reader.example"},
    success=(
        Success(
            status=201,
            description="The guest and their token.",
            body=GuestOutput,
            example={"token": "ng_v3rYl0ngAndR4nd0mT0k3nOfAGu3stTh4tIsSh0wnOnc3", "user": GUEST},
        ),
    ),
    errors=(GuestsNotAllowed,),
)

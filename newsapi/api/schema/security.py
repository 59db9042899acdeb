"""Who may call an operation, as OpenAPI security requirements."""

from __future__ import annotations

from typing import Any

SCHEMES: dict[str, dict[str, Any]] = {  # Any: JSON
    "bearerToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "A person: a guest's token (`POST /api/v1/auth/guest/`), the session token "
        "of an account, or a publisher's SSO token.",
    },
    "serverKey": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "A publisher's server: `Authorization: Api-Key <key>`, good for the key's "
        "scopes. `manage.py create_api_key` makes one.",
    },
    "browserSession": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "Someone signed in at `/admin/`; what changes anything also needs the "
        "header `X-CSRFToken`.",
    },
}

Security = tuple[str | None, ...]
# No credentials are looked at: everyone gets the same.
PUBLIC: Security = ()
# Credentials are looked at where there are any (and refused where they are wrong).
ANYONE: Security = (None, "bearerToken", "serverKey", "browserSession")
PEOPLE: Security = ("bearerToken", "browserSession")
# People with the right to it, and servers with the scope for it.
PRIVILEGED: Security = ("bearerToken", "serverKey", "browserSession")


def requirements(security: Security) -> list[dict[str, list[str]]]:
    """The ``security`` member: any one of these will do, ``{}`` being nobody known."""
    return [{scheme: []} if scheme else {} for scheme in security]

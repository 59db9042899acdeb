"""What the document says about the API as a whole."""

from __future__ import annotations

DESCRIPTION = """\
Articles of a newsroom and the discussion under them: for readers' browsers, for publishers'
servers and for moderators, one API.

**Answers** are JSON in UTF-8, `snake_case`; times are RFC 3339 in UTC, ids are UUIDv7. Clients
should ignore members that they do not know: some may be added. Members of a request that an
operation does not know are ignored, too.

**Errors** are `application/problem+json` (RFC 9457) with a stable `code`, the same shape for all.
What you may not see is 404, what you may see but not do is 403, a lost race is 409. A path that
knows the address but not the method answers 405 with `Allow`; 503 and 429 carry `Retry-After`.

**Lists** are `{"results", "next", "previous"}`. Follow the addresses in `next` and `previous`: the
`cursor` in them is made by the server and is good for that list and order only. Rows that are added
meanwhile make no row come twice or be skipped. Any other cursor is 400 `invalid_cursor`.

**Retries.** Every `POST` takes an `Idempotency-Key`: 1 to 255 visible ASCII characters, fresh for
each act. The same key with the same body gives the first answer again, with another body 422, and
while the first request is under way 409.

**Caching.** Public reads carry an `ETag` and may be kept by any cache; nothing in them depends on
who asks.
"""

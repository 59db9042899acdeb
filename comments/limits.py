"""Limits on a comment, checked on every write path. Settings, with what was broken in the error."""

from __future__ import annotations

from django.conf import settings

from comments.text import clean_body, is_blank, render_readable
from newsapi.errors import FieldProblem, InvalidInput


def accepted_text(raw: str) -> tuple[str, str]:
    """The source as it will be stored, and its HTML. Raises InvalidInput (blank, too long)."""
    limit = settings.NEWSAPI_MAX_BODY
    if len(raw) > limit:
        detail = f"The comment has {len(raw)} characters; up to {limit} are allowed."
        raise InvalidInput([FieldProblem("body", "max_length", detail, max_length=limit)])
    body = clean_body(raw)
    html = render_readable(body)
    if is_blank(html):
        raise InvalidInput([FieldProblem("body", "blank", "Write something that can be read.")])
    return body, html

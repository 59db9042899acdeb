"""Words that the database stores about articles."""

from __future__ import annotations

from django.db.models import TextChoices


class CommentingStatus(TextChoices):
    """Whether, and how, an article takes comments; the order is from open to strict."""

    OPEN = "open"
    PREMODERATED = "premoderated"
    CLOSED = "closed"

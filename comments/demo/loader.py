"""Loads the demo, once."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.services import ArticleFields, create_article, update_article
from comments.enums import Action, Status
from comments.models import Comment
from comments.moderation.decisions import decide
from comments.services.comments import delete_comment
from comments.transfer.importing import import_records
from comments.transfer.records import Record
from newsapi.accounts.models import User
from newsapi.accounts.services.people import create_moderator
from newsapi.api.access import Actor

CONTENT = Path(__file__).parent / "content"
EMAIL = "moderator@newsapi.example"
NAME = "Demo desk"
LOGIN_FILE = "demo.json"
ACTIONS = {Status.APPROVED: Action.APPROVE, Status.REJECTED: Action.REJECT}

Content = Mapping[str, Any]  # Any: the JSON of a content file


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """How to sign in to the demo's admin."""

    email: str
    password: str


def load_demo(*, base_url: str) -> int:
    """Load what of the demo is not there yet; how many articles were new.

    The moderator's password is random, made with the account, and kept in the data folder.
    """
    with transaction.atomic():
        moderator = _moderator()
        contents = [json.loads(path.read_text()) for path in sorted(CONTENT.glob("*.json"))]
        return sum(_load_article(content, moderator, base_url) for content in contents)


def _moderator() -> Actor:
    user = User.objects.filter(email=EMAIL).first()
    if user is None:
        login = DemoLogin(EMAIL, secrets.token_urlsafe(9))
        user = create_moderator(
            email=login.email, name=NAME, password=login.password, administrator=True
        )
        _write_login(login)
    return Actor(kind="account", id=user.id, name=user.name, moderator=True)


def _write_login(login: DemoLogin) -> None:
    path = Path(settings.DATA_DIR) / LOGIN_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(login), file)


def _load_article(content: Content, moderator: Actor, base_url: str) -> bool:
    told = dict(content["article"])
    if Article.objects.filter(external_id=told["external_id"]).exists():
        return False
    published_at = timezone.now() - timedelta(hours=told.pop("hours_ago"))
    # Its page's address has its id in it, which is made with it.
    told |= {"published_at": published_at, "url": f"{base_url}/{told['external_id']}/"}
    article = create_article(fields=cast("ArticleFields", told))
    url = f"{base_url}/articles/{article.pk}/"
    update_article(article_id=article.pk, changes={"url": url})
    _load_thread(article.pk, content["comments"], published_at, moderator)
    return True


def _load_thread(
    article_id: UUID, told: list[Content], published_at: datetime, moderator: Actor
) -> None:
    records = [_record(comment, published_at) for comment in told]
    import_records(article_id=article_id, records=records)
    stored = Comment.objects.filter(article_id=article_id)
    by_body = {(comment.created_at, comment.body): comment for comment in stored}
    for record in records:
        _settle(by_body[record.created_at, record.body], record, moderator)


def _record(told: Content, published_at: datetime) -> Record:
    return Record(
        key=told["id"],
        parent=told["parent"],
        author=told["author"],
        body=told["body"],
        created_at=published_at + timedelta(minutes=told["minutes_after"]),
        status=Status(told.get("status", Status.PUBLISHED)),
        reason=told.get("reason", ""),
        deleted=told.get("deleted", False),
    )


def _settle(comment: Comment, record: Record, moderator: Actor) -> None:
    if action := ACTIONS.get(record.status):
        decide(
            comment_id=comment.pk,
            actor=moderator,
            action=action,
            reason=record.reason,
            version=comment.version,
        )
    if record.deleted:
        author = Actor(kind="guest", id=comment.author_id)
        delete_comment(actor=author, comment_id=comment.pk)

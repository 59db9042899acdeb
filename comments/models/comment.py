"""Comment: the current state of what somebody wrote under an article."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from articles.models import Article
from comments.access import CommentFacts
from comments.enums import VISIBLE, Status
from newsapi.ids import new_id

IS_VISIBLE = Q(status__in=VISIBLE, deleted_at__isnull=True)
IS_ROOT = Q(parent__isnull=True, listed=True)
IS_REPLY = Q(parent__isnull=False, listed=True)


def queue_rank() -> Case:
    """For a generated column: the comment's queue, the most urgent 0; NULL when none awaits it."""
    return Case(
        When(deleted_at__isnull=False, then=None),
        When(status=Status.PENDING, then=Value(0)),
        When(status__in=VISIBLE, open_reports__gt=0, then=Value(1)),
        When(status=Status.PUBLISHED, then=Value(2)),
        default=None,
    )


class Comment(models.Model):
    """A comment. ``body`` is what its current revision says.

    ``listed``: it stands in public pages, as itself or (with listed replies) as a tombstone.
    ``version`` rises with every edit and decision: what a moderator has seen.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+", db_index=False)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    root = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+")
    depth = models.PositiveIntegerField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=16, choices=Status)
    listed = models.BooleanField()
    locked = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    featured = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    revision = models.OneToOneField("comments.Revision", on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    body_html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    reply_count = models.IntegerField(default=0)  # folded so far, see TallyDelta
    open_reports = models.PositiveIntegerField(default=0)
    queue = models.GeneratedField(
        expression=queue_rank(),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        indexes: ClassVar = [
            # serves top-level pages, newest and oldest, and the article's foreign key where listed
            models.Index(
                fields=["article", "created_at", "id"], name="comment_roots", condition=IS_ROOT
            ),
            # serves replies at every level, and tombstone upkeep
            models.Index(
                fields=["parent", "created_at", "id"], name="comment_replies", condition=IS_REPLY
            ),
            # serve ?sort=replies at the top level and below
            models.Index(
                fields=["article", "reply_count", "created_at", "id"],
                name="comment_roots_by_replies",
                condition=IS_ROOT,
            ),
            models.Index(
                fields=["parent", "reply_count", "created_at", "id"],
                name="comment_replies_by_replies",
                condition=IS_REPLY,
            ),
            # serves the moderation queue, the most urgent and oldest first
            models.Index(
                fields=["queue", "created_at", "id"],
                name="comment_queue",
                condition=Q(queue__isnull=False),
            ),
            # serves an author's history, and the author's foreign key
            models.Index(fields=["author", "created_at"], name="comment_author"),
            # serves the admin's list of an article's comments, newest first, and the foreign key
            models.Index(fields=["article", "id"], name="comment_article"),
            # serves the foreign key of parent
            models.Index(fields=["parent"], name="comment_parent"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="comment_root_or_reply",
                condition=Q(parent__isnull=True, depth=0, root=F("id"))
                | (Q(parent__isnull=False, depth__gt=0) & ~Q(root=F("id"))),
            ),
            models.CheckConstraint(
                name="comment_status_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="comment_visible_is_listed", condition=~IS_VISIBLE | Q(listed=True)
            ),
            models.CheckConstraint(name="comment_not_its_own_parent", condition=~Q(parent=F("id"))),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def facts(self) -> CommentFacts:
        """What access predicates ask about."""
        return CommentFacts(
            author_id=self.author_id,
            status=Status(self.status),
            deleted=self.deleted_at is not None,
            listed=self.listed,
            created_at=self.created_at,
        )

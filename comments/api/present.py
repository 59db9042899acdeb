"""Comment rows to dicts. What a viewer may not read is taken out here, once for every surface."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from comments import access
from comments.enums import Sort, Status
from comments.models import Decision, Report
from comments.queries.rows import CommentRow
from comments.queries.threads import Shape, Tree, sort_key
from newsapi.api.access import ANONYMOUS, Actor
from newsapi.api.cursors import Cursor, page_url

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Links:
    """Makes the addresses in an answer: ``host`` is scheme and host, the rest goes with replies."""

    host: str
    sort: Sort
    shape: Shape

    def replies(self, comment_id: UUID, cursor: Cursor | None) -> str:
        """The page of a comment's replies, from its beginning or from the cursor on."""
        base = f"{self.host}/api/v1/comments/{comment_id}/replies/"
        given = {"sort": self.sort.value, "depth": self.shape.depth, "replies": self.shape.replies}
        if cursor is not None:
            return str(page_url(base, cursor, scope(comment_id, self.sort), given))
        return f"{base}?{urlencode(given)}"


def scope(parent: UUID, sort: Sort) -> str:
    """What a cursor belongs to: the list under one article or comment, in one order."""
    return f"{parent.hex}.{sort.value}"


def present_page(tree: Tree, links: Links) -> list[Json]:
    """A page's comments, each with the replies that were read along."""
    children: dict[UUID | None, list[CommentRow]] = defaultdict(list)
    for row in tree.below:
        children[row.parent_id].append(row)
    cut = tree.below[-1].parent_id if tree.truncated and tree.below else None
    replies: dict[UUID, Json] = {}
    for row in reversed([*tree.page.rows, *tree.below]):  # the deepest level first
        shown = children[row.id][: links.shape.replies]
        more = len(children[row.id]) > len(shown) or cut == row.id
        replies[row.id] = {
            "results": [present_comment(child, replies[child.id]) for child in shown],
            "next": _more(row, shown, more, links),
        }
    return [present_comment(row, replies[row.id]) for row in tree.page.rows]


def _more(row: CommentRow, shown: Sequence[CommentRow], more: bool, links: Links) -> str | None:
    if more and shown:
        return links.replies(row.id, Cursor(sort_key(links.sort, shown[-1])))
    return links.replies(row.id, None) if row.has_replies and not shown else None


def present_alone(row: CommentRow, links: Links, *, actor: Actor = ANONYMOUS) -> Json:
    """One comment with the address of its replies, for one who may find it."""
    replies: Json = {"results": [], "next": _more(row, (), False, links)}
    return present_comment(row, replies, actor=actor)


def present_comment(row: CommentRow, replies: Json, *, actor: Actor = ANONYMOUS) -> Json:
    """A comment, or the tombstone that stands for one whose words the actor may not read."""
    readable = access.may_read_words(actor, row.facts)
    return {
        "id": row.id,
        "article": row.article_id,
        "parent": row.parent_id,
        "depth": row.depth,
        "state": _state(row, readable=readable),
        "author": _author(row) if readable else None,
        "body": row.body if readable else None,
        "body_html": row.body_html if readable else None,
        "created_at": row.created_at,
        "edited_at": row.edited_at if readable else None,
        "pinned": row.pinned and readable,
        "featured": row.featured and readable,
        "votes": {"up": 0, "down": 0},
        "reply_count": row.reply_count,
        "permalink": f"{row.article_url}#comment-{row.id}",
        "replies": replies,
    }


def _state(row: CommentRow, *, readable: bool) -> str:
    if row.deleted_at:
        return "deleted"
    held_but_readable = readable and row.status == Status.PENDING  # by its author, say
    return "visible" if access.is_public(row.facts) or held_but_readable else "removed"


def _author(row: CommentRow) -> Json:
    return {
        "id": row.author_id,
        "name": row.author_name,
        "avatar_url": row.author_avatar_url or None,
        "badges": ["moderator"] if row.author_is_moderator else [],
    }


def present_standing(row: CommentRow, restriction: Decision | None) -> Json:
    """What only the author and moderators learn: status, and why it is not public."""
    standing: Json = {"status": row.status, "revision": row.version}
    if not access.is_public(row.facts) and restriction is not None:
        standing["reason"] = {"code": restriction.reason, "detail": restriction.statement}
    return standing


def present_decision(decision: Decision) -> Json:
    """An entry of the moderation log, for moderators."""
    return {
        "id": decision.id,
        "comment": decision.comment_id,
        "actor": {"id": decision.actor_id, "name": decision.actor_name},
        "automated": decision.actor_id is None and decision.server_key_id is None,
        "action": decision.action,
        "reason": decision.reason or None,
        "note": decision.note,
        "from_status": decision.from_status,
        "to_status": decision.to_status,
        "statement": decision.statement or None,
        "revision": decision.version,
        "created_at": decision.created_at,
    }


def present_report(report: Report) -> Json:
    """A report, for the reader who made it."""
    return {
        "id": report.id,
        "comment": report.comment_id,
        "reason": report.reason,
        "details": report.details,
        "outcome": report.outcome or None,
        "created_at": report.created_at,
    }

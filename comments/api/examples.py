"""Comments and what is about them, as the OpenAPI document shows them."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]  # Any: JSON

ARTICLE_ID = "01980a38-1f6e-7d11-a4c3-9b7e5d2f8c60"
COMMENT_ID = "01980a3c-0b4d-7e0a-b5a5-5f3c1d2e4f60"
REPLY_ID = "01980a3d-4c1b-72f3-8e6d-7a9b0c1d2e3f"
API = "https://comments.example/api/v1"
PAGE = "https://news.example/world/2016/01/22/slowdown/"
LIVE_AT = "2016-01-22T09:12:45.018Z"

AUTHOR: Json = {
    "id": "01980a3b-c2f5-7a3d-8d0c-6d1f0e9b7a42",
    "name": "Zeynep Ç.",
    "avatar_url": None,
    "badges": [],
}
MODERATOR = {"id": "01980a21-55aa-7bcd-9123-0f1e2d3c4b5a", "name": "Ann Editor"}
NO_REPLIES: Json = {"results": [], "next": None}


def _comment(comment_id: str, **members: object) -> Json:
    return {
        "id": comment_id,
        "article": ARTICLE_ID,
        "parent": None,
        "depth": 0,
        "state": "visible",
        "author": AUTHOR,
        "created_at": LIVE_AT,
        "edited_at": None,
        "pinned": False,
        "featured": False,
        "votes": {"up": 0, "down": 0},
        "reply_count": 0,
        "permalink": f"{PAGE}#comment-{comment_id}",
        "replies": NO_REPLIES,
        **members,
    }


REPLY = _comment(
    REPLY_ID,
    parent=COMMENT_ID,
    depth=1,
    body="It was *already* priced in.",
    body_html="<p>It was <em>already</em> priced in.</p>",
)
NEW_COMMENT = _comment(
    COMMENT_ID,
    body="Has anyone **read** the report?",
    body_html="<p>Has anyone <strong>read</strong> the report?</p>",
)
COMMENT = NEW_COMMENT | {"reply_count": 1, "replies": {"results": [REPLY], "next": None}}
ALONE = COMMENT | {
    "replies": {
        "results": [],
        "next": f"{API}/comments/{COMMENT_ID}/replies/?sort=best&depth=3&replies=5",
    }
}
OWN = NEW_COMMENT | {"status": "published", "revision": 1}
HELD = NEW_COMMENT | {
    "status": "pending",
    "revision": 1,
    "reason": {
        "code": "premoderation",
        "detail": "Comments here are read before they appear. Your comment waits for a moderator, "
        "who will publish or reject it.",
    },
}
ARTICLE = {
    "id": ARTICLE_ID,
    "comment_count": 2,
    "commenting": {"status": "open", "reason": "", "closes_at": None},
}
NO_PAGES = {"next": None, "previous": None}
REPLY_PAGE = {"sort": "best", "results": [REPLY], **NO_PAGES}
THREAD_PAGE = {"article": ARTICLE, "sort": "best", "results": [COMMENT], **NO_PAGES}
CONTEXT = {
    "article": ARTICLE,
    "ancestors": [ALONE],
    "comment": REPLY,
}
VIEWER_SIDE = {
    "actor": {"kind": "guest", "id": AUTHOR["id"], "name": AUTHOR["name"]},
    "may_comment": True,
    "refusal": None,
    "comments": {
        COMMENT_ID: {
            "own_vote": None,
            "reported": False,
            "may_edit_until": "2016-01-22T09:17:45.018Z",
            "may_delete": True,
        }
    },
    "own_unpublished": [HELD],
}
REPORT = {
    "id": "01980a40-6b7c-7d8e-9f00-112233445566",
    "comment": COMMENT_ID,
    "reason": "off_topic",
    "details": "",
    "outcome": None,
    "created_at": LIVE_AT,
}
DECISION = {
    "id": "01980a41-7c8d-7e9f-8a01-223344556677",
    "comment": COMMENT_ID,
    "actor": MODERATOR,
    "automated": False,
    "action": "reject",
    "reason": "off_topic",
    "note": "Second time today.",
    "from_status": "published",
    "to_status": "rejected",
    "statement": "Your comment was rejected by a moderator because it is not about the article.",
    "revision": 2,
    "created_at": LIVE_AT,
}

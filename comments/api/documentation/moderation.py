"""Moderation."""

from __future__ import annotations

from comments.api import examples
from comments.api.outputs import DecisionOutput, DecisionPageOutput
from comments.api.serializers import DecisionInput
from comments.errors import CommentNotFound, DecisionConflict, InvalidTransition
from newsapi.api.schema.describing import Documentation, Success, path_id
from newsapi.api.schema.security import PRIVILEGED
from newsapi.errors import Forbidden

COMMENT_ID = path_id("comment_id", "comment")
MODERATORS_ONLY = Forbidden(
    "This is for moderators, and server keys with the scope moderation:write."
)
DECIDED_BEFORE = DecisionConflict(
    "Ann Editor has decided this comment since you saw it: approve.",
    current_status="approved",
    revision=2,
    decision={"actor": "Ann Editor", "action": "approve", "created_at": examples.LIVE_AT},
)

READ_DECISIONS = Documentation(
    id="readDecisions",
    tag="moderation",
    description="The comment's moderation log, the oldest entry first (up to 500). For moderators "
    "and server keys with the scope `moderation:write`.",
    security=PRIVILEGED,
    path=(COMMENT_ID,),
    success=(
        Success(
            status=200,
            description="The log.",
            body=DecisionPageOutput,
            example={"results": [examples.DECISION], **examples.NO_PAGES},
        ),
    ),
    errors=(MODERATORS_ONLY, CommentNotFound),
)
DECIDE = Documentation(
    id="decideComment",
    tag="moderation",
    description="Decides what the moderator has seen: `revision` is the comment's as they saw it. "
    "For moderators and server keys with the scope `moderation:write`.",
    security=PRIVILEGED,
    path=(COMMENT_ID,),
    request=DecisionInput,
    example={"action": "reject", "reason": "off_topic", "revision": 1},
    success=(
        Success(
            status=201,
            description="The decision, in the log for good.",
            body=DecisionOutput,
            example=examples.DECISION,
        ),
    ),
    errors=(MODERATORS_ONLY, CommentNotFound, DECIDED_BEFORE, InvalidTransition),
)

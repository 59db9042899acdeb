"""Writing comments, and reading one."""

from __future__ import annotations

from articles.errors import ArticleNotFound
from comments.api import examples
from comments.api.outputs import CommentForViewerOutput, OwnCommentOutput, ReportOutput
from comments.api.serializers import BodyInput, CommentInput, ReportInput
from comments.errors import (
    AlreadyReported,
    CommentingClosed,
    CommentNotFound,
    EditWindowOver,
    NotEditable,
    NotTheAuthor,
    OwnComment,
    ParentUnavailable,
    PersonRequired,
    ThreadLocked,
    TooDeep,
)
from newsapi.api.schema.describing import Documentation, Success, path_id
from newsapi.api.schema.security import ANYONE, PEOPLE

ARTICLE_ID = path_id("article_id", "article")
COMMENT_ID = path_id("comment_id", "comment")

CREATE_COMMENT = Documentation(
    id="createComment",
    tag="comments",
    description="Adds a comment under the article, or with `parent` a reply. Where comments are "
    "read first it is not public yet: its `status` and `reason` say so.",
    security=PEOPLE,
    path=(ARTICLE_ID,),
    request=CommentInput,
    example={"body": "Has anyone **read** the report?"},
    success=(
        Success(
            status=201,
            description="The comment, as its author sees it.",
            body=OwnCommentOutput,
            example=examples.OWN,
            headers=("Location",),
        ),
    ),
    errors=(
        PersonRequired,
        ArticleNotFound,
        CommentingClosed,
        ThreadLocked,
        TooDeep(max_depth=50),
        ParentUnavailable,
    ),
)
READ_COMMENT = Documentation(
    id="readComment",
    tag="comments",
    description="One comment. Its author and moderators also find it while it is not public, and "
    "learn its `status`, its `revision` and the `reason`.",
    security=ANYONE,
    path=(COMMENT_ID,),
    success=(
        Success(
            status=200,
            description="The comment. Public, with an `ETag`, where nobody known is asking.",
            body=CommentForViewerOutput,
            example=examples.ALONE,
        ),
    ),
    errors=(CommentNotFound,),
    public_read=True,
)
EDIT_COMMENT = Documentation(
    id="editComment",
    tag="comments",
    description="A new text, by the comment's author within the edit window. It is judged anew; "
    "every revision is kept.",
    security=PEOPLE,
    path=(COMMENT_ID,),
    request=BodyInput,
    example={"body": "Has anyone *really* read the report?"},
    success=(
        Success(
            status=200,
            description="The comment as it is now.",
            body=OwnCommentOutput,
            example=examples.OWN
            | {
                "body": "Has anyone *really* read the report?",
                "body_html": "<p>Has anyone <em>really</em> read the report?</p>",
                "edited_at": "2016-01-22T09:14:03.500Z",
                "revision": 2,
            },
        ),
    ),
    errors=(
        PersonRequired,
        CommentNotFound,
        NotTheAuthor,
        EditWindowOver(window_seconds=300),
        CommentingClosed,
        NotEditable,
    ),
)
DELETE_COMMENT = Documentation(
    id="deleteComment",
    tag="comments",
    description="Its author takes the comment back. Replies stay, under a tombstone.",
    security=PEOPLE,
    path=(COMMENT_ID,),
    success=(Success(status=204, description="It is gone."),),
    errors=(PersonRequired, CommentNotFound, NotTheAuthor),
)
REPORT_COMMENT = Documentation(
    id="reportComment",
    tag="comments",
    description="Tells the moderators about a comment: once a person and revision.",
    security=PEOPLE,
    path=(COMMENT_ID,),
    request=ReportInput,
    example={"reason": "off_topic"},
    success=(
        Success(status=201, description="The report.", body=ReportOutput, example=examples.REPORT),
    ),
    errors=(PersonRequired, CommentNotFound, OwnComment, AlreadyReported),
)

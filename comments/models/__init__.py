"""Tables of the comments app."""

from comments.models.comment import Comment
from comments.models.decision import Decision
from comments.models.report import Report
from comments.models.revision import Revision
from comments.models.tally import ArticleTally, TallyDelta

__all__ = ["ArticleTally", "Comment", "Decision", "Report", "Revision", "TallyDelta"]

"""The moderators' pages in Django's admin: the queue, comments, decisions, reports."""

from comments.admin import comments, logs, queue

__all__ = ["comments", "logs", "queue"]

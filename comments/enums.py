"""Words that the database stores about comments."""

from __future__ import annotations

from django.db.models import TextChoices


class Status(TextChoices):
    """What has been judged of a comment. Spam is a reason, deletion another fact."""

    PUBLISHED = "published", "published (nobody judged it)"
    APPROVED = "approved"
    PENDING = "pending"
    REJECTED = "rejected"


VISIBLE = (Status.PUBLISHED, Status.APPROVED)


class Action(TextChoices):
    """What a decision does."""

    APPROVE = "approve"
    REJECT = "reject"
    HOLD = "hold"
    RESTORE = "restore"
    RESUBMIT = "resubmit"  # by the system: its author changed the text that was judged
    PIN = "pin"
    UNPIN = "unpin"
    FEATURE = "feature"
    UNFEATURE = "unfeature"
    LOCK = "lock"
    UNLOCK = "unlock"


class Reason(TextChoices):
    """Why a decision was taken."""

    SPAM = "spam"
    ADVERTISING = "advertising"
    ABUSE = "abuse"
    HATE_SPEECH = "hate_speech"
    HARASSMENT = "harassment"
    OFF_TOPIC = "off_topic"
    MISINFORMATION = "misinformation"
    PRIVACY = "privacy"
    ILLEGAL_CONTENT = "illegal_content"
    IMPERSONATION = "impersonation"
    OTHER = "other"


class SystemReason(TextChoices):
    """Why the system, not a person, took a decision."""

    PREMODERATION = "premoderation"
    EDITED = "edited"


class ReportReason(TextChoices):
    """What a reader reports a comment for."""

    SPAM = "spam"
    ABUSE = "abuse"
    HATE_SPEECH = "hate_speech"
    HARASSMENT = "harassment"
    OFF_TOPIC = "off_topic"
    MISINFORMATION = "misinformation"
    PRIVACY = "privacy"
    ILLEGAL_CONTENT = "illegal_content"
    OTHER = "other"


class Outcome(TextChoices):
    """What came of a report."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Queue(TextChoices):
    """What awaits moderators, the most urgent first."""

    PENDING = "pending"
    REPORTED = "reported"
    UNMODERATED = "unmoderated"


class Sort(TextChoices):
    """Orders of a thread. Until votes exist all ranks tie, and ties go newest first."""

    BEST = "best"
    NEWEST = "newest"
    OLDEST = "oldest"
    CONTROVERSIAL = "controversial"
    REPLIES = "replies"

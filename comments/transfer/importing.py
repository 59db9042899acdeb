"""Bring records in, through the service that writes every comment."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from comments.enums import Status
from comments.models import Comment
from comments.moderation.visibility import relist_ancestors
from comments.services.comments import Parent, insert_comment
from comments.text import clean_body, render
from comments.transfer.records import ImportReport, Record, parents_first
from newsapi.accounts.services.people import create_imported_person


def import_records(
    *, article_id: UUID, records: Iterable[Record], people: dict[str, UUID] | None = None
) -> ImportReport:
    """All records under one article, or none of them. Limits on new comments do not apply.

    ``people`` maps the other system's authors to ours and is filled with those made here.
    """
    report, authors = ImportReport(), people if people is not None else {}
    placed: dict[str, Parent] = {}
    with transaction.atomic():
        for record, is_top in parents_first(records, report):
            parent = None if is_top else placed[str(record.parent)]
            if record.author not in authors:
                authors[record.author] = create_imported_person(name=record.author)
            comment = _insert(article_id, record, parent, authors[record.author])
            if comment.listed:  # the parent may be held: it then stands as a tombstone
                relist_ancestors(comment)
            placed[record.key] = Parent(comment.id, comment.root_id, comment.depth)
            report.imported += 1
    return report


def _insert(article_id: UUID, record: Record, parent: Parent | None, author_id: UUID) -> Comment:
    body = clean_body(record.body)
    return insert_comment(
        author_id=author_id,
        article_id=article_id,
        parent=parent,
        text=(body, render(body)),
        status=Status.PENDING if record.status == Status.PENDING else Status.PUBLISHED,
        created_at=record.created_at,
    )

"""Every write to the articles tables."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from articles import discussion
from articles.enums import CommentingStatus
from articles.errors import AlreadyExists, ArticleNotFound, HasComments
from articles.models import Article, Section
from articles.search import configuration_of


class ArticleFields(TypedDict, total=False):
    """What may be written of an article; checked by the caller. None clears a field."""

    external_id: str | None
    url: str
    title: str
    subtitle: str
    byline: str
    section: str
    tags: list[str]
    language: str
    body: str
    image_url: str
    published_at: datetime | None
    modified_at: datetime | None
    commenting_status: CommentingStatus
    commenting_reason: str
    commenting_closes_at: datetime | None


# A publisher's system puts an article again at each correction; what a moderator has said about
# commenting stays unless it says something itself.
KEPT_ON_REPLACE = {"id", "created_at", "listed_at", "search", "external_id"}
COMMENTING = {"commenting_status", "commenting_reason", "commenting_closes_at"}


def create_article(*, fields: ArticleFields) -> Article:
    """A new article. Raises AlreadyExists with the ``id`` of the one that is there."""
    article = Article(**fields)
    return _save(article, force_insert=True)


def put_article(*, external_id: str, fields: ArticleFields) -> tuple[Article, bool]:
    """The article with this external_id holds just these fields now; whether it is new.

    What is said about commenting stays as it is when no field of it is given. Raises
    AlreadyExists when the url belongs to another article.
    """
    with transaction.atomic():
        found = _locked_by_external_id(external_id)
        if found is not None:
            return _save(_replaced(found, fields)), False
        try:
            return create_article(fields={**fields, "external_id": external_id}), True
        except AlreadyExists:
            # Another PUT of the same article came first (the unique constraint says so): replace.
            found = _locked_by_external_id(external_id)
            if found is None:
                raise
            return _save(_replaced(found, fields)), False


def update_article(*, article_id: UUID, changes: ArticleFields) -> Article:
    """Change the fields given, leave the others. Raises ArticleNotFound, AlreadyExists."""
    with transaction.atomic():
        article = _locked(article_id, no_key=True)
        for name, value in changes.items():
            setattr(article, name, value)
        return _save(article)


def delete_article(*, article_id: UUID, force: bool = False) -> None:
    """Delete it; with comments only by ``force``. Raises ArticleNotFound, HasComments."""
    with transaction.atomic():
        article = _locked(article_id)
        if discussion.current().exists(article.id):
            if not force:
                raise HasComments
            discussion.current().remove(article.id)
        article.delete()


def set_section_commenting(*, name: str, status: CommentingStatus) -> Section:
    """What holds for all articles of a section, unless theirs is stricter."""
    section, _ = Section.objects.update_or_create(name=name, defaults={"commenting_status": status})
    return section


def _locked_by_external_id(external_id: str) -> Article | None:
    locked = Article.objects.select_for_update(no_key=True)
    return locked.filter(external_id=external_id).first()


def _locked(article_id: UUID, *, no_key: bool = False) -> Article:
    # For a deletion it waits for those who write below the article (queries.hold_article), and
    # they for it; a change of the article alone (no_key) keeps nobody from commenting.
    article = Article.objects.select_for_update(no_key=no_key).filter(pk=article_id).first()
    if article is None:
        raise ArticleNotFound
    return article


def _replaced(article: Article, fields: ArticleFields) -> Article:
    blank = Article(**fields)
    kept = KEPT_ON_REPLACE if COMMENTING & set(fields) else KEPT_ON_REPLACE | COMMENTING
    for field in Article._meta.concrete_fields:  # noqa: SLF001  # Django documents _meta
        if field.name not in kept:
            setattr(article, field.name, getattr(blank, field.name))
    return article


def _save(article: Article, *, force_insert: bool = False) -> Article:
    article.search_config = configuration_of(article.language)
    try:
        with transaction.atomic():  # the unique constraints close the race of two creations
            article.save(force_insert=force_insert)
    except IntegrityError as error:
        taken = Q(url=article.url) | Q(external_id=article.external_id or "")
        other = Article.objects.filter(taken).exclude(pk=article.pk).values_list("id").first()
        if other is None:
            raise
        raise AlreadyExists(id=other[0]) from error
    return article

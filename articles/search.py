"""Full text search in the article's own language, by PostgreSQL alone."""

from __future__ import annotations

import operator
from functools import reduce

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, Q, Value, When
from django.db.models.expressions import Combinable

# PostgreSQL's own configurations (all in 15 and later), by ISO 639-1 code.
CONFIGURATIONS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
OTHER = "simple"


def base_language(tag: str) -> str:
    """The language of a BCP 47 tag, without region or script: ``en`` of ``en-GB``."""
    return tag.split("-", maxsplit=1)[0].lower()


def configuration_of(tag: str) -> str:
    """The text search configuration for a language tag."""
    return CONFIGURATIONS.get(base_language(tag), OTHER)


def _vector(configuration: str) -> Combinable:
    weights = {"title": "A", "subtitle": "B", "byline": "C", "body": "D"}
    vectors = (
        SearchVector(field, weight=weight, config=configuration)
        for field, weight in weights.items()
    )
    return reduce(operator.add, vectors)


def search_expression() -> Case:
    """For a generated column: the text as its row's configuration reads it (immutable)."""
    branches = [
        When(search_config=configuration, then=_vector(configuration))
        for configuration in CONFIGURATIONS.values()
    ]
    return Case(*branches, default=_vector(OTHER))


def matching(text: str) -> Q:
    """Rows that match ``text`` (words, "phrases", or, -not) as read in their own language.

    One index scan per configuration: a query means something else in each language, and with a
    ``-not`` in it the queries could not be joined into one.
    """
    condition = Q()
    for configuration in (*CONFIGURATIONS.values(), OTHER):
        query = SearchQuery(text, config=Value(configuration), search_type="websearch")
        condition |= Q(search_config=configuration, search=query)
    return condition

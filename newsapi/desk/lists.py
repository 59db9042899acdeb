"""Lists of the admin that cost the same on every page and in tables of every size.

Keyset pages instead of offsets, nothing is counted, and what no index serves is looked for in a
bounded stretch of the list, with a link to look further.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from newsapi.api.cursors import Cursor, InvalidCursor, decode

if TYPE_CHECKING:
    from newsapi.desk.pages import KeysetAdmin

AFTER = "after"
STRETCH = 10_000  # rows that are looked through for what no index serves


@dataclass(frozen=True, slots=True)
class Walk:
    """Rows that an index returns in the order of ``keys``, the greatest first.

    ``sifted``: the address has other filters too, which are applied to a stretch of these rows.
    """

    rows: QuerySet[Any]
    keys: tuple[str, ...]
    sifted: bool = False

    @property
    def order(self) -> list[str]:
        """For ``order_by``."""
        return [f"-{key}" for key in self.keys]

    @property
    def scope(self) -> str:
        """What a cursor belongs to."""
        return f"{self.rows.model._meta.label}.{'.'.join(self.keys)}"  # noqa: SLF001  # documented

    def beyond(self, rows: QuerySet[Any], cursor: Cursor | None) -> QuerySet[Any]:
        """Those of the rows that follow the cursor, in order."""
        return rows.filter(_before(self.keys, cursor) if cursor else Q()).order_by(*self.order)

    def at(self, row: Model) -> Cursor:
        """The cursor at a row."""
        values = (getattr(row, key) for key in self.keys)
        return Cursor(tuple(v.isoformat() if isinstance(v, datetime) else str(v) for v in values))


def _before(keys: Sequence[str], cursor: Cursor) -> Q:
    condition, equal = Q(), Q()
    for key, value in zip(keys, cursor.key, strict=True):
        condition |= equal & Q(**{f"{key}__lt": value})
        equal &= Q(**{key: value})
    # implied by the rest; it is what the index can start from
    return Q(**{f"{keys[0]}__lte": cursor.key[0]}) & condition


class KeysetChangeList(ChangeList):
    """A list in one order, page after page, of a model admin that has a ``walk``."""

    model_admin: KeysetAdmin[Any]

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        """The filtered rows. Raises IncorrectLookupParameters (a redirect) for a bad address."""
        self.params.pop(AFTER, None)
        self.filter_params.pop(AFTER, None)  # a filter's link begins at the beginning
        token = request.GET.get(AFTER)
        try:
            self.walk = self.model_admin.walk(request, self.root_queryset)
            self.cursor = decode(token, self.walk.scope) if token else None
        except (InvalidCursor, ValidationError, ValueError) as error:
            raise IncorrectLookupParameters(str(error)) from error
        return super().get_queryset(request, exclude_parameters)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """The walk's: it is what the index has."""
        return list(self.walk.order)

    def get_ordering_field_columns(self) -> dict[int, Any]:
        """No column's heading changes the order."""
        return {}

    def get_results(self, request: HttpRequest) -> None:
        """Read one page, and whether there is more."""
        rows = self.walk.beyond(self.queryset, self.cursor)
        if self.walk.sifted:
            rows = rows.filter(pk__in=self._stretch()[:STRETCH].values("pk"))
        found = list(rows[: self.list_per_page + 1])
        self.result_list = found[: self.list_per_page]
        self.next_url = self._next(found)
        self.searched = STRETCH if self.walk.sifted else 0
        # What Django's templates ask for; all equal, so that they speak of no total.
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(self.result_list)

    def _stretch(self) -> QuerySet[Any]:
        return self.walk.beyond(self.walk.rows, self.cursor)

    def _next(self, found: Sequence[Any]) -> str | None:
        last = None
        if len(found) > self.list_per_page:
            last = found[self.list_per_page - 1]
        elif self.walk.sifted:
            last = self._stretch().only("pk", *self.walk.keys)[STRETCH - 1 : STRETCH].first()
        if last is None:
            return None
        return self.get_query_string({AFTER: self.walk.at(last).encode(self.walk.scope)})

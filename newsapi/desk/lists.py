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
        return rows.filter(_beyond(self.keys, cursor) if cursor else Q()).order_by(*self.order)

    def at(self, row: Model) -> Cursor:
        """The cursor at a row."""
        values = (getattr(row, key) for key in self.keys)
        return Cursor(tuple(v.isoformat() if isinstance(v, datetime) else str(v) for v in values))


def _beyond(keys: Sequence[str], cursor: Cursor, *, way: str = "lt") -> Q:
    condition, equal = Q(), Q()
    for key, value in zip(keys, cursor.key, strict=True):
        condition |= equal & Q(**{f"{key}__{way}": value})
        equal &= Q(**{key: value})
    # implied by the rest; it is what the index can start from
    return Q(**{f"{keys[0]}__{way}e": cursor.key[0]}) & condition


def _until(keys: Sequence[str], cursor: Cursor) -> Q:
    first = Q(**{f"{keys[0]}__gte": cursor.key[0]})
    return first & (_beyond(keys, cursor, way="gt") | Q(**dict(zip(keys, cursor.key, strict=True))))


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
        if any("\x00" in value for value in request.GET.values()):  # PostgreSQL has no such text
            raise IncorrectLookupParameters
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
        end = self._end_of_stretch() if self.walk.sifted else None
        if end is not None:
            rows = rows.filter(_until(self.walk.keys, self.walk.at(end)))
        # First the keys alone, which an index has, then the page's rows by them: asked for whole
        # rows, the planner may think another index as good, and walk it in vain.
        ids = list(rows.values_list("pk", flat=True)[: self.list_per_page + 1])
        page = self.apply_select_related(self.root_queryset.filter(pk__in=ids))
        found = list(page.order_by(*self.walk.order))
        self.result_list = found[: self.list_per_page]
        last = self.result_list[-1] if len(found) > self.list_per_page else end
        self.next_url = self._further(last) if last else None
        self.searched = STRETCH if self.walk.sifted else 0
        # What Django's templates ask for; all equal, so that they speak of no total.
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = bool(self.result_list)

    def _end_of_stretch(self) -> Any | None:
        # A range of the walk's own index is what the planner will then take; told to look for the
        # other filters among these rows, it might rather read the whole table.
        ahead = self.walk.beyond(self.walk.rows, self.cursor)
        return ahead.only("pk", *self.walk.keys)[STRETCH - 1 : STRETCH].first()

    def _further(self, last: Any) -> str:
        return self.get_query_string({AFTER: self.walk.at(last).encode(self.walk.scope)})

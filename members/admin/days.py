"""Lists as of a day: what was true on it, in the list and in what is exported of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from members.forms import DayForm

PARAMETER = "as_of"


def asked(request: HttpRequest) -> date:
    """The day that a list is asked for (`?as_of=2022-06-06`); today where none is, or it is none."""
    form = DayForm(request.GET)
    day: date | None = form.cleaned_data["as_of"] if form.is_valid() else None
    return day or zones.day(clock.now())


class AsOfFilter(admin.SimpleListFilter):
    """A day that is typed. The list itself shows its rows as they were on it."""

    title = _("as of a day")
    parameter_name = PARAMETER
    template = "admin/house/as_of.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("", "")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() and self.day is None:
            raise IncorrectLookupParameters
        return queryset

    @property
    def day(self) -> date | None:
        """The day, if it is one."""
        form = DayForm({"as_of": self.value() or ""})
        return form.cleaned_data["as_of"] if form.is_valid() else None

    def get_facet_counts(self, pk_attname: str, filtered_qs: QuerySet[Any]) -> dict[str, Any]:
        """Days are not counted."""
        return {}

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The day that is asked for, what else is asked, and the way back to today."""
        others = [(name, each) for name, values in changelist.filter_params.items()
                  for each in values if name != PARAMETER]  # fmt: skip
        if changelist.query:
            others.append(("q", changelist.query))
        yield {
            "day": self.value() or "",
            "others": others,
            "today": changelist.get_query_string(remove=[PARAMETER]),
        }


class HeldOnFilter(AsOfFilter):
    """The rows that were in force on the day."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = super().queryset(request, queryset)
        if self.day is None:
            return rows
        model: Any = rows.model
        return rows.filter(pk__in=model.objects.on(self.day).values("pk"))

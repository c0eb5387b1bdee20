"""In which standing memberships are today: in their list, and as its filter."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from members.dues import books, standing
from members.dues.models import DuesYear, Override
from members.dues.standing import State
from members.models import Ending, Membership

# Those that money or an exception makes different from good standing.
RECKONED = (State.DUE, State.GRACE, State.OVERDUE, State.OVERRIDE)


class BooksList(ChangeList):
    """The list, each of whose rows has its book: a fixed number of queries for a page."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the books of the rows of this page."""
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        shown = Membership.objects.filter(pk__in=[row.pk for row in self.result_list])
        found = {book.membership.pk: book for book in books.read(shown, zones.day(clock.now()))}
        for row in self.result_list:
            row.book = found[row.pk]


def standings(rows: QuerySet[Membership]) -> dict[int, State]:
    """The standing today of those of `rows` that owe something or are under an override."""
    day = zones.day(clock.now())
    owing = DuesYear.objects.owing().values("term__membership")
    waiting = Override.objects.on(day).values("membership")
    special = rows.filter(Q(pk__in=owing) | Q(pk__in=waiting))
    return {book.membership.pk: standing.of(book).state for book in books.read(special, day)}


class StandingFilter(admin.SimpleListFilter):
    """By the standing that the rules give today."""

    title = _("standing today")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, state.label) for state in State]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Membership]
    ) -> QuerySet[Membership]:
        value = self.value()
        day = zones.day(clock.now())
        over = Q(span__endswith__lte=day)
        if value == State.LAPSED:
            return queryset.filter(over, ended_as=Ending.LAPSED)
        if value == State.ENDED:
            return queryset.filter(over).exclude(ended_as=Ending.LAPSED)
        if value == State.UPCOMING:
            return queryset.filter(span__startswith__gt=day)
        if value not in {State.GOOD, *RECKONED}:
            return queryset
        running = queryset.filter(span__contains=day)
        known = standings(Membership.objects.filter(span__contains=day))
        if value == State.GOOD:
            return running.exclude(pk__in=[pk for pk, state in known.items() if state != value])
        return running.filter(pk__in=[pk for pk, state in known.items() if state == value])

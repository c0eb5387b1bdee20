"""What staff look for among people: state, voting right, when they joined, employer."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from members.people import queries
from members.people.models import Affiliation, EmployerKind, VotingNotice

# The employers offered in the filter; others are found by searching.
MOST_EMPLOYERS = 30


class StateFilter(admin.SimpleListFilter):
    """Members now, former ones, community accounts."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("member", _("Members")),
            ("former", _("Former members")),
            ("community", _("Community accounts")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "member":
            return queryset.filter(is_member=True)
        if self.value() == "former":
            return queryset.filter(is_member=False, is_former=True)
        if self.value() == "community":
            return queryset.filter(is_member=False, is_former=False)
        return queryset


class VoteFilter(admin.SimpleListFilter):
    """Who may vote, not yet, no more, and who has a notice to answer."""

    title = gettext_lazy("voting right")
    parameter_name = "vote"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("yes", _("May vote")),
            ("waits", _("Not yet")),
            ("noticed", _("Has a notice to answer")),
            ("lost", _("Lost")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(may_vote=True)
        if self.value() == "waits":
            return queryset.filter(is_member=True, may_vote=False, is_lost=False)
        if self.value() == "lost":
            return queryset.filter(is_lost=True)
        if self.value() == "noticed":
            waits = VotingNotice.objects.filter(outcome="open")
            return queryset.filter(user__in=waits.values("membership__user"))
        return queryset


class JoinedFilter(admin.SimpleListFilter):
    """Who became a member lately."""

    title = gettext_lazy("new since")
    parameter_name = "new"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("7", _("7 days")),
            ("31", _("31 days")),
            ("90", _("90 days")),
            ("365", _("a year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"7", "31", "90", "365"}:
            first = clock.now() - timedelta(days=int(self.value() or 0))
            return queryset.filter(began_at__gte=first)
        return queryset


class EmployerFilter(admin.SimpleListFilter):
    """The employers of today with most people, those that were only typed, and none."""

    title = gettext_lazy("employer today")
    parameter_name = "employer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        today = Affiliation.objects.on(zones.day(clock.now()))
        most = (
            today.filter(kind=EmployerKind.ORGANIZATION)
            .order_by()
            .values_list("organization_id", "organization__name")
            .annotate(people=Count("user"))
            .order_by("-people", "organization__name")[:MOST_EMPLOYERS]
        )
        named = [(str(pk), name) for pk, name, _people in most]
        return [("none", _("None")), ("typed", _("Typed, in no register")), *named]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value()
        today = Affiliation.objects.on(zones.day(clock.now()))
        if chosen in {"none", "typed"}:
            return queryset.filter(user__in=today.filter(kind=chosen).values("user"))
        if chosen and chosen.isdecimal():
            return queryset.filter(user__in=today.filter(organization=int(chosen)).values("user"))
        return queryset


class DoubleFilter(admin.SimpleListFilter):
    """Who has the name of somebody else."""

    title = gettext_lazy("same name as another")
    parameter_name = "double"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.filter(pk__in=queries.namesakes().values("pk"))
        return queryset

"""Terms of memberships: until when, and what comes after."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, money, zones
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, show
from members.dues.models import Decision, DuesYear, Term, TermRule


class DuesInline(ReadOnly, HouseInline[DuesYear, Term]):
    """What its years cost."""

    model = DuesYear
    fields = ("kind", "span", "charged", "due_on")
    readonly_fields = fields

    @admin.display(description=_("charged"))
    def charged(self, row: DuesYear) -> str:
        return money.show(row.amount, row.currency)


# Who looks at what ends has this many days to talk with the member.
SOON = 90


class TermFilter(admin.SimpleListFilter):
    """Terms that run today, and those of which somebody has to decide."""

    title = _("time")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("running", _("Running today")),
            ("undecided", _("Running, and the member has to elect")),
            ("ending", _("Ending within %(days)s days") % {"days": SOON}),
            ("upcoming", _("Upcoming")),
            ("over", _("Over")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = zones.day(clock.now())
        if self.value() == "running":
            return queryset.filter(span__contains=today, called_off_at=None)
        if self.value() == "undecided":
            rows = queryset.filter(span__contains=today, decision=Decision.UNDECIDED)
            return rows.filter(
                membership__tier__term_rule__must_elect=True, membership__span__endswith=None
            )
        if self.value() == "ending":
            return queryset.filter(pk__in=Term.objects.ending(today, SOON).values("pk"))
        if self.value() == "upcoming":
            return queryset.filter(span__startswith__gt=today, called_off_at=None)
        return queryset.filter(span__endswith__lte=today) if self.value() == "over" else queryset


@admin.register(Term)
class TermAdmin(ReadOnly, HouseAdmin[Term]):
    """Until when memberships were agreed. What members decide is written on their membership."""

    list_display = (
        *("member", "tier", "first_day", "last_day", "elect_by", "decision", "next_tier"),
        "decided_at",
    )
    # The name leads to the membership, where it is decided.
    list_display_links = ("first_day", "last_day")
    list_filter = (TermFilter, "decision", "membership__tier")
    search_fields = ("membership__organization__name", "membership__organization__names__name")
    search_help_text = _("By any name of the organisation.")
    ordering = ("membership__organization__name", "span")
    inlines = (DuesInline,)
    fields = (
        *("member", "tier", "first_day", "last_day", "agreed_until", "elect_by", "decision"),
        *("decided_at", "decided_by", "next_tier", "called_off_at"),
    )
    export_columns = (
        *("membership__organization__name", "membership__tier__name", "first_day", "last_day"),
        *("elect_by", "decision", "decided_at", "next_tier__name"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        """With what the columns name."""
        near = ("membership__organization", "membership__tier__term_rule", "next_tier")
        return super().get_queryset(request).select_related(*near, "decided_by")

    @admin.display(description=_("member"), ordering="membership__organization__name")
    def member(self, row: Term) -> SafeString:
        return membership_link(row.membership)

    @admin.display(description=_("tier"), ordering="membership__tier__rank")
    def tier(self, row: Term) -> SafeString:
        return show.state(row.membership.tier.slug, row.membership.tier.name)

    @admin.display(description=_("from"), ordering="span")
    def first_day(self, row: Term) -> date:
        first: date = row.span.lower
        return first

    @admin.display(description=_("until"), ordering="span__endswith")
    def last_day(self, row: Term) -> date:
        return row.last_day

    @admin.display(description=_("elects by"))
    def elect_by(self, row: Term) -> date | str:
        rule: TermRule | None = getattr(row.membership.tier, "term_rule", None)
        return rule.elect_by(row.span.upper) if rule and rule.must_elect else "–"


def membership_link(membership: Any) -> SafeString:
    """The organisation, which leads to the record of its membership."""
    address = reverse("admin:members_membership_change", args=[membership.pk])
    return show.link(address, membership.organization)

"""Years of dues: what was charged, what is owed, and what staff do about it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import ExpressionWrapper, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, moments, money, zones
from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from foundation.billing import services as billing
from foundation.billing.admin.receiving import PaymentForm
from members.dues import charging
from members.dues.admin.terms import membership_link
from members.dues.models import DuesYear, TermRule

GRACE_DAYS = TermRule().grace_days


class OwedFilter(admin.SimpleListFilter):
    """By what is open, and for how long."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("unpaid", _("Unpaid")),
            ("due", _("Unpaid, not yet due")),
            ("overdue", _("Overdue")),
            ("grace", _("Overdue, in grace")),
            ("late", _("Paid after the member lapsed")),
            ("back", _("We owe something back")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = zones.day(clock.now())
        in_grace = Q(lapse_days__gte=0) if self.value() == "grace" else Q()
        asked = {
            "unpaid": Q(owed__gt=0),
            "due": Q(owed__gt=0, due_on__gte=today),
            "overdue": Q(owed__gt=0, due_on__lt=today),
            "grace": Q(owed__gt=0, due_on__lt=today) & in_grace,
            "late": Q(pk__in=DuesYear.objects.paid_late().values("pk")),
            "back": Q(owed__lt=0),
        }
        value = self.value()
        return queryset.filter(asked[value]) if value in asked else queryset


def _why_not_paid(row: DuesYear) -> str:
    return "" if row.owed > 0 else str(_("nothing is owed."))


@admin.register(DuesYear)
class DuesYearAdmin(ReadOnly, HouseAdmin[DuesYear]):
    """What members were charged for their years, and whether they paid."""

    list_display = (
        *("who", "tier", "first_day", "last_day", "charged", "owes", "due_on", "lapses_on"),
        "kind",
    )
    list_filter = (OwedFilter, "term__membership__tier", "kind", "currency")
    search_fields = (
        *("term__membership__organization__name", "account__reference"),
        "account__invoices__number",
    )
    search_help_text = _("By organisation, reference or invoice number.")
    date_hierarchy = "due_on"
    ordering = ("-due_on", "-pk")
    fields = (
        *("member", "tier", "kind", "first_day", "last_day", "price", "charged", "owes"),
        *("due_on", "lapses_on", "invoiced_at", "ledger"),
    )
    actions = ("book_payment", "forgive")
    export_columns = (
        *("term__membership__organization__name", "term__membership__tier__name", "kind"),
        *("first_day", "last_day", "amount", "paid", "owed", "currency", "due_on"),
        "account__reference",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[DuesYear]:
        """With what was paid and is owed, and how many days are left before it lapses."""
        today = Value(zones.day(clock.now()))
        grace = Coalesce("term__membership__tier__term_rule__grace_days", Value(GRACE_DAYS))
        left = ExpressionWrapper(F("due_on") + grace - today, output_field=IntegerField())
        rows: Any = super().get_queryset(request)
        near = rows.with_sums().annotate(grace=grace, lapse_days=left)
        return near.select_related(
            "term__membership__organization", "term__membership__tier", "account"
        )

    @admin.display(description=_("member"), ordering="term__membership__organization__name")
    def who(self, row: DuesYear) -> str:
        return str(row.term.membership.organization)

    @admin.display(description=_("member"))
    def member(self, row: DuesYear) -> SafeString:
        return membership_link(row.term.membership)

    @admin.display(description=_("tier"), ordering="term__membership__tier__rank")
    def tier(self, row: DuesYear) -> SafeString:
        tier = row.term.membership.tier
        return show.state(tier.slug, tier.name)

    @admin.display(description=_("from"), ordering="span")
    def first_day(self, row: DuesYear) -> date:
        first: date = row.span.lower
        return first

    @admin.display(description=_("until"))
    def last_day(self, row: DuesYear) -> date:
        return row.last_day

    @admin.display(description=_("charged"), ordering="amount")
    def charged(self, row: DuesYear) -> str:
        return money.show(row.amount, row.currency)

    @admin.display(description=_("owed"), ordering="owed")
    def owes(self, row: DuesYear) -> str:
        return money.show(row.owed, row.currency) if row.owed else "–"

    @admin.display(description=_("lapses if unpaid by"))
    def lapses_on(self, row: Any) -> str:
        if row.owed <= 0 or row.term.membership.span.upper is not None:
            return "–"
        return moments.shown(row.due_on + timedelta(days=row.grace), "UTC")

    @admin.display(description=_("account"))
    def ledger(self, row: DuesYear) -> SafeString | str:
        if row.account is None:
            return "–"
        address = reverse("admin:billing_account_change", args=[row.account_id])
        return format_html('<a href="{}">{}</a>', address, row.account)

    def has_book_permission(self, request: HttpRequest) -> bool:
        """Who may say that money came in or is not asked for any more."""
        return bool(request.user.has_perm("dues.change_duesyear"))

    @confirmed(
        label=_("Book a payment"),
        will=_("will be booked as paid, in part or in full"),
        done=_("booked"),
        reason=_why_not_paid,
        form=PaymentForm,
        permission="book",
    )
    def book_payment(
        self, request: HttpRequest, row: DuesYear, *, at: datetime, amount: Decimal, note: str,
        seen: int,
    ) -> None:  # fmt: skip
        """A transfer that the bank's statement does not bring in by itself."""
        if row.account is not None:
            key = f"dues:{row.pk}:by_hand:{seen}"
            billing.receive(account=row.account, amount=amount, key=key, at=at, note=note)

    @confirmed(
        label=_("No longer due"),
        plural=_("Ask no more for the chosen dues"),
        will=_("will no longer be due: what is open is credited, with a credit note"),
        done=_("no longer due"),
        reason=_why_not_paid,
        permission="book",
    )
    def forgive(self, request: HttpRequest, row: DuesYear, *, at: datetime) -> None:
        """What is open is given up; what was paid stays paid."""
        charging.forgive(row, at=at)

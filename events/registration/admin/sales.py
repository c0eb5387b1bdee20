"""The sale of a whole event: its refund rules, how it stands, and its end."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.models import RefundRule, Sale
from events.registration.services import calling_off
from foundation.base.admin import ActionForm, HouseAdmin, HouseInline, confirmed, show
from foundation.base.money import show as money

from .overview import OverviewPage
from .statistics import StatisticsPages


class RefundRuleInline(HouseInline[RefundRule, Sale]):
    """Until when how much comes back."""

    model = RefundRule
    fields = ("days_before", "rate", "at_once")


class CallOffForm(ActionForm):
    """Why; everybody who ordered reads it."""

    because = forms.CharField(
        label=_("Why is it cancelled?"),
        max_length=150,
        help_text=_("Everybody who ordered reads it."),
    )
    name = forms.CharField(
        label=_("The name of the event"),
        help_text=_("Type it, so that the right one is cancelled."),
    )

    def __init__(self, data: Any = None, *, rows: list[Sale]) -> None:
        super().__init__(data, rows=rows)
        lines = []
        for row in rows:
            now = calling_off.progress(row)
            lines.append(
                _("%(event)s: %(live)d orders, %(paid)s to be paid back.")
                % {"event": row, "live": now.live, "paid": money(now.paid, row.currency)}
            )
        self.fields["because"].help_text = " ".join(lines)

    def clean_name(self) -> str:
        """Refuse another name, and more than one event."""
        typed: str = self.cleaned_data["name"].strip()
        if [typed] != [row.name for row in self.rows]:
            raise forms.ValidationError(
                _("Type the name of the one event you cancel, as it is written."), code="name"
            )
        return typed


def _not_to_be_called_off(row: Sale) -> str:
    return str(_("it is cancelled already.")) if row.cancelled_at else ""


@admin.register(Sale)
class SaleAdmin(OverviewPage, StatisticsPages, HouseAdmin[Sale]):
    """An event as those see it who sell it: refund rules, how far it is, and its end."""

    list_display = ("name", "starts_on", "ends_on", "orders_live", "figures", "shown_cancelled")
    search_fields = ("name",)
    ordering = ("-starts_on",)
    view_on_site = False
    inlines = (RefundRuleInline,)
    actions = ("call_off",)
    fieldsets = (
        (None, {"fields": (("name", "starts_on", "changes_until"), "standing", "figures")}),
    )
    readonly_fields = ("name", "starts_on", "changes_until", "standing", "figures")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An event is made among the events."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nor is it deleted here."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sale]:
        """With how many orders live."""
        live = Count("orders", filter=Q(orders__state__in=calling_off.LIVE))
        return super().get_queryset(request).annotate(live=live)

    @admin.display(description=_("live orders"), ordering="live")
    def orders_live(self, row: Any) -> int:
        return int(row.live)

    @admin.display(description=_("cancelled"))
    def shown_cancelled(self, row: Sale) -> str:
        return show.at(row.cancelled_at, row.zone) if row.cancelled_at else "–"

    @admin.display(description=_("how it stands"))
    def standing(self, row: Sale) -> SafeString:
        now = calling_off.progress(row)
        return show.table(
            [_("Live orders"), _("Cancelled orders"), _("Paid"), _("Owed to buyers")],
            [
                [
                    now.live,
                    now.cancelled,
                    money(now.paid, row.currency),
                    money(now.owed_back, row.currency),
                ]
            ],
            "",
        )

    @confirmed(
        label=_("Cancel the event"),
        plural=_("Cancel the chosen event"),
        will=_("will be cancelled: every order is cancelled, refunded and told"),
        done=_("cancelled; its orders follow within minutes"),
        reason=_not_to_be_called_off,
        form=CallOffForm,
    )
    def call_off(
        self, request: HttpRequest, row: Sale, *, at: datetime, because: str = "", name: str = ""
    ) -> None:
        """Sales end at once; the worker sees to the orders."""
        services.call_off(event=row, because=because, at=at)

"""Refunds as staff decide them, and the end of a whole event."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.models import RefundRequest, RefundRule, RefundState, Sale
from events.registration.services import calling_off
from foundation.base.admin import ActionForm, HouseAdmin, HouseInline, ReadOnly, confirmed, show
from foundation.base.money import show as money

from .facts import link_to
from .overview import OverviewPage
from .statistics import StatisticsPages


class GrantForm(ActionForm):
    """How much, and what the buyer reads. Several requests get each what the rule says."""

    amount = forms.DecimalField(label=_("Amount"), max_digits=12, decimal_places=2, min_value=0)
    answer = forms.CharField(
        label=_("Answer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The buyer reads this."),
    )

    def __init__(self, data: Any = None, *, rows: list[RefundRequest]) -> None:
        super().__init__(data, rows=rows)
        if len(rows) != 1:
            del self.fields["amount"]
            return
        (asked,) = rows
        self.fields["amount"].initial = asked.amount
        self.fields["amount"].help_text = _("In %(currency)s. The tickets cost %(price)s.") % {
            "currency": asked.order.currency,
            "price": sum((row.price for row in asked.tickets.all()), Decimal(0)),
        }


class DeclineForm(ActionForm):
    """Why not; the buyer reads it."""

    answer = forms.CharField(
        label=_("Why not"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The buyer reads this."),
    )


def _decided(row: RefundRequest) -> str:
    return "" if row.state == RefundState.ASKED else str(_("it has been decided already."))


@admin.register(RefundRequest)
class RefundRequestAdmin(ReadOnly, HouseAdmin[RefundRequest]):
    """What owners ask for. Granting cancels the tickets and sends the money back."""

    list_display = ("order_link", "event", "number", "shown_amount", "shown_state", "asked_at")
    list_filter = ("state", ("order__event", admin.RelatedOnlyFieldListFilter), "asked_at")
    list_select_related = ("order__event",)
    search_fields = ("order__code", "order__name", "order__email")
    search_help_text = _("By order, name or e-mail.")
    ordering = ("-pk",)
    view_on_site = False
    actions = ("grant", "decline")
    fieldsets = (
        (
            None,
            {"fields": (("order_link", "event", "shown_state"), "tickets_given_back", "reason")},
        ),
        (
            _("Decision"),
            {
                "fields": (
                    ("rate", "shown_amount", "shown_granted"),
                    "answer",
                    ("asked_at", "decided_at", "decided_by"),
                )
            },
        ),
    )
    export_columns = (
        *("order__code", "order__event__name", "order__email", "state", "rate", "amount"),
        *("granted", "reason", "answer", "asked_at", "decided_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RefundRequest]:
        """With how many tickets each is about."""
        rows = super().get_queryset(request)
        return rows.annotate(places=Count("tickets", distinct=True))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decisions change a request; its fields are never edited."""
        return request.user.has_perm("registration.change_refundrequest")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Everything on the page."""
        return admin.utils.flatten_fieldsets(self.get_fieldsets(request, obj))

    @admin.display(description=_("order"), ordering="order")
    def order_link(self, row: RefundRequest) -> SafeString:
        return link_to("registration_order", row.order_id, f"{row.order.code}, {row.order.name}")

    @admin.display(description=_("event"), ordering="order__event")
    def event(self, row: RefundRequest) -> str:
        return str(row.order.event)

    @admin.display(description=_("tickets"), ordering="places")
    def number(self, row: Any) -> int:
        return int(row.places)

    @admin.display(description=_("tickets"))
    def tickets_given_back(self, row: RefundRequest) -> SafeString:
        tickets = row.tickets.select_related("ticket_type", "order").order_by("position")
        return show.table(
            [_("Ticket"), _("Kind"), _("Attendee"), _("Price")],
            [
                [
                    link_to("registration_ticket", ticket.pk, ticket),
                    ticket.ticket_type,
                    ticket.attendee_name or "–",
                    money(ticket.price, row.order.currency),
                ]
                for ticket in tickets
            ],
            "",
        )

    @admin.display(description=_("by rule"), ordering="amount")
    def shown_amount(self, row: RefundRequest) -> str:
        return money(row.amount, row.order.currency)

    @admin.display(description=_("granted"))
    def shown_granted(self, row: RefundRequest) -> str:
        return "–" if row.granted is None else money(row.granted, row.order.currency)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: RefundRequest) -> SafeString:
        return show.state(row.state, row.get_state_display())

    @confirmed(
        label=_("Grant the refund"),
        plural=_("Grant the chosen requests as the rules say"),
        will=_("will be granted: their tickets are cancelled and the money goes back"),
        done=_("granted"),
        reason=_decided,
        form=GrantForm,
    )
    def grant(
        self,
        request: HttpRequest,
        row: RefundRequest,
        *,
        at: datetime,
        amount: Decimal | None = None,
        answer: str = "",
    ) -> None:
        """The money goes back the way it came."""
        services.grant_refund(request=row, at=at, amount=amount, answer=answer, by=request.user)

    @confirmed(
        label=_("Decline"),
        plural=_("Decline the chosen requests"),
        will=_("will be declined: their tickets stay valid"),
        done=_("declined"),
        reason=_decided,
        form=DeclineForm,
    )
    def decline(
        self, request: HttpRequest, row: RefundRequest, *, at: datetime, answer: str = ""
    ) -> None:
        """The buyer keeps the tickets and reads why."""
        services.decline_refund(request=row, at=at, answer=answer, by=request.user)


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

"""Refunds as staff decide them."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.models import RefundRequest, RefundState
from foundation.base.admin import ActionForm, HouseAdmin, ReadOnly, confirmed, show
from foundation.base.money import show as money

from .facts import link_to


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

    list_display = (
        *("asker", "event", "number", "shown_amount", "shown_state", "asked_at", "order_link"),
    )
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

    @admin.display(description=_("asked by"), ordering="order__name")
    def asker(self, row: RefundRequest) -> str:
        return row.order.name

    @admin.display(description=_("order"), ordering="order")
    def order_link(self, row: RefundRequest) -> SafeString:
        return link_to("registration_order", row.order_id, row.order.code)

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

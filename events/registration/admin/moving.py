"""Putting tickets of an order into another one: what staff are asked, and the action."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.models import Order, OrderState, Ticket
from foundation.base.admin import ActionForm, confirmed
from foundation.base.fields import LineField


class MoveForm(ActionForm):
    """Which tickets, and where to: an order that is there, or a new one of somebody."""

    tickets = forms.ModelMultipleChoiceField(
        queryset=Ticket.objects.none(),
        label=_("Tickets"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "They keep their QR codes, and what was paid for them goes along; invoices that were "
            "issued are reversed. One ticket at least stays."
        ),
    )
    into = LineField(
        label=_("Into the order"),
        max_length=8,
        required=False,
        help_text=_("The code of a confirmed order of this event. Empty: a new order."),
    )
    name = LineField(label=_("Full name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    organization = LineField(label=_("Organisation"), max_length=150, required=False)

    def __init__(self, data: Any = None, *, rows: list[Order]) -> None:
        super().__init__(data, rows=rows)
        for name in ("name", "email"):
            self.fields[name].help_text = _("Of whoever has the new order.")
        if len(rows) == 1:
            choice: Any = self.fields["tickets"]
            own = rows[0].tickets.filter(cancelled_at=None).select_related("ticket_type", "order")
            choice.queryset = own.order_by("position")
            choice.label_from_instance = _words

    def clean_into(self) -> Order | None:
        """The order of that code."""
        code: str = self.cleaned_data["into"].strip().upper()
        if not code:
            return None
        found = Order.objects.filter(code=code).first()
        if found is None:
            raise ValidationError(_("There is no order of this code."), code="unknown")
        return found

    def clean(self) -> dict[str, Any]:
        """One order at a time; a new one needs a purchaser."""
        given = super().clean() or {}
        if len(self.rows) != 1:
            raise ValidationError(_("Choose one order: each has its own tickets."), code="several")
        if "into" in given and given["into"] is None:
            for name in ("name", "email"):
                if name in given and not given[name]:
                    self.add_error(name, _("A new order needs this."))
        return given


def _words(ticket: Ticket) -> str:
    return f"{ticket}, {ticket.ticket_type.name}, {ticket.attendee_name or _('not named yet')}"


def _not_movable(row: Order) -> str:
    return "" if row.state == OrderState.PAID else str(_("it is not confirmed."))


class MovingTickets:
    """Mixed into the admin of orders."""

    @confirmed(
        label=_("Split, or move tickets"),
        plural=_("Split one order, or move its tickets"),
        will=_("will give the tickets you choose to another order"),
        done=_("gave tickets to another order"),
        reason=_not_movable,
        form=MoveForm,
    )
    def move_tickets(
        self,
        request: HttpRequest,
        row: Order,
        *,
        at: datetime,
        tickets: Sequence[Ticket] = (),
        into: Order | None = None,
        **purchaser: str,
    ) -> None:
        """Both buyers get their confirmation as it is now."""
        keys = [ticket.pk for ticket in tickets]
        if into is not None:
            services.move(order=row, tickets=keys, into=into, at=at)
        else:
            services.split(order=row, tickets=keys, purchaser=purchaser, at=at)

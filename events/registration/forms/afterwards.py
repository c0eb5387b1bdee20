"""What an owner asks of an order that was sent off: other tickets, or money back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.registration.models import Ticket, TicketType
from foundation.base.fields import plain
from foundation.base.money import show as money

# Such a field has an answer already: nothing on it says that it may be left empty.
ANSWERED = "forms/answered.html"


def _asked(kind: TicketType) -> str:
    price = kind.price or Decimal(0)
    return f"{kind.name}, {money(price, kind.event.currency, short=True) if price else _('free')}"


def whose(ticket: Ticket) -> str:
    """A ticket by its number, and who has it."""
    name = ticket.attendee_name or _("to be named")
    return _("Ticket %(number)d, %(name)s") % {"number": ticket.position, "name": name}


class ChangeForm(forms.Form):
    """Another type for each ticket, and how many more of each type.

    `expected` is the difference that was shown; without it nothing is changed yet.
    """

    expected = forms.DecimalField(
        widget=forms.HiddenInput, max_digits=12, decimal_places=2, required=False
    )

    def __init__(
        self, data: Any, *, tickets: Sequence[Ticket], kinds: Sequence[TicketType]
    ) -> None:
        super().__init__(data)
        self.tickets, self.kinds = tickets, kinds
        for ticket in tickets:
            keeps = _("Keep: %(name)s") % {"name": ticket.ticket_type.name}
            others = [(str(row.pk), _asked(row)) for row in kinds if row != ticket.ticket_type]
            self.fields[f"ticket_{ticket.position}"] = forms.ChoiceField(
                label=whose(ticket),
                choices=[("", keeps), *others],
                required=False,
                error_messages={"invalid_choice": _("This ticket is not on sale any more.")},
            )
        for kind in kinds:
            self.fields[f"more_{kind.pk}"] = forms.IntegerField(
                label=_asked(kind),
                min_value=0,
                max_value=kind.most_per_order,
                initial=0,
                required=False,
            )

        for name in self.fields.keys() - {"expected"}:
            self.fields[name].template_name = ANSWERED  # type: ignore[attr-defined]

    def swaps(self) -> dict[int, int]:
        """The type chosen for each ticket that changes, by the number of the ticket."""
        given = self.cleaned_data
        numbers = (ticket.position for ticket in self.tickets)
        return {n: int(given[f"ticket_{n}"]) for n in numbers if given.get(f"ticket_{n}")}

    def more(self) -> list[tuple[int, int]]:
        """How many more of which type."""
        given = self.cleaned_data
        return [(row.pk, given.get(f"more_{row.pk}") or 0) for row in self.kinds]

    @property
    def ticket_fields(self) -> list[Any]:
        """The fields of the tickets there are."""
        return [self[f"ticket_{ticket.position}"] for ticket in self.tickets]

    @property
    def more_fields(self) -> list[Any]:
        """The fields of tickets to add."""
        return [self[f"more_{row.pk}"] for row in self.kinds]


def _back(ticket: Ticket, amount: Decimal) -> str:
    currency = ticket.order.currency
    words = _("%(whose)s: %(amount)s of %(price)s comes back")
    if amount == ticket.price:
        words = _("%(whose)s: %(amount)s comes back")
    return words % {
        "whose": whose(ticket),
        "amount": money(amount, currency, short=True),
        "price": money(ticket.price, currency, short=True),
    }


class AskRefundForm(forms.Form):
    """Which tickets are given back, and why."""

    tickets = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which tickets do you give back?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose the tickets you give back."),
            "invalid_choice": gettext_lazy("One of these tickets cannot be given back."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why? It helps us to decide"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, amounts: Sequence[tuple[Ticket, Decimal]]) -> None:
        """Each ticket that can be given back, with what is paid back for it."""
        only = [row.position for row, _amount in amounts] if len(amounts) == 1 else []
        super().__init__(data, initial={"tickets": only})
        self.fields["tickets"].choices = [  # type: ignore[attr-defined]
            (row.position, _back(row, amount)) for row, amount in amounts
        ]

    def clean_reason(self) -> str:
        """The lines, each without control characters."""
        return "\n".join(plain(line) for line in self.cleaned_data["reason"].splitlines())

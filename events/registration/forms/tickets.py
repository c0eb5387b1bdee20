"""What is chosen: how many of which ticket."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from events.registration import taxing
from events.registration.models import TicketType
from events.registration.pricing import most_of
from events.registration.queries import Choice, Offer
from events.registration.taxing import TaxSum
from foundation.base.fields import LineField
from foundation.base.money import show


def field_name(key: int) -> str:
    """The name under which the quantity of the ticket type with this key is sent."""
    return f"quantity_{key}"


class TicketsForm(forms.Form):
    """A quantity for each ticket on sale. What is not on sale has no field to be sent in."""

    basket = forms.Field(required=False, widget=forms.HiddenInput)
    code = LineField(
        label=_("Promo code"),
        max_length=80,
        required=False,
        help_text=_("Capitals, blanks and dashes make no difference."),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        offer: Offer,
        basket: str,
        own: Mapping[int, int],
        wanted: Mapping[int, int],
        typed: str = "",
    ) -> None:
        """By ticket type: `own` is what the buyer holds already and may keep, `wanted` what was
        chosen before. `typed` is the code that was."""
        self.offer = offer
        self.risen: list[Choice] = []
        super().__init__(self._read(data, basket), initial={"basket": basket, "code": typed})
        self.fields["code"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        for choice in offer.on_sale:
            if choice.now:
                free_for_me = own.get(choice.now.pk, 0)
                self._add_quantity(choice, choice.now, free_for_me, wanted)

    def _add_quantity(
        self, choice: Choice, ticket_type: TicketType, own: int, wanted: Mapping[int, int]
    ) -> None:
        most = most_of(ticket_type)
        if choice.remaining is not None:
            most = min(most, choice.remaining + own)
        if not most:
            return
        opened = [row for row in self.offer.on_sale if row.is_opened]
        there_are = [row for row in opened or self.offer.on_sale if row.most]
        # Whoever brings a code comes for what it opens; of one that is left they want one.
        alone = not wanted and there_are == [choice]
        self.fields[field_name(ticket_type.pk)] = forms.TypedChoiceField(
            label=choice.name,
            choices=[(number, str(number)) for number in range(most + 1)],
            coerce=int,
            empty_value="0",
            required=False,
            initial=min(most, wanted.get(ticket_type.pk, int(alone))),
            error_messages={"invalid_choice": _too_many(choice, ticket_type, most)},
            widget=forms.Select(attrs=_amounts(choice)),
        )

    def _read(self, data: QueryDict | None, basket: str) -> QueryDict | None:
        """A page opened at an earlier price sends that price's field: read it as today's."""
        if data is None:
            return None
        data = data.copy()
        data["basket"] = basket
        for choice in self.offer.choices:
            for step in choice.steps:
                if step != choice.now and _is_wanted(data, step):
                    self.risen.append(choice)
                    if choice.now:
                        data[field_name(choice.now.pk)] = str(data[field_name(step.pk)])
        return data

    def clean(self) -> dict[str, Any]:
        """Say it when a price changed or a ticket sold out while the page was open."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for choice in self.offer.on_sale:
            has_no_field = self._quantity(choice) is None
            if has_no_field and choice.now and _is_wanted(self.data, choice.now):
                text = _("Sold out: the last places of %(name)s have just gone.")
                params = {"name": choice.name}
                self.add_error(None, ValidationError(text, code="sold_out", params=params))
        for choice in self.risen:
            self.add_error(None, self._price_changed(choice))
        return cleaned

    def _price_changed(self, choice: Choice) -> ValidationError:
        if choice.price is None:
            gone = _("%(name)s is not on sale any more.")
            return ValidationError(gone, code="not_on_sale", params={"name": choice.name})
        price = show(choice.gross, self.offer.event.currency, short=True)
        text = _(
            "The price has changed since you opened this page: %(name)s now costs %(price)s. "
            "Look at the total and continue if you agree."
        )
        return ValidationError(text, code="price", params={"name": choice.name, "price": price})

    def rows(self) -> list[tuple[Choice, forms.BoundField | None]]:
        """Every offer with its field; none for what is sold out or not on sale."""
        return [(choice, self._quantity(choice)) for choice in self.offer.choices]

    def _quantity(self, choice: Choice) -> forms.BoundField | None:
        name = field_name(choice.now.pk) if choice.now else ""
        return self[name] if name in self.fields else None

    def _chosen(self) -> list[tuple[Choice, int]]:
        """What the page shows as chosen, judged or not."""
        chosen = []
        for choice, bound in self.rows():
            value = str(bound.value() if bound else "")
            if choice.now and value.isdecimal() and len(value) < 4:
                chosen.append((choice, int(value)))
        return chosen

    def wanted(self) -> dict[int, int]:
        """What the page shows as chosen: by ticket type, how many."""
        chosen = self._chosen()
        return {choice.now.pk: count for choice, count in chosen if choice.now and count}

    def total(self) -> Decimal:
        """What the chosen tickets cost, tax included, in the event's currency."""
        return sum((choice.gross * count for choice, count in self._chosen()), Decimal(0))

    def taxes(self) -> list[TaxSum]:
        """The tax contained in the total, by name and rate; also that of nothing, which a script
        makes more."""
        return taxing.sums(
            (choice.taxed[0], choice.taxed[1], count) for choice, count in self._chosen()
        )

    def lines(self) -> list[tuple[int, int]]:
        """(key of the ticket type, quantity) for what was chosen."""
        kinds = [choice.now for choice in self.offer.on_sale if choice.now]
        sent = self.cleaned_data
        chosen = [(kind.pk, int(sent.get(field_name(kind.pk)) or 0)) for kind in kinds]
        return [(key, quantity) for key, quantity in chosen if quantity]


def _amounts(choice: Choice) -> dict[str, object]:
    """What a script adds up: what one costs, and the tax in it with its name and rate."""
    decision, parts = choice.taxed
    return {
        "data-price": parts.gross,
        "data-rate": taxing.named(decision),
        "data-tax": parts.tax,
    }


def _is_wanted(data: Mapping[str, Any], ticket_type: TicketType) -> bool:
    sent = str(data.get(field_name(ticket_type.pk), ""))
    return sent.isdecimal() and bool(sent.strip("0"))


def _too_many(choice: Choice, ticket_type: TicketType, most: int) -> Any:
    if most < most_of(ticket_type):
        text = ngettext_lazy(
            "Only %(most)d is left: choose fewer.", "Only %(most)d are left: choose fewer.", most
        )
    else:
        text = ngettext_lazy("Choose 0 or 1.", "Choose a number from 0 to %(most)d.", most)
    return text % {"most": most}

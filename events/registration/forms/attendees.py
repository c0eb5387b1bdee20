"""Who buys and who comes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.models import CodeKind, Order, ShirtSize, Ticket
from foundation.base.fields import AddressField, LineField, MailField

from .buyer import BuyerForm

ME, OTHER, LATER = "me", "other", "later"
DETAILS = ["job_title", "pronouns", "dietary_needs", "accessibility_needs", "shirt_size"]
NAMING = ["attendee_name", "attendee_email"]
# What only those need who come to a building.
ON_SITE = ["dietary_needs", "shirt_size"]
# So many tickets are handed out rather than named one by one.
MANY = 3


class PurchaserForm(BuyerForm):
    """The person who orders; the rest is only for those who need it on an invoice."""

    name = LineField(
        label=_("Your full name"),
        max_length=150,
        autocomplete="name",
        error_messages={"required": _("Give your full name.")},
    )
    email = MailField(
        label=_("Your e-mail"),
        help_text=_("The order and its tickets are sent there. No account is made."),
        error_messages={"required": _("Give the e-mail we send the order to.")},
    )
    organization = LineField(
        label=_("Your organisation"),
        max_length=150,
        required=False,
        autocomplete="organization",
    )
    same_organization = forms.BooleanField(
        label=_("Everybody comes from this organisation"), required=False
    )
    others_later = forms.BooleanField(
        label=_("I name the others later"),
        required=False,
        help_text=_(
            "You may leave the rest of this page empty. Afterwards you hand the tickets out by a "
            "link, by mail or by a list."
        ),
    )
    address = AddressField(required=False, help_text=_("As it is to stand on the receipt."))

    billing = ["address", "country", "tax_number"]
    taxing = ["country", "is_business", "tax_number"]

    def __init__(self, data: Any, *, order: Order, tickets: int, asks_buyer: bool) -> None:
        initial = {name: getattr(order, name) for name in self.base_fields if hasattr(order, name)}
        if order.invitation and not order.email:
            initial |= {"email": order.invitation.email, "name": order.invitation.name}
        elif order.promo_code and order.promo_code.kind == CodeKind.WAITING and not order.email:
            # The offer came to this address, with a code that nobody guesses.
            initial["email"] = order.promo_code.owner_email
        super().__init__(data, initial=initial)
        self.ask_buyer(asks_buyer=asks_buyer)
        if tickets == 1:
            del self.fields["same_organization"]
        if tickets < MANY:
            del self.fields["others_later"]
        if order.is_free:
            for name in self.billing:
                del self.fields[name]

    @property
    def tax_fields(self) -> list[forms.BoundField]:
        """What is asked of all because the tax depends on it."""
        return [self[name] for name in self.taxing] if self.asks_buyer else []

    @property
    def billing_fields(self) -> list[forms.BoundField]:
        """What is asked behind a fold."""
        asked = self.taxing if self.asks_buyer else ()
        return [self[name] for name in self.billing if name in self.fields and name not in asked]

    @property
    def billing_is_used(self) -> bool:
        """Whether the fold is to be open."""
        return any(field.value() or field.errors for field in self.billing_fields)


class AttendeeForm(forms.Form):
    """One person who comes."""

    attendee_name = LineField(
        label=_("Full name as on the badge"),
        max_length=150,
        autocomplete="name",
        error_messages={"required": _("Give the full name.")},
    )
    attendee_email = MailField(
        label=_("E-mail"),
        help_text=_("The ticket is sent there."),
        error_messages={"required": _("Give the e-mail.")},
    )
    organization = LineField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        autocomplete="organization",
        help_text=_("Printed on the badge."),
    )
    job_title = LineField(
        label=_("Job title"),
        max_length=150,
        required=False,
        autocomplete="organization-title",
        help_text=_("Printed on the badge, below the name."),
    )
    pronouns = LineField(
        label=_("Pronouns"), max_length=40, required=False, help_text=_("Printed on the badge.")
    )
    dietary_needs = LineField(
        label=_("Dietary needs"),
        max_length=300,
        required=False,
        help_text=_(
            "So that there is something for you to eat. Only staff and the kitchen see it."
        ),
    )
    accessibility_needs = LineField(
        label=_("What you need to take part"),
        max_length=300,
        required=False,
        help_text=_("A ramp, captions, a quiet room: only staff see it, and write to you."),
    )
    shirt_size = forms.ChoiceField(
        label=_("T-shirt size"),
        choices=[("", _("No T-shirt")), *ShirtSize.choices],
        required=False,
        help_text=_("Only staff see it."),
    )

    def __init__(
        self, data: Any, *, on_site: bool, ticket: Ticket | None = None, prefix: str = ""
    ) -> None:
        initial = {name: getattr(ticket, name, "") for name in AttendeeForm.base_fields}
        super().__init__(data, initial=initial if ticket else {}, prefix=prefix or None)
        if not on_site:
            self._without_a_badge()
        for field in self.fields.values():
            token = field.widget.attrs.get("autocomplete")
            if prefix and token:
                field.widget.attrs["autocomplete"] = f"section-{prefix} {token}"

    def _without_a_badge(self) -> None:
        """Nobody eats or wears a badge online."""
        for name in ON_SITE:
            del self.fields[name]
        self.fields["attendee_name"].label = _("Full name")
        for name in ("organization", "job_title", "pronouns"):
            self.fields[name].help_text = ""

    @property
    def detail_fields(self) -> list[forms.BoundField]:
        """What is asked last, behind a fold."""
        return [self[name] for name in DETAILS if name in self.fields]

    @property
    def details_are_used(self) -> bool:
        """Whether the fold is to be open."""
        return any(field.value() or field.errors for field in self.detail_fields)

    def attendee(self) -> dict[str, str]:
        """The answers, for the services."""
        return {name: self.cleaned_data.get(name, "") for name in AttendeeForm.base_fields}


class TicketForm(AttendeeForm):
    """One ticket of an order: for the buyer, for somebody else, or for nobody yet."""

    use_required_attribute = False

    who = forms.ChoiceField(
        choices=[
            (ME, _("For me")),
            (OTHER, _("For somebody else")),
            (LATER, _("I say so later")),
        ],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose who comes with this ticket.")},
    )

    def __init__(self, data: Any, *, ticket: Ticket, order: Order, on_site: bool) -> None:
        super().__init__(data, ticket=ticket, on_site=on_site, prefix=f"ticket-{ticket.position}")
        self.ticket = ticket
        number = {"number": ticket.position}
        self.fields["who"].label = _("Who comes with ticket %(number)d?") % number
        self.fields["who"].initial = _who(order, ticket)
        if self["who"].value() == ME and not ticket.is_assigned:
            self.initial["organization"] = ""
        for name, message in (
            ("attendee_name", _("Give the full name for ticket %(number)d, or say so later.")),
            ("attendee_email", _("Give the e-mail for ticket %(number)d, or say so later.")),
        ):
            self.fields[name].error_messages["required"] = message % number
        self.order_fields(["who"])

    def full_clean(self) -> None:
        """Name and e-mail are asked only of somebody else."""
        somebody_else = self["who"].data == OTHER
        for name in NAMING:
            self.fields[name].required = somebody_else
        super().full_clean()
        for name in NAMING:
            self.fields[name].required = True
        if not somebody_else:
            # Half an e-mail left from before the choice changed is not worth a word.
            for name in NAMING:
                self.errors.pop(name, None)


def _who(order: Order, ticket: Ticket) -> str:
    if ticket.is_assigned:
        same = (ticket.attendee_name, ticket.attendee_email) == (order.name, order.email)
        return ME if same else OTHER
    if order.name:
        return LATER
    return ME if ticket.position == 1 else OTHER


class AttendeeForms:
    """The forms of all tickets of an order; as a formset, it is what templates list errors of."""

    def __init__(self, data: Any, *, order: Order, tickets: list[Ticket], on_site: bool) -> None:
        self.is_bound = data is not None
        if data is not None and "others_later" in data:
            data = _without_the_unnamed(data, tickets)
        self.forms = [
            TicketForm(data, ticket=ticket, order=order, on_site=on_site) for ticket in tickets
        ]

    def __iter__(self) -> Any:
        return iter(self.forms)

    @property
    def errors(self) -> list[Any]:
        """The errors form by form; empty if there is none."""
        return [form.errors for form in self.forms if form.errors]

    def non_form_errors(self) -> list[str]:
        """Nothing is wrong with all of them together that is not wrong with one."""
        return []

    def is_valid(self) -> bool:
        """Whether all are, and no two are for the buyer."""
        valid = not self.errors
        mine = [form for form in self.forms if form.is_valid() and form.cleaned_data["who"] == ME]
        for form in mine[1:]:
            form.add_error("who", _("One ticket is for you already: say who comes with this one."))
        return valid and len(mine) < 2

    def attendees(self, purchaser: Mapping[str, Any]) -> dict[int, dict[str, str]]:
        """Who comes, by the position of the ticket; nobody yet is a name of no letters."""
        return {form.ticket.position: _attendee(form, purchaser) for form in self.forms}


def _without_the_unnamed(data: Any, tickets: list[Ticket]) -> Any:
    """What was sent, with the tickets for somebody else of whom nothing is said put off."""
    data = data.copy()
    for ticket in tickets:
        who, *names = (f"ticket-{ticket.position}-{name}" for name in ("who", *NAMING))
        if data.get(who) == OTHER and not any(data.get(name, "").strip() for name in names):
            data[who] = LATER
    return data


def _attendee(form: TicketForm, purchaser: Mapping[str, Any]) -> dict[str, str]:
    answers = form.attendee()
    who = form.cleaned_data["who"]
    if who == LATER:
        return dict.fromkeys(answers, "")
    if who == ME:
        answers |= {"attendee_name": purchaser["name"], "attendee_email": purchaser["email"]}
    if who == ME or purchaser.get("same_organization"):
        answers["organization"] = answers["organization"] or purchaser["organization"]
    return answers

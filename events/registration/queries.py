"""Questions pages ask of registration: what is on sale now, and whose order this is."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.crypto import constant_time_compare

from events.models import Event
from events.registration import goods, papers, pricing, reading, taxing
from events.registration.models import (
    Audience,
    Code,
    CodeKind,
    Invitation,
    InvitationState,
    Order,
    Ticket,
    TicketType,
)
from events.registration.pricing import NOTHING, Claim, Item
from events.registration.services import promises
from events.registration.services.promises import Promised
from events.registration.taxing import Taxed
from foundation.billing.tax.deciding import NOBODY, Buyer

# "Only 7 left" is said from here on down, and only when it is true.
FEW = 20


@dataclass(frozen=True)
class Choice:
    """One offer: its ticket type on sale now, and the step at which the price rises.

    `items` are its steps at what each costs this reader, with the code they have applied, and
    `takes_code` is whether that code is for what is on sale now.
    """

    name: str
    now: TicketType | None
    later: TicketType | None
    remaining: int | None
    items: tuple[Item, ...]
    taxed: Taxed = taxing.FREE
    takes_code: bool = False

    @property
    def steps(self) -> tuple[TicketType, ...]:
        return tuple(item.ticket_type for item in self.items)

    @property
    def item(self) -> Item | None:
        """What is on sale now, at its price."""
        return next((item for item in self.items if item.ticket_type == self.now), None)

    @property
    def price(self) -> Decimal | None:
        """What it costs this reader now as it is listed, in the event's currency."""
        return self.item.price if self.item else None

    @property
    def gross(self) -> Decimal:
        """What is paid for it now, tax included, by who buys as far as known."""
        return self.taxed[1].gross

    @property
    def tax_is_added(self) -> bool:
        """Whether the listed price is not what is paid."""
        return self.item is not None and self.item.price != self.gross

    @property
    def tax_name(self) -> str:
        """Its tax by name and rate."""
        return taxing.named(self.taxed[0])

    @property
    def full_price(self) -> Decimal | None:
        """What it costs now without a code."""
        return self.item.price + self.item.discount if self.item else None

    @property
    def is_reduced(self) -> bool:
        """Whether the code makes it cheaper now."""
        return self.item is not None and self.item.discount > 0

    @property
    def is_opened(self) -> bool:
        """Whether only the code or the invitation lets this reader see it."""
        hidden = {Audience.WITH_CODE, Audience.WITH_INVITATION}
        return self.now is not None and self.now.audience in hidden

    @property
    def is_invited(self) -> bool:
        """Whether only the invitation does."""
        return self.item is not None and self.item.by_invitation

    @property
    def is_sold_out(self) -> bool:
        return self.now is not None and self.remaining == 0

    @property
    def fits_one_page(self) -> bool:
        """Whether one of it can be ordered on one page: neither a code nor an invitation opens it
        or makes it cheaper for this reader."""
        return self.item is not None and self.item.code is None and not self.is_opened

    @property
    def left_if_few(self) -> int | None:
        """How many are left, if it is worth saying."""
        few = self.remaining is not None and 0 < self.remaining <= FEW
        return self.remaining if few else None

    @property
    def most(self) -> int:
        """The most one order can have of it now."""
        if self.now is None:
            return 0
        most = pricing.most_of(self.now)
        return most if self.remaining is None else min(most, self.remaining)


@dataclass(frozen=True)
class Offer:
    """Everything an event sells at a moment: to everybody, or to who has a `claim`."""

    event: Event
    choices: tuple[Choice, ...]
    is_open: bool
    claim: Claim = NOTHING
    takes_codes: bool = False
    members_pay_less: bool = False

    @property
    def code(self) -> Code | None:
        """The code that was typed and can be used."""
        return self.claim.code

    @property
    def code_applies(self) -> bool:
        """Whether the typed code prices anything that is on sale now."""
        return bool({self.code, self.claim.beside} & self._used_codes)

    @property
    def has_member_price(self) -> bool:
        """Whether something on sale costs this reader less as a person of a member."""
        return bool(self._used_codes & set(self.claim.member_codes))

    @property
    def code_is_beaten(self) -> bool:
        """Whether the typed code is not used because the member's price is lower."""
        return not self.code_applies and self.has_member_price

    @property
    def _used_codes(self) -> set[Code | None]:
        return {choice.item.code for choice in self.on_sale if choice.item and choice.item.code}

    @property
    def kinds(self) -> list[TicketType]:
        """All types of it, each on sale at `at` or not."""
        return [kind for choice in self.choices for kind in choice.steps]

    @property
    def on_sale(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.now is not None]

    @property
    def is_sold_out(self) -> bool:
        return bool(self.on_sale) and all(choice.is_sold_out for choice in self.on_sale)

    @property
    def lowest_price(self) -> Decimal | None:
        """The lowest price anybody pays now, in the event's currency."""
        prices = [c.now.price for c in self.on_sale if c.now and c.now.price is not None]
        return min(prices, default=None)

    @property
    def is_one_free_ticket(self) -> bool:
        """Whether there is nothing to choose and nothing to pay: one page is enough."""
        return len(self.on_sale) == 1 and self.lowest_price == 0


def offer(event: Event, at: datetime, claim: Claim = NOTHING, buyer: Buyer = NOBODY) -> Offer:
    """What `event` sells at `at`; a `claim` opens hidden types and changes prices.

    Types that it does not open are not looked at. Two queries, with a code three, and one more
    where a tax rule is asked, or for a code that places are kept back for. Tax is that of `buyer`:
    as long as nobody is known, the usual one.
    """
    codes = pricing.brought(claim)
    groups: dict[str, list[Item]] = {}
    takes_codes = members = False
    rows: list[Any] = goods.of(event, at, claim)
    for row in rows:
        takes_codes, members = row.takes_codes, row.members
        groups.setdefault(row.step_of or row.name, []).append(pricing.item(row, 1, codes))
    is_open = event.registration_is_open(at)
    kept = promises.kept_for(claim.code)
    named = dict(codes).get(claim.code) if claim.code else None
    choices = [
        _choice(name, tuple(items), kept, named, buyer, at) for name, items in groups.items()
    ]
    # Whoever brings a code or an invitation comes for what it opens, or what is kept for them.
    keeps = claim.code is not None and claim.code.kind == CodeKind.WAITING
    choices.sort(key=lambda choice: not (choice.is_opened or (keeps and choice.takes_code)))
    return Offer(event, tuple(choices), is_open, claim, takes_codes, members)


def takes_codes(event: Event, at: datetime) -> bool:
    """Whether a code can be used for anything of `event` at `at`, hidden or not."""
    return event.registration_is_open(at) and event.codes.in_window(at).to_be_typed().exists()


def _choice(
    name: str,
    items: tuple[Item, ...],
    kept: Promised,
    named: frozenset[int] | None,
    buyer: Buyer,
    at: datetime,
) -> Choice:
    steps = [item.ticket_type for item in items]
    selling = next((item for item in items if pricing.is_on_sale(item.ticket_type, at)), None)
    now = selling.ticket_type if selling else None
    taxed = taxing.taxed(now, selling.price, buyer, at) if selling and now else taxing.FREE
    coming = [step for step in steps if step.sales_from is not None and step.sales_from > at]
    later = min(coming, key=lambda step: step.sales_from or at, default=None)
    mine = kept.of(now) if now else {}
    free = [row.free + mine.get(row.pk, 0) for row in now.stocks.all()] if now else []
    takes_code = bool(now and named is not None and pricing.applies(now, named))
    return Choice(name, now, later, min(free, default=None), items, taxed, takes_code)


def event_at(slug: str) -> Event:
    """The public event of an address with its venue; else Http404."""
    found = reading.public_event(slug)
    if not found:
        raise Http404
    return found[0]


def order_for(slug: str, code: str, secret: str) -> Order | None:
    """The order with that code of that event, for who knows its secret; with tickets and account.

    A wrong secret and a code that does not exist answer alike.
    """
    order = next(iter(reading.order_at(slug, code)), None)
    if order is None or not constant_time_compare(order.secret, secret):
        return None
    reading.read_tickets(order)
    return order


def order_in(basket: str, event: Event) -> Order | None:
    """The order of a basket, which is one of this `event`; with its tickets."""
    order = next(iter(reading.order_of(basket)), None)
    if order is not None:
        order.event = event
        reading.read_tickets(order)
    return order


def invitation_for(slug: str, secret: str) -> Invitation | None:
    """The invitation that this link opens, with its public event."""
    rows = Invitation.objects.select_related("event__venue")
    public = Event.objects.public().filter(slug=slug)
    return rows.filter(event__in=public, secret=secret).first()


def invited_to(invitation: Invitation, at: datetime) -> list[Choice]:
    """What an invitation that waits for an answer offers at `at`, on sale now or later."""
    if invitation.state(at) not in {InvitationState.WRITTEN, InvitationState.SENT}:
        return []
    claim = Claim(invitation=invitation, is_invited=True)
    return [c for c in offer(invitation.event, at, claim).choices if c.items[0].by_invitation]


def ticket_for(slug: str, secret: str) -> Ticket | None:
    """The ticket that this link opens, unless it was passed on since."""
    return papers.tickets().filter(order__event__slug=slug, secret=secret).first()


def orders_of(emails: list[str]) -> QuerySet[Order]:
    """Orders sent off under one of these verified addresses (lower case), newest first."""
    return (
        Order.objects.placed()
        .filter(email__in=emails)
        .select_related("event")
        .prefetch_related("tickets__ticket_type")
        .order_by("-placed_at")
    )


def tickets_held_by(emails: list[str]) -> QuerySet[Ticket]:
    """Valid tickets whose attendee has one of these verified addresses (lower case)."""
    return papers.tickets().valid().filter(attendee_email__in=emails).order_by("-pk")

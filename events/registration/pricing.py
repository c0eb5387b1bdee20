"""What a ticket costs whom: codes, and which ticket types they open (domain 4.1)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from events.models import Event
from events.registration.models import (
    Audience,
    Code,
    CodeKind,
    CodeUse,
    Effect,
    Invitation,
    TicketType,
)
from events.registration.models.stock import TicketTypeQuerySet
from foundation.base import tokens
from foundation.base.errors import RuleError
from foundation.base.money import round_money, show
from members.models import Membership


@dataclass(frozen=True)
class Claim:
    """What a buyer brings beside money: it opens hidden types and changes prices.

    `code` was typed; `beside` it counts the one its holder waited with for a place.
    `invitation` can be used now; `is_invited` is also who has used theirs.
    `membership` is that of the organisation of `member_email`, and `member_codes` are what apply
    to it by themselves.
    """

    code: Code | None = None
    beside: Code | None = None
    invitation: Invitation | None = None
    is_invited: bool = False
    membership: Membership | None = None
    member_email: str = ""
    member_codes: tuple[Code, ...] = ()

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes, each once: of two that cost the same the earlier is used."""
        brought = (self.beside, self.code, *self.member_codes)
        return tuple(dict.fromkeys(code for code in brought if code))


NOTHING = Claim()

# Codes with the keys of the types each names: none means all that are open.
type Brought = list[tuple[Code, frozenset[int]]]


@dataclass(frozen=True)
class Item:
    """So many tickets of a type, each at `price`, which is `discount` below the list."""

    ticket_type: TicketType
    quantity: int
    price: Decimal
    discount: Decimal
    code: Code | None

    @property
    def by_code(self) -> bool:
        """Whether a code priced it."""
        return self.code is not None

    @property
    def by_invitation(self) -> bool:
        """Whether only the invited can have it."""
        return self.ticket_type.audience == Audience.WITH_INVITATION


def find_code(event: Event, typed: str, at: datetime, basket: str = "") -> Code:
    """The code somebody typed, look-alike letters forgiven, if it can be used at `at`.

    Uses that the order of `basket` has taken are its own and do not count as gone. Raises RuleError `code_unknown` (also for a code of another event, or one that has ended: who
    guesses learns nothing), `code_used_up`.
    """
    folded = tokens.forgive(typed)[:40]
    rows = event.codes.in_window(at).with_promises().select_related("with_code", "with_invitation")
    code = rows.filter(folded=folded).first() if folded else None
    if code is None:
        raise RuleError(
            _("We do not know this code, or its time is over. Check the letters and try again."),
            code="code_unknown",
        )
    if not has_uses(code, basket):
        raise used_up(code)
    return code


def has_uses(code: Code, basket: str = "") -> bool:
    """Whether a use of `code` is left, or the order of `basket` has one already."""
    if not code.most_uses or code.used < code.most_uses:
        return True
    return bool(basket) and CodeUse.objects.filter(code=code, order__basket=basket).exists()


def says(code: Code, currency: str) -> str:
    """What a code does, in words: "10 % off", "USD 50 off a ticket", "USD 249 a ticket"."""
    if code.kind == CodeKind.WAITING:
        return _("a place is kept for you")
    amount = show(code.value, currency, short=True)
    words = {
        Effect.NONE.value: _("opens tickets for those who have it"),
        Effect.PRICE.value: _("%(amount)s a ticket") % {"amount": amount}
        if code.value
        else _("free tickets"),
        Effect.AMOUNT.value: _("%(amount)s off a ticket") % {"amount": amount},
        Effect.RATE.value: _("%(rate)s %% off") % {"rate": f"{code.value.normalize():f}"},
    }
    return words[code.effect]


def used_up(code: Code) -> RuleError:
    """The refusal when a code has fewer uses left than tickets were chosen."""
    left = max(code.most_uses - code.used, 0)
    if left:
        message = _(
            "The code %(code)s is good for %(left)d more of these tickets, not for so many."
        )
    else:
        message = _("The code %(code)s has been used up.")
    return RuleError(message, code="code_used_up", params={"code": code.text, "left": left})


def visible(event: Event, claim: Claim = NOTHING) -> TicketTypeQuerySet:
    """The ticket types that exist for this buyer: those for everybody, and what they may open.

    A code opens the hidden types it names, an invitation those on it. Whoever is invited does not
    see what is for those who are not.
    """
    rows = event.ticket_types.filter(is_active=True)
    if claim == NOTHING:
        return rows.public()
    seen = Q(audience=Audience.ALL)
    if not claim.is_invited:
        seen |= Q(audience=Audience.WITHOUT_INVITATION)
    if claim.codes:
        seen |= Q(audience=Audience.WITH_CODE, codes__in=claim.codes)
    if claim.invitation is not None:
        named = claim.invitation.ticket_types.values("pk")
        seen |= Q(audience=Audience.WITH_INVITATION, pk__in=named)
    return rows.filter(seen).distinct()


def is_on_sale(ticket_type: TicketType, at: datetime) -> bool:
    """Whether its window is open at `at`. A window ends before its last instant."""
    begun = ticket_type.sales_from is None or ticket_type.sales_from <= at
    return begun and (ticket_type.sales_until is None or ticket_type.sales_until > at)


def most_of(ticket_type: TicketType) -> int:
    """The most of a type in one order: an invitation is good for one ticket of each of its types."""
    if ticket_type.audience == Audience.WITH_INVITATION:
        return 1
    most: int = ticket_type.most_per_order
    return most


def brought(claim: Claim) -> Brought:
    """The codes of a claim in their order, each with the keys of the types it names.

    One query, or none.
    """
    if not claim.codes:
        return []
    named: dict[int, set[int]] = {code.pk: set() for code in claim.codes}
    rows = Code.ticket_types.through.objects.filter(code__in=named)
    for code, kind in rows.values_list("code_id", "tickettype_id"):
        named[code].add(kind)
    return [(code, frozenset(named[code.pk])) for code in claim.codes]


def item(ticket_type: TicketType, quantity: int, codes: Brought) -> Item:
    """`quantity` tickets of a type at the lowest price that one of these codes gives."""
    full = ticket_type.price if ticket_type.price is not None else Decimal(0)
    best = Item(ticket_type, quantity, full, Decimal(0), None)
    for code, named in codes:
        if applies(ticket_type, named):
            price = _after(code, full, ticket_type.event.currency)
            if best.code is None or price < best.price:
                best = Item(ticket_type, quantity, price, full - price, code)
    return best


def applies(ticket_type: TicketType, named: frozenset[int]) -> bool:
    """Whether a code that names the types `named` (none: all that are open) prices this one."""
    if named:
        return ticket_type.pk in named
    return ticket_type.audience == Audience.ALL


def _after(code: Code, full: Decimal, currency: str) -> Decimal:
    """The price with the code; never above the list and never below nothing."""
    prices = {
        Effect.NONE.value: full,
        Effect.PRICE.value: code.value,
        Effect.AMOUNT.value: full - code.value,
        Effect.RATE.value: full * (100 - code.value) / 100,
    }
    return round_money(min(full, max(prices[code.effect], Decimal(0))), currency)

"""The tax of tickets: by the rule of their type, for the buyer as far as known (domain 4.1).

A code acts on the listed price, before tax: a fixed price of 249 on a type listed without tax is
249 and the tax, on one listed with tax it is 249 in all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.registration.models import Order, Ticket, TicketType
from events.registration.pricing import Item
from foundation.base import zones
from foundation.base.prepared import any_of, attach, prepared
from foundation.billing.tax import numbers
from foundation.billing.tax.deciding import NOBODY, Amounts, Buyer, Decision, Rule, amounts, tax_for
from foundation.billing.tax.models import TaxRate

type Taxed = tuple[Decision, Amounts]


@dataclass(frozen=True)
class TaxSum:
    """What a tax comes to for several tickets: on `net` it is `tax`, and why, if that needs words.

    `name` is its label and rate: "VAT 19 %".
    """

    name: str
    rate: Decimal
    net: Decimal
    tax: Decimal
    text: str = ""


# What to read along with ticket types, so that taxing them asks the database nothing.
RULES = ("tax_rule",)
RATES = ("tax_rule__rates",)

# What of an order decides about its tax.
BUYER = ("country", "is_business", "tax_number")

FREE: Taxed = (Decision(Decimal(0), label=""), Amounts(Decimal(0), Decimal(0), Decimal(0)))


def read_rates(kinds: Iterable[TicketType]) -> None:
    """Have the rules of these types know their rates. One query, or none without a rule."""
    rules = [kind.tax_rule for kind in kinds if kind.tax_rule is not None]
    rates: dict[int, list[TaxRate]] = {}
    for rate in _rates(sorted({rule.pk for rule in rules})) if rules else ():
        rates.setdefault(rate.rule_id, []).append(rate)
    attach(rules, "rates", rates)


@prepared
def _rates(rules: list[int]) -> QuerySet[TaxRate]:
    return TaxRate.objects.filter(rule__in=any_of(rules))


def rule_of(kind: TicketType) -> Rule:
    """The rule of a type; one without is taxed at its own rate, contained in the price."""
    if kind.tax_rule is None:
        return Rule(rate=kind.tax_rate)
    return kind.tax_rule.facts()


def buyer_of(order: Order | None) -> Buyer:
    """Who buys, as far as their tax asks. A number of the wrong form is as good as none."""
    if order is None:
        return NOBODY
    country = str(order.country.code or "")
    return Buyer(
        country=country,
        is_business=order.is_business or bool(order.tax_number),
        has_valid_number=bool(order.tax_number) and numbers.is_valid(country, order.tax_number),
    )


def taxed(kind: TicketType, listed: Decimal, buyer: Buyer, at: datetime) -> Taxed:
    """The tax on a ticket listed at `listed`, and what it then costs, in the event's currency.

    The day is that of the event's zone. Free is free: there is no tax on nothing.
    """
    if not listed:
        return FREE
    rule = rule_of(kind)
    decision = tax_for(rule, buyer, zones.day(at, kind.event.zone))
    return decision, amounts(rule, decision, listed, kind.event.currency)


def total(items: Iterable[Item], buyer: Buyer, at: datetime) -> Decimal:
    """What these tickets cost together, in the event's currency, tax included."""
    each = ((item, taxed(item.ticket_type, item.price, buyer, at)[1].gross) for item in items)
    return sum((gross * item.quantity for item, gross in each), Decimal(0))


def write(ticket: Ticket, buyer: Buyer, at: datetime) -> None:
    """Write on `ticket` what it costs from its listed price on: gross, rate, why. Not saved."""
    decision, parts = taxed(ticket.ticket_type, ticket.listed_price, buyer, at)
    ticket.price = parts.gross
    ticket.tax_rate = decision.rate
    ticket.tax_label = decision.label
    ticket.tax_treatment = decision.treatment
    ticket.tax_text = decision.text


def named(decision: Decision) -> str:
    """The label of a tax with its rate: "VAT 19 %"."""
    return f"{decision.label or _('Tax')} {decision.rate.normalize():f} %"


def sums(parts: Iterable[tuple[Decision, Amounts, int]]) -> list[TaxSum]:
    """What each tax comes to over so many tickets of each kind. One of nothing that needs no words
    is left out."""
    found: dict[Decision, tuple[Decimal, Decimal]] = {}
    for decision, each, count in parts:
        if decision.rate or decision.text:
            net, tax = found.get(decision, (Decimal(0), Decimal(0)))
            found[decision] = net + each.net * count, tax + each.tax * count
    return [
        TaxSum(named(decision), decision.rate, net, tax, decision.text)
        for decision, (net, tax) in found.items()
    ]


def of(ticket: Ticket) -> Taxed:
    """The tax a ticket was sold with, and the parts of its price."""
    decision = Decision(ticket.tax_rate, ticket.tax_treatment, ticket.tax_label, ticket.tax_text)
    return decision, Amounts(ticket.price - ticket.tax, ticket.tax, ticket.price)


WRITTEN = ("price", "tax_rate", "tax_label", "tax_treatment", "tax_text")


def asks_buyer(order: Order, tickets: Iterable[Ticket]) -> bool:
    """Whether what the order costs depends on who buys: then their country is asked."""
    return not order.is_free and any(
        ticket.listed_price and rule_of(ticket.ticket_type).asks_buyer for ticket in tickets
    )


def lacks_buyer(order: Order, tickets: Iterable[Ticket]) -> bool:
    """Whether its tax depends on a country that has not been said."""
    return not order.country and asks_buyer(order, tickets)


def rewrite(order: Order, at: datetime) -> bool:
    """Tax the tickets of a locked order anew, for its buyer as they are now; whether it changed.

    `order.total` follows; neither what it is charged nor its invoice is touched.
    """
    buyer = buyer_of(order)
    kept = order.tickets.filter(cancelled_at=None).select_related("ticket_type__tax_rule")
    tickets = list(kept.prefetch_related("ticket_type__tax_rule__rates"))
    changed = []
    for ticket in tickets:
        ticket.ticket_type.event = order.event
        before = [getattr(ticket, name) for name in WRITTEN]
        write(ticket, buyer, at)
        if before != [getattr(ticket, name) for name in WRITTEN]:
            changed.append(ticket)
    if changed:
        Ticket.objects.bulk_update(changed, WRITTEN)
        order.total = sum((ticket.price for ticket in tickets), order.kept)
        order.save(update_fields=["total"])
    return bool(changed)

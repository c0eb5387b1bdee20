"""What an event sells, each with all that selling it asks: its stocks, its tax rule and rates."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Model, QuerySet

from events.models import Event
from events.registration import pricing, taxing
from events.registration.models import Code, Stock, TicketType
from events.registration.pricing import NOTHING, Claim
from foundation.base.prepared import attach, prepared


def of(event: Event, at: datetime, claim: Claim = NOTHING) -> list[TicketType]:
    """The types of `event` that exist for this buyer, whether on sale at `at` or not.

    Each knows whether a code `takes_codes` or one of `members` can be used for anything of the
    event. Two queries, and one more where a tax rule is asked.
    """
    if claim == NOTHING:
        kinds = _public(event.pk, at)
    else:
        kinds = list(_with_rules(pricing.visible(event, claim), event.pk, at))
    for kind in kinds:
        kind.event = event
    stocks: dict[int, list[Stock]] = {}
    for link in _stocks(event.pk) if kinds else ():
        stocks.setdefault(link.tickettype_id, []).append(link.stock)
    attach(kinds, "stocks", stocks)
    taxing.read_rates(kinds)
    return kinds


@prepared
def _public(event_id: int, at: datetime) -> QuerySet[TicketType]:
    rows = TicketType.objects.public().filter(event=event_id, is_active=True)
    return _with_rules(rows, event_id, at)


@prepared
def _stocks(event_id: int) -> QuerySet[Any]:
    links: type[Model] = TicketType.stocks.through
    rows = links._default_manager.filter(tickettype__event=event_id)
    return rows.select_related("stock").order_by("stock__name")


def _with_rules(rows: QuerySet[TicketType], event_id: int, at: datetime) -> QuerySet[TicketType]:
    usable = Code.objects.in_window(at).to_be_typed().filter(event=event_id)
    return (
        rows.annotate(
            takes_codes=Exists(usable), members=Exists(usable.filter(applies_by_itself=True))
        )
        .select_related("tax_rule")
        .order_by("position", "pk")
    )

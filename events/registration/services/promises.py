"""Places promised to a code: kept back, taken by an order, given back, ended (domain 4.1).

Rows are locked here by key, before those of stocks; `services.stock` moves the counters.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from events.registration.models import Code, Promise, Reservation, TicketType
from events.registration.pricing import applies

# So many places of which stock, by its key.
type Needs = Mapping[int, int]


@dataclass(frozen=True)
class Kept:
    """So many places that an order took from a promise."""

    promise_id: int
    quantity: int


@dataclass(frozen=True)
class Promised:
    """What is kept back for the holder of a code: `places` for the types it names (none: open ones)."""

    named: frozenset[int]
    places: Needs

    def of(self, ticket_type: TicketType) -> Needs:
        """The places that a ticket of this type may take."""
        return self.places if applies(ticket_type, self.named) else {}


def kept_for(code: Code | None) -> Promised:
    """What is kept back for `code` now. Two queries, or none if nothing ever was."""
    if code is None or not code.keeps_places:
        return Promised(frozenset(), {})
    rows = code.promises.filter(quantity__gt=0)
    return Promised(named_by(code), dict(rows.values_list("stock_id", "quantity")))


def named_by(code: Code) -> frozenset[int]:
    """The keys of the types that a code names; empty when it names none."""
    return frozenset(code.ticket_types.values_list("pk", flat=True))


def lock(keys: Iterable[int], code: Code | None = None) -> None:
    """Lock the promises with these keys and those to `code`, in key order."""
    rows = Promise.objects.filter(Q(pk__in=list(keys)) | Q(code=code))
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))


def take(code: Code, needs: Needs) -> dict[int, Kept]:
    """Take up to `needs` of the locked promises to `code`; what was got, by stock."""
    got: dict[int, Kept] = {}
    for row in code.promises.filter(quantity__gt=0, stock__in=needs):
        quantity = min(row.quantity, needs[row.stock_id])
        if quantity:
            Promise.objects.filter(pk=row.pk).update(quantity=F("quantity") - quantity)
            got[row.stock_id] = Kept(row.pk, quantity)
    return got


def give_back(rows: Sequence[Reservation], part: Needs | None = None) -> Counter[int]:
    """Give promised places back to their locked promises, as far as those still stand.

    All of them, or that `part` by stock. Returns, by stock, how many stay taken because a promise
    has them.
    """
    stay: Counter[int] = Counter()
    for row in rows:
        if row.promise_id is None:
            continue
        quantity = row.kept if part is None else part[row.stock_id]
        standing = Promise.objects.standing().filter(pk=row.promise_id)
        if standing.update(quantity=F("quantity") + quantity):
            stay[row.stock_id] += quantity
    return stay

"""What staff ask about dues: how much was billed and paid when."""

from dataclasses import dataclass, field
from datetime import UTC, date, time, timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from foundation.base import zones
from foundation.billing.models import Entry, EntryKind
from members.dues.charging import PURPOSE

BILLED = frozenset({EntryKind.CHARGE, EntryKind.CREDIT})


@dataclass
class Revenue:
    """Dues of one month in one currency: billed (less credits) and paid (less refunds)."""

    month: date
    currency: str
    billed: Decimal = field(default=Decimal(0))
    paid: Decimal = field(default=Decimal(0))

    def add(self, kind: str, amount: Decimal) -> None:
        """Count the sum of entries of one kind."""
        if kind in BILLED:
            self.billed += amount
        else:
            self.paid -= amount


def revenue(first: date, last: date) -> list[Revenue]:
    """The months from the day `first` to the day `last` (it counts) in which dues moved, the
    earliest first, a row for each currency. Months are those of UTC. One query."""
    rows = _entries(first, last).annotate(month=TruncMonth("at", tzinfo=UTC))
    sums = rows.values_list("month", "account__currency", "kind").annotate(sum=Sum("amount"))
    found: dict[tuple[date, str], Revenue] = {}
    for month, currency, kind, amount in sums.order_by("month", "account__currency"):
        key = zones.day(month), currency
        found.setdefault(key, Revenue(*key)).add(kind, amount)
    return list(found.values())


def revenue_by_tier(first: date, last: date) -> dict[tuple[int, str], Revenue]:
    """The same days by the key of the tier that was charged, and currency. One query."""
    tier = "account__dues_year__term__membership__tier"
    rows = _entries(first, last).values_list(tier, "account__currency", "kind")
    found: dict[tuple[int, str], Revenue] = {}
    for key, currency, kind, amount in rows.annotate(sum=Sum("amount")).order_by():
        found.setdefault((key, currency), Revenue(first, currency)).add(kind, amount)
    return found


def _entries(first: date, last: date) -> QuerySet[Entry]:
    return Entry.objects.filter(
        account__purpose=PURPOSE,
        at__gte=zones.instant(first, time(), "UTC"),
        at__lt=zones.instant(last + timedelta(days=1), time(), "UTC"),
    ).order_by()

"""What members were billed and what they paid, by year and tier, as the ledger has it."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from django.db.models import F, Q, Sum
from django.db.models.functions import ExtractYear

from foundation.base import zones
from foundation.billing.models import Entry, EntryKind

BILLED = Q(kind__in=[EntryKind.CHARGE, EntryKind.CREDIT])
PAID = Q(kind__in=[EntryKind.PAYMENT, EntryKind.REFUND])


@dataclass(frozen=True)
class Revenue:
    """The dues of a tier in a year: charges less credits, and payments less refunds."""

    year: int
    tier: str
    currency: str
    billed: Decimal
    paid: Decimal


def revenue(day: date) -> list[Revenue]:
    """By year, the latest first, and tier: what was booked up to the end of `day`, UTC. One query.

    The tier is that of the membership the dues were charged for.
    """
    end = zones.instant(day + timedelta(days=1), time(), "UTC")
    tier = "account__dues_year__term__membership__tier"
    rows = (
        Entry.objects.filter(account__dues_year__isnull=False, at__lt=end)
        .order_by()
        .values(
            year=ExtractYear("at"),
            tier=F(f"{tier}__name"),
            rank=F(f"{tier}__rank"),
            currency=F("account__currency"),
        )
        .annotate(
            billed=Sum("amount", filter=BILLED, default=Decimal(0)),
            paid=Sum("amount", filter=PAID, default=Decimal(0)),
        )
        .order_by("-year", "rank", "currency")
    )
    return [
        Revenue(row["year"], row["tier"], row["currency"], row["billed"], -row["paid"])
        for row in rows
    ]

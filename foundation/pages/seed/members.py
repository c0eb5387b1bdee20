"""Tiers, dues, benefits, and who was a member when.

What was decided about days (domain 1, "never invented"):

* The wall of the 100 members at the end of 2022 is taken as the membership of the demo's present,
  10 October 2022: no list of that autumn itself is known. Moves announced for 2023 are left out.
* A membership begins on the day it was first listed or announced in public, where that is known.
* Members without a year were listed before the record begins in January 2021: their first day is
  open, and they are known to have been members on 1 January 2021.
* Members only known not to be in the list of February 2022 began on a day from 1 February 2022 to
  the present: they count from the last of these days and are shown as "2022".
* Members that left before the record or during it are known only where a source names them
  (AT&T, SUSE). So 50 of the 60 members that the keynote states for the start of 2021 are known;
  its 60 stands beside the register as a figure of its own, with its source.
* `membership_history.csv` holds what two dates cannot say: moves between tiers and ends.
"""

import re
from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.base import zones
from foundation.base.models import Figure
from members.models import (
    Beginning,
    Benefit,
    Membership,
    Organization,
    Tier,
    TierBenefit,
    TierPrice,
)

from . import organizations
from .facts import PRESENT, rows

RECORD_BEGINS = date(2021, 1, 1)
FEBRUARY_LIST = date(2022, 2, 1)
FIRST_LISTED = re.compile(r"first listed in \S+ (\d{4}-\d\d-\d\d)")
YEARS = (2022, 2023)


def seed() -> None:
    """Write everything about members. What staff have changed since is left alone."""
    tiers = _tiers()
    _benefits(tiers)
    organizations.seed()
    _memberships(tiers)
    Figure.objects.get_or_create(
        key="members-count",
        stated_on=RECORD_BEGINS,
        defaults={
            "value": Decimal(60),
            "shown_as": "60",
            "label": "members at the start of 2021",
            "source": "Keynote “We are OpenInfra”, October 2022",
            "position": 99,
        },
    )


def _tiers() -> dict[str, Tier]:
    for row in rows("tiers.csv"):
        dues = Decimal(row.pop("dues"))
        exclusive = row.pop("is_exclusive") == "yes"
        tier, _ = Tier.objects.get_or_create(
            slug=row["slug"], defaults=row | {"is_exclusive": exclusive}
        )
        TierPrice.objects.bulk_create(
            [TierPrice(tier=tier, year=year, amount=dues, currency="USD") for year in YEARS],
            ignore_conflicts=True,
        )
    return {tier.slug: tier for tier in Tier.objects.all()}


def _benefits(tiers: dict[str, Tier]) -> None:
    if Benefit.objects.exists():
        return
    table = list(rows("benefits.csv"))
    made = Benefit.objects.bulk_create(
        Benefit(group=row["group"], name=row["name"], position=number * 10)
        for number, row in enumerate(table, start=1)
    )
    TierBenefit.objects.bulk_create(
        TierBenefit(benefit=benefit, tier=tier, detail=row[slug].removeprefix("yes"))
        for benefit, row in zip(made, table, strict=True)
        for slug, tier in tiers.items()
        if row.get(slug)
    )


def _memberships(tiers: dict[str, Tier]) -> None:
    has_some = set(Membership.objects.values_list("organization_id", flat=True))
    ids = {
        name: pk
        for name, pk in Organization.objects.values_list("name", "pk")
        if pk not in has_some
    }
    Membership.objects.bulk_create(
        Membership(
            organization_id=ids[row["organization"]],
            tier=tiers[row["tier"]],
            span=DateRange(_day(row["earliest"]), _day(row["end"])),
            started_before=_day(row["known"]),
            ended_after=_day(row["ended_after"]),
            began_as=row["began_as"],
            ended_as=row["ended_as"],
            note=row["note"],
        )
        for row in _history()
        if row["organization"] in ids
    )


def _history() -> list[dict[str, str]]:
    """The rows of membership_history.csv, and one for each member it does not speak of."""
    told = list(rows("membership_history.csv"))
    names = {row["organization"] for row in told}
    return told + [_listing(row) for row in rows("members.csv") if row["name"] not in names]


def _listing(member: dict[str, str]) -> dict[str, str]:
    """What a row of members.csv says about its beginning."""
    listed = FIRST_LISTED.search(member["source"])
    earliest = known = note = ""
    if listed:
        earliest, note = listed[1], "First listed on that day."
    elif member["joined"]:
        earliest, known = str(FEBRUARY_LIST), str(zones.day(PRESENT))
        note = "Not in the list of February 2022; the day it joined is not recorded."
    else:
        known = str(RECORD_BEGINS)
    return {
        "organization": member["name"],
        "tier": member["tier"],
        "earliest": earliest,
        "known": known,
        "end": "",
        "ended_after": "",
        # Who was in the first lists may have been there from the beginning.
        "began_as": Beginning.JOINED if earliest else "",
        "ended_as": "",
        "note": note,
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

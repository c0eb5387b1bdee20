"""Questions about one organisation and about what happened to the membership."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Case, Q, QuerySet, When

from members import spans
from members.models import (
    Benefit,
    MailDomain,
    Membership,
    Organization,
    Representative,
    Tier,
    TierBenefit,
    TierPrice,
)

# How many organisations like this one its page shows.
ALIKE_SHOWN = 6


class Change(NamedTuple):
    """Something that happened to a membership. `order` is the latest day it can have been."""

    order: date
    when: str
    kind: str  # joined, moved or left
    name: str
    slug: str
    tier: Tier
    before: Tier | None
    note: str
    is_exact: bool = True


@dataclass(frozen=True)
class Standing:
    """What an organisation is on a day: the membership it holds, and those it held."""

    current: Membership | None
    former: list[Membership]


def standing(organization: Organization, day: date) -> Standing:
    """The memberships of `organization` as known on `day`, the latest first. One query."""
    held = list(organization.memberships.select_related("tier").order_by("-span"))
    current = next((each for each in held if _holds(each, day)), None)
    former = [each for each in held if each.span.upper and each.span.upper <= day]
    return Standing(current, former)


def _holds(membership: Membership, day: date) -> bool:
    known, ended = membership.started_before, membership.ended_after
    return (
        day in membership.span
        and (known is None or known <= day)
        and (ended is None or day <= ended)
    )


def organizations_of(emails: Sequence[str], day: date) -> QuerySet[Organization]:
    """The organisations these addresses (lower case, proven to be read) speak for on `day`.

    Either somebody represents it with that address, or the domain is one of its own.
    """
    named = Representative.objects.on(day).filter(email__in=emails)
    domains = {email.rpartition("@")[2] for email in emails}
    own = MailDomain.objects.filter(domain__in=domains)
    tied = Q(pk__in=named.values("organization")) | Q(pk__in=own.values("organization"))
    return Organization.objects.filter(tied)


def memberships_of(emails: Sequence[str], day: date) -> QuerySet[Membership]:
    """The memberships on `day` of the organisations of these addresses, the highest tier first."""
    tied = organizations_of(emails, day)
    held = Membership.objects.on(day).filter(organization__in=tied)
    return held.select_related("organization", "tier").order_by("tier__rank", "pk")


def alike(organization: Organization, tier: Tier | None, day: date) -> QuerySet[Organization]:
    """Others of the same tier on `day` (or, without one, supporters): first those most like it."""
    if tier:
        held = Membership.objects.on(day).filter(tier=tier).values("organization")
        others = Organization.objects.filter(pk__in=held)
    else:
        others = Organization.objects.supporters_on(day)
    same_country = Q(country=organization.country) & ~Q(country="")
    same_industry = Q(industry=organization.industry) & ~Q(industry="")
    unlike = Case(
        When(same_country & same_industry, then=0),
        When(same_industry, then=1),
        When(same_country, then=2),
        default=3,
    )
    return others.exclude(pk=organization.pk).order_by(unlike, "search_text")[:ALIKE_SHOWN]


def changes(day: date) -> list[Change]:
    """Who joined, moved to another tier or left by `day`, as far as known, latest first.

    A first day that is only known to lie before some day is left out: nobody saw it happen.
    One query.
    """
    rows = Membership.objects.select_related("organization", "tier").order_by(
        "organization_id", "span"
    )
    by_organization: dict[int, list[Membership]] = {}
    for row in rows:
        by_organization.setdefault(row.organization_id, []).append(row)
    found: list[Change] = []
    for held in by_organization.values():
        found += _joined(held[0])
        for before, after in pairwise(held):
            found += _moved(before, after)
        found += _left(held[-1])
    known = sorted((change for change in found if change.order <= day), key=_by_name)
    return sorted(known, key=lambda change: change.order, reverse=True)


def _by_name(change: Change) -> str:
    return change.name.casefold()


def _change(
    at: date, when: str, kind: str, row: Membership, before: Tier | None = None
) -> list[Change]:
    name, slug = row.organization.name, row.organization.slug
    exact = (row.ended_after if kind == "left" else row.started_before) is None
    return [Change(at, when, kind, name, slug, row.tier, before, row.note, exact)]


def _joined(first: Membership) -> list[Change]:
    if first.span.lower is None:
        return []
    return _change(first.started_before or first.span.lower, first.since, "joined", first)


def _moved(before: Membership, after: Membership) -> list[Change]:
    if before.span.upper != after.span.lower:  # it was away in between
        return [*_left(before), *_joined(after)]
    return _change(after.span.lower, after.since, "moved", after, before.tier)


def _left(last: Membership) -> list[Change]:
    if last.span.upper is None:
        return []
    return _change(last.span.upper - spans.ONE_DAY, last.until, "left", last)


def growth(days: list[date]) -> list[dict[str, int]]:
    """For each of `days` the number of members known by the slug of their tier. One query."""
    rows = Membership.objects.values_list("tier__slug", "span", "started_before", "ended_after")
    counts: list[dict[str, int]] = [{} for _ in days]
    for slug, span, known, ended in rows:
        for day, count in zip(days, counts, strict=True):
            first = known or span.lower
            last = ended or (span.upper - spans.ONE_DAY if span.upper else None)
            if (first is None or first <= day) and (last is None or day <= last):
                count[slug] = count.get(slug, 0) + 1
    return counts


class Row(NamedTuple):
    """A benefit, and for each tier None (not included), "" (a tick) or how much."""

    group: str
    name: str
    cells: list[tuple[Tier, str | None]]


def benefits(tiers: list[Tier]) -> list[Row]:
    """The table of benefits, in order, with a cell for each of `tiers`. Two queries."""
    given = {
        (benefit, tier): detail
        for benefit, tier, detail in TierBenefit.objects.values_list(
            "benefit_id", "tier_id", "detail"
        )
    }
    return [
        Row(
            benefit.group,
            benefit.name,
            [(tier, given.get((benefit.pk, tier.pk))) for tier in tiers],
        )
        for benefit in Benefit.objects.all()
    ]


def dues(year: int) -> dict[int, TierPrice]:
    """The price of each tier for `year`, by tier; the latest one before where none is set yet."""
    prices = (
        TierPrice.objects.filter(year__lte=year).order_by("tier_id", "-year").distinct("tier_id")
    )
    return {price.tier_id: price for price in prices}

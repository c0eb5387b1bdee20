"""Questions about one organisation, about benefits and about dues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Case, Q, QuerySet, When

from foundation.base.prepared import prepared
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


@dataclass(frozen=True)
class Standing:
    """What an organisation is on a day: the membership it holds, and those it held."""

    current: Membership | None
    former: list[Membership]


def standing(organization: Organization, day: date) -> Standing:
    """The memberships of `organization` as known on `day`, the latest first. One query."""
    held = _memberships(organization.pk)
    current = next((each for each in held if _holds(each, day)), None)
    former = [each for each in held if each.span.upper and each.span.upper <= day]
    return Standing(current, former)


@prepared
def _memberships(organization: int) -> QuerySet[Membership]:
    rows = Membership.objects.filter(organization=organization)
    return rows.select_related("tier").order_by("-span")


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


def alike(organization: Organization, tier: Tier | None, day: date) -> list[Organization]:
    """Others of the same tier on `day` (or, without one, supporters): first those most like it.

    One query.
    """
    like = (organization.pk, organization.country.code or "", organization.industry)
    if tier:
        return _members_like(*like, tier.pk, day)
    return _supporters_like(*like, day)


@prepared
def _members_like(
    pk: int, country: str, industry: str, tier: int, day: date
) -> QuerySet[Organization]:
    held = Membership.objects.on(day).filter(tier=tier).values("organization")
    return _like(Organization.objects.filter(pk__in=held), pk, country, industry)


@prepared
def _supporters_like(pk: int, country: str, industry: str, day: date) -> QuerySet[Organization]:
    return _like(Organization.objects.supporters_on(day), pk, country, industry)


def _like(
    others: QuerySet[Organization], pk: int, country: str, industry: str
) -> QuerySet[Organization]:
    same_country = Q(country=country) & ~Q(country="")
    same_industry = Q(industry=industry) & ~Q(industry="")
    unlike = Case(
        When(same_country & same_industry, then=0),
        When(same_industry, then=1),
        When(same_country, then=2),
        default=3,
    )
    return others.exclude(pk=pk).order_by(unlike, "search_text")[:ALIKE_SHOWN]


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

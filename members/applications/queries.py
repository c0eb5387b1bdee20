"""What pages ask about applications."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from members import finding, wishes
from members import queries as hall
from members.applications.models import Application, State
from members.models import Membership, Organization, Tier, TierPrice
from members.wishes import Wish

# As many rows of the register are offered as "is this you?".
MOST_ALIKE = 5


def behind(reference: str, secret: str) -> Application | None:
    """The application of a link; both words must be right. One query."""
    rows = Application.objects.select_related("tier", "organization", "owner", "agreement")
    rows = rows.select_related("conduct", "membership")
    return rows.filter(reference=reference.upper(), secret=secret).first()


def of(emails: Iterable[str]) -> QuerySet[Application]:
    """Applications begun with one of these addresses, the newest first. One query."""
    return Application.objects.of(emails).select_related("tier").order_by("-pk")


@dataclass(frozen=True)
class Candidate:
    """A row of the register that may be the applicant, and what it is to us today."""

    organization: Organization
    known_as: str
    tier: Tier | None


def candidates(name: str, day: date) -> list[Candidate]:
    """Rows of the register that may be the organisation called `name`, the likeliest first.

    Three queries at most.
    """
    found = finding.find(name)
    if not found.names:
        return []
    rows = {row.pk: row for row in Organization.objects.filter(pk__in=found.names)}
    near = sorted(rows.values(), key=lambda row: (abs(len(row.name) - len(name)), row.name))
    near = near[:MOST_ALIKE]
    held = {
        each.organization_id: each.tier
        for each in Membership.objects.filter(
            organization__in=near, span__contains=day
        ).select_related("tier")
    }
    return [Candidate(row, found.names[row.pk], held.get(row.pk)) for row in near]


def holds_tier(organization: Organization, day: date) -> Membership | None:
    """The membership that `organization` has on or after `day`. One query."""
    rows = Membership.objects.filter(organization=organization, span__overlap=(day, None))
    return rows.select_related("tier").order_by("span").first()


def is_full(tier: Tier, day: date) -> bool:
    """Whether `tier` has as many members as it may have."""
    if tier.cap is None:
        return False
    return Membership.objects.on(day).filter(tier=tier).count() >= tier.cap


def price(tier: Tier, day: date) -> TierPrice | None:
    """The dues of `tier` for the year of `day`, or the latest before. One query."""
    return hall.dues(day.year).get(tier.pk)


def offers(day: date) -> list[tuple[Tier, TierPrice]]:
    """The tiers one can apply for, with their dues. Two queries."""
    prices = hall.dues(day.year)
    return [(tier, prices[tier.pk]) for tier in Tier.objects.all() if tier.pk in prices]


@wishes.told
def public() -> Iterator[Wish]:
    """Applications in their days in public. One query."""
    rows = Application.objects.in_public().select_related("tier")
    for row in rows.only("name", "published_on", "decide_from", "state", "decided_by", "tier"):
        if row.published_on and row.decide_from:
            body = row.get_decided_by_display()
            yield Wish(row.name, row.tier, row.published_on, row.decide_from, body)


def namesake(row: Application) -> Application | None:
    """Another application of the same organisation that is open. One query."""
    others = Application.objects.exclude(pk=row.pk).filter(
        state__in=[State.SUBMITTED, State.IN_REVIEW, State.ASKED, State.PUBLISHED]
    )
    same = others.filter(name__iexact=row.name)
    if row.organization_id:
        same |= others.filter(organization=row.organization_id)
    return same.first()


def shown_in_public() -> QuerySet[Tier]:
    """The tiers whose applications have days in public. One query."""
    return Tier.objects.filter(days_in_public__gt=0)


@dataclass(frozen=True)
class Offer:
    """A tier on offer: its dues and the benefits it includes, each with how much of it."""

    tier: Tier
    price: TierPrice
    benefits: list[tuple[str, str]]


def included(offers: list[tuple[Tier, TierPrice]]) -> list[Offer]:
    """The tiers with what each includes. Two queries."""
    rows = hall.benefits([tier for tier, _price in offers])
    return [
        Offer(tier, price, [
            (row.name, detail)
            for row in rows
            for each, detail in row.cells
            if each == tier and detail is not None
        ])
        for tier, price in offers
    ]  # fmt: skip


def industries() -> list[str]:
    """The industries of the register, offered while typing. One query."""
    named = Organization.objects.exclude(industry="").order_by("industry")
    return list(named.values_list("industry", flat=True).distinct())

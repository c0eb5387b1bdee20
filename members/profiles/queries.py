"""Whose pages somebody may see, and what these say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from members import wishes
from members.dues import books, days, rules
from members.dues.books import Book
from members.dues.charging import Charge, next_charge
from members.models import (
    AgreedBenefit,
    Membership,
    Organization,
    Representative,
    RepresentativeRole,
    Tier,
)
from members.profiles.models import BenefitRequest, ProfileDraft, TierRequest, UseState
from members.wishes import Wish


@dataclass(frozen=True)
class Seat:
    """What somebody is to an organisation: the roles they have there today."""

    organization: Organization
    roles: list[Representative]

    @property
    def may_edit(self) -> bool:
        """Who looks after its pages edits its profile, and invites and ends its people."""
        return any(role.is_admin for role in self.roles)

    @property
    def sees_money(self) -> bool:
        """Invoices are for the role of billing, and for who looks after the pages."""
        billing = RepresentativeRole.BILLING
        return self.may_edit or any(role.role == billing for role in self.roles)

    def may_end(self, row: Representative) -> bool:
        """Everybody their own roles, who looks after the pages everybody's."""
        return self.may_edit or any(row == role for role in self.roles)


def seats(emails: Sequence[str], day: date) -> list[Seat]:
    """The organisations whose pages whoever reads `emails` may see on `day`, by name. One query.

    Only a role opens them: an address at the domain of an organisation does not.
    """
    rows = (
        Representative.objects.on(day)
        .filter(email__in=emails)
        .select_related("organization")
        .order_by("organization__search_text", "organization_id", "role")
    )
    found: dict[int, Seat] = {}
    for row in rows:
        found.setdefault(row.organization_id, Seat(row.organization, [])).roles.append(row)
    return list(found.values())


@dataclass(frozen=True)
class FormerSeat:
    """What somebody was to an organisation: from when (None: not known) until when."""

    organization: Organization
    since: date | None
    until: date


def former_seats(emails: Sequence[str], day: date) -> list[FormerSeat]:
    """The organisations whoever reads `emails` represented before `day` and does not on it, the
    latest first. One query."""
    mine = Representative.objects.filter(email__in=emails)
    today = Representative.objects.on(day).filter(email__in=emails)
    rows = mine.filter(until__lte=day).exclude(organization__in=today.values("organization"))
    found: dict[int, FormerSeat] = {}
    for row in rows.select_related("organization").order_by("-until", "-pk"):
        before = found.get(row.organization_id)
        if before is None and row.until:
            found[row.organization_id] = FormerSeat(row.organization, row.since, row.until)
        elif before is not None:
            known = row.since and before.since
            first = min(row.since, before.since) if known else None  # type: ignore[type-var]
            found[row.organization_id] = FormerSeat(row.organization, first, before.until)
    return list(found.values())


def seat(emails: Sequence[str], slug: str, day: date) -> Seat | None:
    """What whoever reads `emails` is to the organisation at `slug`; None when nothing."""
    return next((seat for seat in seats(emails, day) if seat.organization.slug == slug), None)


def membership(organization: Organization, day: date) -> Membership | None:
    """The membership held on `day`."""
    held = Membership.objects.on(day).filter(organization=organization)
    return held.select_related("tier").first()


def book(held: Membership | None, day: date) -> Book | None:
    """The terms and dues of a membership at the end of `day`. Seven queries."""
    if held is None:
        return None
    return next(iter(books.read(Membership.objects.filter(pk=held.pk), day)), None)


@dataclass(frozen=True)
class Renewal:
    """What the next term costs first, and the day that it is invoiced on."""

    tier: Tier
    charge: Charge
    invoiced_on: date

    @property
    def last_day(self) -> date:
        """Of the year that is charged first."""
        return self.charge.end - days.ONE_DAY


def renewal(book: Book | None, tier: Tier | None = None) -> Renewal | None:
    """What a member pays if it stays after its last term, in `tier` or the one that is planned.

    None where nobody has set a price. Who moves to another tier is invoiced on the day it does.
    """
    if book is None or not book.terms:
        return None
    last = book.terms[-1]
    rule = rules.of(tier or last.next_tier or book.membership.tier)
    start = last.span.upper
    charge = next_charge(rule, start, rules.first_end(rule, start))
    moves = rule.tier != book.membership.tier
    invoiced = start if moves else start - timedelta(days=rule.invoice_days)
    return Renewal(rule.tier, charge, invoiced) if charge else None


def benefits(held: Membership | None) -> QuerySet[AgreedBenefit]:
    """What was agreed, by group, each with what was used of it, and what was asked for lately."""
    lately = BenefitRequest.objects.filter(state__in=[UseState.SUBMITTED, UseState.RETURNED])
    asked = Prefetch("requests", lately.order_by("-pk"))
    agreed = AgreedBenefit.objects.with_use().prefetch_related("uses", asked)
    mine = agreed.filter(membership=held) if held else agreed.none()
    return mine.order_by("group", "position", "pk")


def open_draft(organization: Organization) -> ProfileDraft | None:
    """The draft that is being written, waits, or was returned."""
    drafts = ProfileDraft.objects.open().select_related("written_by")
    return drafts.filter(organization=organization).first()


def last_request(held: Membership | None) -> TierRequest | None:
    """The latest request of a membership for another tier, whether it waits or was decided."""
    rows = TierRequest.objects.select_related("tier", "membership__tier", "decision")
    return rows.filter(membership=held).first() if held else None


@wishes.told
def public() -> Iterator[Wish]:
    """Members that ask for another tier, in their days in public. One query."""
    rows = TierRequest.objects.in_public().select_related(
        "tier", "membership__tier", "membership__organization"
    )
    for row in rows:
        held, body = row.membership, row.get_body_display()
        yield Wish(
            *(held.organization.name, row.tier, row.published_on, row.decide_from, body, held.tier)
        )

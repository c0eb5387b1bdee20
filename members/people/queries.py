"""What pages and other rooms ask about individual members and their employers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from foundation.base import zones
from members.accounts.models import User
from members.models import Membership, Organization
from members.people.models import (
    Affiliation,
    AgreementVersion,
    EmployerKind,
    IndividualMembership,
    Person,
)
from members.people.models.affiliations import LATEST_FIRST

# Names that a page carries along to be completed; any other can be typed all the same.
OFFERED = 800


@dataclass(frozen=True)
class Staffing:
    """How many individual members an employer has; `organization` is None for a typed name."""

    name: str
    organization: int | None
    people: int


def end_of(day: date) -> datetime:
    """The last moment (UTC) of `day`: as of it, the day is asked about."""
    return zones.instant(day, time.max, "UTC")


def people_by_organization(day: date) -> list[Staffing]:
    """The employers of the individual members as of `day`, the one with most first. Two queries.

    Who has several counts at each. Names that were typed are one whatever their capitals.
    """
    held = IndividualMembership.objects.at(end_of(day)).filter(user=OuterRef("user"))
    rows = Affiliation.objects.on(day).filter(Exists(held)).order_by()
    registered = (
        rows.filter(kind=EmployerKind.ORGANIZATION)
        .values_list("organization__name", "organization_id")
        .annotate(people=Count("user", distinct=True))
    )
    typed = (
        rows.filter(kind=EmployerKind.TYPED)
        .annotate(folded=Lower("typed_name"))
        .values_list("folded")
        .annotate(people=Count("user", distinct=True))
    )
    found = [Staffing(name, pk, people) for name, pk, people in registered]
    found += [Staffing(name, None, people) for name, people in typed]
    return sorted(found, key=lambda row: (-row.people, row.name.casefold()))


def employers_of(user: User, day: date) -> QuerySet[Affiliation]:
    """The affiliations of `user` with an employer on `day`, the latest begun first."""
    rows = Affiliation.objects.on(day).named().filter(user=user)
    return rows.select_related("organization").order_by(LATEST_FIRST, "pk")


def employer_of(email: str, day: date) -> Affiliation | None:
    """The employer on `day` of whoever has proven to read `email`: the latest begun; None for
    nobody, and for somebody without one. One query."""
    owner = User.objects.filter(
        emailaddress__verified=True, emailaddress__email__iexact=email.strip()
    )
    rows = Affiliation.objects.on(day).named().filter(user__in=owner.values("pk"))
    return rows.select_related("organization").order_by(LATEST_FIRST, "pk").first()


def membership_of(user: User, at: datetime) -> IndividualMembership | None:
    """The membership that `user` holds at `at`."""
    return IndividualMembership.objects.filter(user=user).at(at).first()


def person_of(user: User) -> Person | None:
    """The profile of `user`, if they ever had one."""
    return Person.objects.select_related("user", "photo").filter(user=user).first()


def agreement_to_sign(
    membership: IndividualMembership | None, at: datetime
) -> AgreementVersion | None:
    """The version in force that this membership has not signed; None when there is none."""
    current = AgreementVersion.objects.in_force(zones.day(at))
    if current is None or membership is None:
        return current
    signed = membership.signatures.filter(version=current).exists()
    return None if signed else current


def known_names(day: date) -> list[str]:
    """Names to offer while somebody types an employer: members and supporters. One query."""
    members = Organization.objects.filter(pk__in=Membership.objects.on(day).values("organization"))
    rows = (members | Organization.objects.supporters_on(day)).order_by("search_text")
    return list(rows.values_list("name", flat=True)[:OFFERED])


def joined_since(day: date) -> QuerySet[IndividualMembership]:
    """Memberships that began on `day` or later."""
    return IndividualMembership.objects.filter(
        span__startswith__gte=end_of(day - timedelta(days=1))
    )


def namesakes() -> QuerySet[Person]:
    """People with an open account and the name of somebody else with one: accounts that may be
    one person's. Accents and capitals make no difference."""
    active = Person.objects.filter(user__is_active=True)
    same = active.filter(search_text=OuterRef("search_text")).exclude(pk=OuterRef("pk"))
    return active.filter(Exists(same))

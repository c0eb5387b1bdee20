"""A part of an organisation becomes one of its own, with the people and names that go with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.changes.models import Kind, OrganizationChange
from members.models import MailDomain, Organization, OrganizationName, Representative

from .telling import When, held, tell


@transaction.atomic
def split(
    *,
    organization: Organization,
    name: str,
    slug: str,
    at: datetime,
    by: User | None,
    people: Iterable[Representative] = (),
    domains: Iterable[MailDomain] = (),
    names: Iterable[OrganizationName] = (),
    when: When | None = None,
) -> OrganizationChange:
    """Make a new organisation of a part of `organization`; country and industry are the same.

    Domains and names go over. People represent the new one from the day of `at` on, and the old one
    until the day before. Raises RuleError `not_its` for what is not the organisation's, and
    ValidationError for a name or address that cannot be.
    """
    (origin,) = held(organization.pk)
    chosen: list[Representative | MailDomain | OrganizationName] = [*people, *domains, *names]
    if any(row.organization_id != origin.pk for row in chosen):
        raise RuleError(_("Only what is its own can go with the part."), code="not_its")
    part = Organization(name=name, slug=slug, country=origin.country, industry=origin.industry)
    part.full_clean()
    part.save()
    for row in chosen:
        if isinstance(row, Representative):
            _goes_over(row, part, at)
        else:
            row.organization = part
            row.save(update_fields=["organization"])
    return tell(Kind.SPLIT, origin, when, at=at, by=by, other=part)


def _goes_over(person: Representative, part: Organization, at: datetime) -> None:
    day = zones.day(at)
    if person.until is not None and person.until < day:
        raise RuleError(
            _("%(name)s does not represent it any longer."),
            code="not_its",
            params={"name": person.name},
        )
    if person.since is None or person.since < day:
        until, person.until = person.until, day - timedelta(days=1)
        person.save(update_fields=["until"])
        person = Representative(
            name=person.name,
            email=person.email,
            role=person.role,
            is_admin=person.is_admin,
            since=day,
            until=until,
        )
    person.organization = part
    person.save()

"""A member who comes from another register, with what is known of them (domain 2)."""

from dataclasses import dataclass
from datetime import date, datetime, time

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.people.models import IndividualMembership, MemberBeginning, Person
from members.people.services.affiliations import Employer, affiliate
from members.people.services.joining import introduce


@dataclass(frozen=True)
class Known:
    """What the other register says of somebody; `since` is the first day as a member, if they are."""

    email: str
    name: str
    country: str = ""
    since: date | None = None
    employer: Employer | None = None


@transaction.atomic
def bring(*, known: Known, at: datetime) -> Person:
    """An account, a profile that opens nothing but the name, the membership since its first day,
    and the employer. Nobody is written to; the agreement is asked for at the next log-in, which
    proves the address too. What is here already stays: only the name and country are mended.

    Refused: "future" for a first day to come, "closed" for an account that is no more, "staff" for
    one of the staff, and what `affiliate` refuses.
    """
    user = _account(known.email, known.name)
    if known.since and known.since > zones.day(at):
        raise RuleError(_("That day has not come yet: give one until today."), code="future")
    person = introduce(user=user, name=known.name, country=known.country)
    if known.since and not user.individual_memberships.exists():
        began = zones.instant(known.since, time.min, "UTC")
        IndividualMembership.objects.create(
            user=user, span=DateTimeTZRange(began, None), began_as=MemberBeginning.IMPORTED
        )
    has_any = user.affiliations.on(zones.day(at)).exists()
    if known.employer is not None and not has_any:
        affiliate(user=user, employer=known.employer, at=at)
    return person


def _account(email: str, name: str) -> User:
    proven = EmailAddress.objects.filter(verified=True, email__iexact=email).first()
    found = User.objects.filter(pk=proven.user_id) if proven else User.objects.filter(
        email__iexact=email
    )  # fmt: skip
    user = found.select_for_update().first()
    if user is None:
        user = User.objects.create_user(email, full_name=name)
        EmailAddress.objects.create(user=user, email=email, verified=False, primary=True)
    if not user.is_active:
        raise RuleError(_("This account is closed."), code="closed")
    if user.is_staff:
        raise RuleError(_("This is an account of the staff."), code="staff")
    return user

"""Becoming a Foundation member (domain 2)."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from foundation.base import tokens, zones
from foundation.base.errors import RuleError
from foundation.base.slugs import RESERVED, slug_of
from members.accounts.models import User
from members.people import tasks
from members.people.models import (
    AgreementSignature,
    AgreementVersion,
    IndividualMembership,
    Person,
)
from members.people.services.affiliations import Employer, affiliate

# People with one name are told apart by a number up to here, then by a code.
MOST_NAMESAKES = 9


@transaction.atomic
def join(
    *,
    user: User,
    name: str,
    country: str,
    employer: Employer,
    agreement: AgreementVersion,
    at: datetime,
) -> IndividualMembership:
    """Make `user` a Foundation member from `at` on, who has read and signs `agreement`.

    Two clicks make one membership. Refused: "already_member", "unproven" while no address of the
    account is verified, "other_agreement" when that version is not the one in force at `at`, and
    what `affiliate` refuses.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.individual_memberships.at(at).exists():
        raise RuleError(_("You are a member already."), code="already_member")
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise RuleError(_("Confirm your e-mail address first."), code="unproven")
    membership = IndividualMembership(user=user, span=DateTimeTZRange(at, None))
    membership.validate_constraints()
    membership.save()
    sign(membership=membership, agreement=agreement, at=at)
    introduce(user=user, name=name, country=country)
    if not user.affiliations.on(zones.day(at)).exists():
        affiliate(user=user, employer=employer, at=at)
    tasks.mail_welcome.enqueue(membership.pk)
    return membership


@transaction.atomic
def sign(
    *, membership: IndividualMembership, agreement: AgreementVersion, at: datetime
) -> AgreementSignature:
    """Sign `agreement` for a membership. Signing it again changes nothing.

    Refused: "other_agreement" when another version is in force at `at`.
    """
    current = AgreementVersion.objects.in_force(zones.day(at))
    if current is None or current.pk != agreement.pk:
        raise RuleError(
            _("The agreement has changed since you opened this page: read it again."),
            code="other_agreement",
        )
    signature, _made = AgreementSignature.objects.get_or_create(
        membership=membership, version=agreement, defaults={"signed_at": at}
    )
    return signature


def introduce(*, user: User, name: str, country: str) -> Person:
    """The profile of `user` under that name, made where there is none. It opens nothing but the
    name. An address that is taken gets a number.
    """
    user.full_name = name
    user.save(update_fields=["full_name"])
    person = Person.objects.filter(user=user).first() or Person(user=user)
    if person.name != name or not person.slug:
        person.name = name
        return _stored(person, country)
    person.country = country
    person.save(update_fields=["country"])
    return person


def _stored(person: Person, country: str) -> Person:
    """Save `person` at the first free address of its name: somebody may take one meanwhile."""
    person.country = country
    for slug in addresses(person.name):
        if Person.objects.exclude(pk=person.pk).filter(slug=slug).exists():
            continue
        person.slug = slug
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError:
            continue
        return person
    message = "No address is free."
    raise AssertionError(message)


def addresses(name: str) -> list[str]:
    """Addresses for somebody of that name, the nicest first; the last ones are free surely."""
    word = slug_of(name)[:60].strip("-")
    codes = [f"{word or 'member'}-{tokens.code(6).lower()}" for _try in range(3)]
    if not word or word in RESERVED:
        return codes
    return [word, *(f"{word}-{number}" for number in range(2, MOST_NAMESAKES + 1)), *codes]

"""Individual members for tests."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from members.accounts.models import User
from members.people.models import (
    AccountMerge,
    Affiliation,
    AgreementSignature,
    AgreementVersion,
    EmployerKind,
    IndividualMembership,
    Person,
    Turnout,
    Vote,
    VotingNotice,
)
from members.people.services import joining, merging

JANUARY = datetime(2022, 1, 10, 12, tzinfo=UTC)


def make_agreement(version: str = "1", **fields: Any) -> AgreementVersion:
    """The agreement called so, which is made once."""
    defaults = {"text": "I agree to the bylaws.", "in_force_from": date(2012, 9, 1)} | fields
    return AgreementVersion.objects.get_or_create(version=version, defaults=defaults)[0]


def make_user(email: str = "ada@example.org", name: str = "", **fields: Any) -> User:
    """Somebody with an account and a verified address; a community account."""
    user = User.objects.create_user(email, full_name=name, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def make_person(
    name: str = "Ada Lovelace", email: str = "", *, user: User | None = None, **fields: Any
) -> Person:
    """Somebody with a profile, no member."""
    email = email or f"{name.partition(' ')[0].lower()}@example.org"
    owner = user or make_user(email, name)
    person = joining.introduce(user=owner, name=name, country=fields.pop("country", "DE"))
    for key, value in fields.items():
        setattr(person, key, value)
    person.save()
    return person


def make_member(
    name: str = "Ada Lovelace", email: str = "", *, since: datetime = JANUARY, **fields: Any
) -> Person:
    """A Foundation member with a signed agreement and no affiliation."""
    person = make_person(name, email, **fields)
    held = IndividualMembership.objects.create(user=person.user, span=DateTimeTZRange(since, None))
    AgreementSignature.objects.create(membership=held, version=make_agreement(), signed_at=since)
    return person


def make_affiliation(
    person: Person, employer: Any = None, since: date | None = None, **fields: Any
) -> Affiliation:
    """At an organisation, at one that is only typed (a text), or nowhere (None)."""
    end = fields.pop("end", None)
    kind = EmployerKind.NONE
    if isinstance(employer, str):
        kind, fields["typed_name"] = EmployerKind.TYPED, employer
    elif employer is not None:
        kind, fields["organization"] = EmployerKind.ORGANIZATION, employer
    span = DateRange(since, end)
    return Affiliation.objects.create(user=person.user, kind=kind, span=span, **fields)


def make_vote(closed_on: date = date(2022, 1, 14), **voted: bool) -> Vote:
    """A vote; `voted` says who could and whether they did, by the first word of the e-mail."""
    vote = Vote.objects.create(name=f"Vote of {closed_on}", closed_on=closed_on)
    for name, took_part in voted.items():
        user = User.objects.get(email=f"{name}@example.org")
        Turnout.objects.create(vote=vote, user=user, voted=took_part)
    return vote


def make_notice(person: Person, sent_on: date = date(2022, 10, 1), **fields: Any) -> VotingNotice:
    """A notice with 30 days to answer."""
    held = person.user.individual_memberships.get()
    defaults = {"answer_until": sent_on + timedelta(days=30), "votes": 2, "taken": 0}
    return VotingNotice.objects.create(membership=held, sent_on=sent_on, **defaults | fields)


def make_merged(at: datetime) -> AccountMerge:
    """Two accounts of one person that became one."""
    one = make_member("Ada Lovelace", "ada@old.example")
    two = make_member("Ada King", "ada@new.example")
    return merging.merge(one=one.user, two=two.user, primary="ada@new.example", at=at, by=None)

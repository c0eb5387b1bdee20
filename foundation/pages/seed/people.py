"""Individual members of the demo. All of them, and their employers, are invented; nothing here says
that a real organisation employs anybody. Votes are invented too, to try the voting right with.
"""

from datetime import UTC, date, datetime, time

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.text import slugify

from foundation.pages.seed.facts import PRESENT, rows
from members.accounts.models import User
from members.people import services
from members.people.models import (
    FIELDS,
    AgreementVersion,
    Person,
    Turnout,
    Vote,
    VotingRule,
)
from members.people.services import Employer
from members.people.services import voting as notices

AGREEMENT = """This is the text of the demo: a foundation puts its own here.

I am a natural person and join as an individual member. I have read the bylaws and the code of \
conduct and keep to them.

I say whom I work for, or that I work for nobody, and keep that up to date: it is part of how the \
community stays balanced.

I may vote and stand for election as the bylaws say. I can resign at any time, at once and without \
a reason.

The foundation publishes my name unless I close it, and nothing else unless I open it."""
VOTES = (
    ("Board election 2021 (demo)", date(2021, 1, 15)),
    ("Board election 2022 (demo)", date(2022, 1, 14)),
)
# They took part in none of the votes, so that there is a notice to answer.
ABSENT = {"Jonas Bergström", "Gustav Lindqvist"}
# They have gone again, or keep to themselves.
LEFT, CLOSED = {"Mihail Ionescu"}, {"Hana Nováková"}


@transaction.atomic
def seed() -> None:
    """The agreement, the rule and about thirty people; what is there already stays."""
    agreement, _made = AgreementVersion.objects.get_or_create(
        version="1.0", defaults={"text": AGREEMENT, "in_force_from": date(2012, 9, 19)}
    )
    VotingRule.objects.get_or_create(in_force_from=date(2012, 9, 19))
    if Person.objects.exists():
        return
    for row in rows("individual_members.csv"):
        _member(row, agreement)
    for name, closed_on in VOTES:
        _vote(Vote.objects.create(name=name, closed_on=closed_on))
    notices.send_notices(PRESENT)


def _member(row: dict[str, str], agreement: AgreementVersion) -> None:
    name, joined = row["name"], date.fromisoformat(row["joined"])
    at = datetime.combine(joined, time(10), tzinfo=UTC)
    email = f"{slugify(name).replace('-', '.')}@example.org"
    user = User.objects.create_user(email, full_name=name, joined_at=at)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    employer = Employer(typed_name=row["employer"], title=row["title"], since=joined)
    services.join(
        user=user, name=name, country=row["country"], employer=employer, agreement=agreement, at=at
    )
    said = {key: row[key] for key in ("languages", "projects", "chat", "bio")}
    said["links"] = f"https://example.org/~{slugify(name)}" if "links" in row["opens"] else ""
    opened = {f"shows_{each}": each in row["opens"].split() for each in FIELDS if each != "name"}
    services.edit(
        person=user.person, said=said | opened | {"shows_name": name not in CLOSED}, at=at
    )
    if name in LEFT:
        services.resign(user=user, at=datetime(2022, 8, 1, 9, tzinfo=UTC))


def _vote(vote: Vote) -> None:
    """Everybody who had been a member long enough, and whether they came."""
    midnight = datetime.combine(vote.closed_on, time(), tzinfo=UTC)
    people = Person.objects.members_at(midnight).select_related("user").order_by("pk")
    Turnout.objects.bulk_create(
        Turnout(vote=vote, user=person.user, voted=person.name not in ABSENT) for person in people
    )

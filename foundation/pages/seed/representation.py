"""People who speak for some of the members, a draft that waits, an invitation, a mail that came back.

The members are real. The people are ours and have addresses at example.org: nobody of these names
works there, and each row says so.
"""

from datetime import UTC, date, datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from foundation.base import bounces
from foundation.base.models import Mail
from members.accounts.models import User
from members.dues import benefits
from members.models import Membership, Organization, Representative
from members.profiles import services as profiles
from members.profiles.models import ProfileDraft, values_of
from members.representation import services

from .facts import PRESENT

INVENTED = "Invented for the demo: nobody of this name works there."
AT = datetime(2022, 10, 3, 9, 30, tzinfo=UTC)
SINCE = date(2022, 6, 7)

# The one whose log-in the demo prints.
ROBIN = ("Robin Castellanos", "robin@example.org")
HOME = "VEXXHOST"

PEOPLE = [
    (HOME, *ROBIN, "primary", True),
    (HOME, "Imogen Sato", "imogen.sato@example.org", "billing", False),
    (HOME, "Pavel Horák", "pavel.horak@example.org", "technical", False),
    ("Bloomberg", "Adaeze Obi", "adaeze.obi@example.org", "primary", True),
    ("Bloomberg", "Jonas Lind", "jonas.lind@example.org", "billing", False),
    ("Ericsson", "Elin Forsberg", "elin.forsberg@example.org", "primary", True),
    ("Ericsson", "Noor Haddad", "noor.haddad@example.org", "technical", False),
    ("Red Hat", "Marisol Vega", "marisol.vega@example.org", "primary", True),
    ("Red Hat", "Tadeo Ruiz", "tadeo.ruiz@example.org", "board", False),
]
INVITED = ("Red Hat", "Wren Abbott", "wren.abbott@example.org", "billing")
# Asked for another role, and the mail came back: the mailbox is gone.
GONE = ("Ericsson", "Noor Haddad", "noor.haddad@example.org", "marketing")
REPORT = """\
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 The mailbox does not exist

--b
Content-Type: message/rfc822

Message-ID: <mail-{pk}@foundation>

--b--
"""
DRAFT = {
    "description": "VEXXHOST runs public and private clouds on OpenStack from Montreal, and works "
    "on the projects that its clouds are made of.",
    "city": "Montreal",
}


@transaction.atomic
def seed() -> None:
    """Add them where they are missing; what was done since stays."""
    if Representative.objects.filter(note=INVENTED).exists():
        return
    homes = {row.name: row for row in Organization.objects.filter(name__in={p[0] for p in PEOPLE})}
    Representative.objects.bulk_create(
        Representative(
            organization=homes[home], name=name, email=email, role=role, is_admin=is_admin,
            since=SINCE, note=INVENTED,
        )
        for home, name, email, role, is_admin in PEOPLE
    )  # fmt: skip
    held = Membership.objects.on(PRESENT.date()).filter(organization__in=homes.values())
    benefits.agree_many(list(held.filter(agreed_benefits=None)))
    _ask(homes, INVITED)
    _came_back(_ask(homes, GONE))
    _draft(homes[HOME])


def _ask(homes: dict[str, Organization], who: tuple[str, str, str, str]) -> str:
    home, name, email, role = who
    asked = services.invite(
        organization=homes[home], name=name, email=email, role=role, is_admin=False, at=AT, by=None
    )
    return asked.email


def _came_back(email: str) -> None:
    written = Mail.objects.filter(to=email).latest("pk")
    bounces.store(sent=REPORT.format(to=email, pk=written.pk).encode(), at=AT)


def _draft(home: Organization) -> None:
    """Robin has written what the page could say, and it waits for the staff."""
    robin = User.objects.filter(email=ROBIN[1]).first()
    if robin is None:
        robin = User.objects.create_user(ROBIN[1], full_name=ROBIN[0], joined_at=AT)
        EmailAddress.objects.create(user=robin, email=ROBIN[1], verified=True, primary=True)
    if ProfileDraft.objects.open().filter(organization=home).exists():
        return
    draft = profiles.write(
        organization=home,
        values=values_of(home) | DRAFT,
        logo=None,
        removes_logo=False,
        at=AT,
        by=robin,
    )
    profiles.submit(draft=draft, at=AT, by=robin)

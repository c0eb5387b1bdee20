"""Who may have what at the Summit of the demo: guests by invitation, members at their price.

All is ours: whom the Foundation invited and what its members paid was never public. The domains of
members are those of their websites.
"""

from datetime import date, time
from decimal import Decimal
from urllib.parse import urlsplit

from events.models import Event
from events.registration.models import (
    Audience,
    Code,
    CodeKind,
    Effect,
    Invitation,
    Stock,
    TicketType,
)
from events.registration.services import invitations
from foundation.base import clock, tokens, zones
from members.models import MailDomain, Organization, Tier
from members.models.representatives import PUBLIC_HOSTS

VANCOUVER = "vancouver-2023"
GUEST = "Invited Guest Pass"
BATCH = "Keynote guests"
# Names and addresses of nobody: mail to .example goes nowhere.
GUESTS = {
    "rin.okafor@guests.example": "Rin Okafor",
    "jonas.lindqvist@guests.example": "Jonas Lindqvist",
    "mei.tanaka@guests.example": "Mei Tanaka",
    "sofia.almeida@guests.example": "Sofia Almeida",
}
DECLINED = "jonas.lindqvist@guests.example"
ANSWER_BY = date(2023, 3, 31)
TIERS = ("platinum", "gold", "silver")
MEMBERS = "MEMBERS15"


def seed() -> None:
    """Add what is missing; what staff have changed since stays as it is."""
    event = Event.objects.get(slug=VANCOUVER)
    _guests(event)
    _members(event)
    _domains()


def _guests(event: Event) -> None:
    kind, is_new = TicketType.objects.get_or_create(
        event=event,
        name=GUEST,
        defaults={
            "description": "For guests of the keynotes: Summit, Forum and PTG.",
            "price": Decimal(0),
            "audience": Audience.WITH_INVITATION,
            "may_be_passed_on": False,
            "badge_kind": "Guest",
            "position": 90,
            "note": "Ours: the demo shows what only the invited see.",
        },
    )
    if is_new:
        kind.stocks.set(Stock.objects.filter(event=event))
    if Invitation.objects.filter(event=event, batch=BATCH).exists():
        return
    at = clock.now()
    like = Invitation(
        event=event,
        batch=BATCH,
        note="Demo",
        valid_until=zones.instant(ANSWER_BY, time(23, 59), event.zone),
    )
    rows = invitations.invite(like=like, types=[kind], people=list(GUESTS.items()), at=at)
    invitations.send_all(rows=rows[:3], at=at)
    invitations.decline(invitation=next(row for row in rows if row.email == DECLINED), at=at)


def _members(event: Event) -> None:
    code, is_new = Code.objects.get_or_create(
        event=event,
        folded=tokens.forgive(MEMBERS),
        defaults={
            "text": MEMBERS,
            "kind": CodeKind.MEMBER,
            "applies_by_itself": True,
            "effect": Effect.RATE,
            "value": Decimal(15),
            "most_uses": 0,
            "batch": "Demo",
            "valid_until": zones.instant(date(2023, 5, 27), time.min, event.zone),
            "note": "Ours: 15 % off for people of members, who log in and type nothing.",
        },
    )
    if is_new:
        code.tiers.set(Tier.objects.filter(slug__in=TIERS))


def _domains() -> None:
    """One domain for each member with a website; of two with the same, the first has it."""
    rows = Organization.objects.filter(memberships__isnull=False).exclude(website="")
    for row in rows.exclude(mail_domains__isnull=False).distinct().order_by("pk"):
        domain = (urlsplit(row.website).hostname or "").removeprefix("www.").lower()
        if "." in domain and domain not in PUBLIC_HOSTS:
            MailDomain.objects.get_or_create(
                domain=domain, defaults={"organization": row, "note": "From its website."}
            )

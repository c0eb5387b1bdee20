"""Promo codes of the demo, one for each purpose. All are ours: the real ones were never public.

The Summit's rule for contributors is (data/ticket_types.csv): a commit merged in a hosted project
in the six months before 1 January 2023, redeemed by 26 May 2023. Staff make such codes in bulk
from a list of e-mails; this one is for trying it out.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from events.models import Event
from events.registration.models import Audience, Code, CodeKind, Effect, TicketType
from foundation.base import tokens, zones

VANCOUVER = "vancouver-2023"
BATCH = "Demo"
# The day on which the codes of the Summit can be redeemed no more, in Vancouver.
REDEEMED_BY = date(2023, 5, 27)

# By text: what it does, and the word in the names of the types it is limited to.
CODES: dict[str, tuple[dict[str, Any], str]] = {
    "CONTRIB-DEMO": (
        {
            "kind": CodeKind.CONTRIBUTOR,
            "effect": Effect.NONE,
            "most_uses": 100,
            "most_per_person": 1,
            "note": "Opens the contributor passes: a merged commit in the last half of 2022.",
        },
        "Contributor",
    ),
    "MEMBER10": (
        {
            "kind": CodeKind.MEMBER,
            "effect": Effect.RATE,
            "value": Decimal(10),
            "most_uses": 0,
            "note": "Ten per cent off for staff of member organisations.",
        },
        "",
    ),
    "SPEAKER-DEMO": (
        {
            "kind": CodeKind.SPEAKER,
            "effect": Effect.PRICE,
            "value": Decimal(0),
            "most_uses": 50,
            "most_per_person": 1,
            "note": "A free pass for a confirmed speaker.",
        },
        "Full Access Pass",
    ),
}


def seed() -> None:
    """Add the codes that are missing; those that staff have changed since stay as they are."""
    event = Event.objects.get(slug=VANCOUVER)
    for text, (fields, word) in CODES.items():
        code, is_new = Code.objects.get_or_create(
            event=event,
            folded=tokens.forgive(text),
            defaults=fields | {"text": text, "batch": BATCH, "valid_until": _last(event)},
        )
        if is_new and word:
            code.ticket_types.set(_types(event, word))


def _last(event: Event) -> datetime:
    return zones.instant(REDEEMED_BY, time.min, event.zone)


def _types(event: Event, word: str) -> list[TicketType]:
    """The types a code names; one for contributors opens only what needs a code."""
    rows = TicketType.objects.filter(event=event, name__contains=word)
    hidden = rows.filter(audience=Audience.WITH_CODE)
    return list(hidden or rows)

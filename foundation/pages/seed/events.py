"""Events: what their pages say (data/events.toml), tickets, teams, sponsor levels.

What staff have changed since stays as they left it: rows are only ever added.
"""

import tomllib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import Any

from django.db import models

from events.models import Answer, Event, PageText, Recording, Track, Venue
from events.ptg.models import Team
from events.registration.models import Audience, Stock, TicketType
from events.sponsorship.models import Level
from foundation.base import zones
from foundation.billing.tax.models import TaxRule
from foundation.pages.seed.benefits import BENEFITS
from foundation.pages.seed.facts import DATA, rows

# How the events are called in the CSV files.
NAMES = {
    "OpenInfra Summit Vancouver 2023": "vancouver-2023",
    "OpenInfra Summit Berlin 2022": "berlin-2022",
    "PTG October 2022 (virtual)": "ptg-october-2022",
    "PTG October 2022": "ptg-october-2022",
    "PTG June 2023": "ptg-june-2023",
    "OpenInfra Live Keynotes (online)": "openinfra-live-keynotes-2021",
}
AUDIENCES = {
    "All": Audience.ALL,
    "WithInvitation": Audience.WITH_INVITATION,
    "WithoutInvitation": Audience.WITHOUT_INVITATION,
    "WithPromoCode": Audience.WITH_CODE,
}
# The sizes are ours: none was published. Berlin is over, and nothing is left to sell.
STOCKS = {
    "vancouver-2023": ("Venue", 1500),
    "ptg-october-2022": ("Virtual room", 5000),
    "berlin-2022": ("Venue", 0),
}
SIZE_NOTE = "The number of places is a figure of this demo."

FULL = """Keynotes, talks and workshops
The Forum
The Project Teams Gathering
The marketplace
Recordings afterwards"""
# By a word in the name of a type: price step, badge, most per order, in a line, what it includes.
KINDS: list[tuple[str, dict[str, Any]]] = [
    (
        "Full Access Pass",
        {
            "step_of": "Full Access Pass",
            "badge_kind": "Attendee",
            "most_per_order": 10,
            "description": "Summit, Forum and PTG, all days.",
            "includes": FULL,
        },
    ),
    (
        "Contributor",
        {
            "step_of": "Contributor Pass",
            "badge_kind": "Contributor",
            "most_per_order": 1,
            "may_be_passed_on": False,
            "includes": FULL,
            "description": "For those who had a change merged in a hosted project.",
        },
    ),
    (
        "Student",
        {
            "badge_kind": "Attendee",
            "most_per_order": 1,
            "may_be_passed_on": False,
            "description": "For students, government and non-profit staff, on application.",
            "includes": FULL,
        },
    ),
    (
        "Spouse",
        {
            "badge_kind": "Guest",
            "most_per_order": 4,
            "may_be_passed_on": False,
            "description": "For family who travel with an attendee, on request.",
        },
    ),
    (
        "PTG",
        {
            "badge_kind": "Attendee",
            "most_per_order": 1,
            "description": "All teams, all five days, online.",
            "includes": "Every team's meetings\nThe address of the rooms by mail",
        },
    ),
]


def seed() -> None:
    """Write what is missing; running it again changes nothing."""
    told = tomllib.loads((DATA / "events.toml").read_text(encoding="utf-8"))
    for venue in told["venues"]:
        texts = {name: str(value).strip() for name, value in venue.items()}
        Venue.objects.get_or_create(name=texts.pop("name"), defaults=texts)
    for row in told["events"]:
        event = _event(row)
        _add(PageText, event, ["kind"], _texts(row))
        _add(Track, event, ["name"], _numbered(("name", "description"), row.get("tracks", [])))
        _add(Answer, event, ["question"], _numbered(("question", "answer"), row.get("answers", [])))
        recorded = row.get("recordings", [])
        _add(Recording, event, ["url"], _numbered(("title", "speakers", "url"), recorded))
    events = {event.slug: event for event in Event.objects.filter(slug__in=NAMES.values())}
    _tickets(events)
    _teams(events)
    _levels(events)


def _event(row: dict[str, Any]) -> Event:
    """The event of `row`, new or as it is. Its times are on the clocks of its zone."""
    zone = row["zone"]
    moments = {
        "registration_opens_at": "opens",
        "registration_closes_at": "closes",
        "changes_until": "changes_until",
    }
    fields = {
        name: row[name].strip() if isinstance(row[name], str) else row[name]
        for name in (
            "name",
            "kind",
            "zone",
            "starts_on",
            "ends_on",
            "tagline",
            "description",
            "recordings_url",
            "contact_email",
        )
        if name in row
    } | {
        name: zones.instant(row[key].date(), row[key].time(), zone)
        for name, key in moments.items()
        if key in row
    }
    for name, model, key in (
        ("venue", Venue, "name"),
        ("former", Event, "slug"),
        ("part_of", Event, "slug"),
    ):
        if name in row:
            fields[name] = model._default_manager.get(**{key: row[name]})
    return Event.objects.get_or_create(slug=row["slug"], defaults=fields)[0]


def _texts(row: dict[str, Any]) -> Iterable[dict[str, Any]]:
    names = ("kind", "title", "body", "link_label", "link_url")
    return _numbered(names, row.get("texts", []))


def _numbered(names: tuple[str, ...], lines: list[list[str]]) -> Iterable[dict[str, Any]]:
    for position, values in enumerate(lines):
        texts = [value.strip() for value in values]
        yield dict(zip(names, texts, strict=True)) | {"position": position}


def _add(
    model: type[models.Model], event: Event, key: list[str], found: Iterable[dict[str, Any]]
) -> None:
    """Add the rows of `event` that are not there yet, told apart by the fields in `key`."""
    known = set(model._default_manager.filter(event=event).values_list(*key))
    model._default_manager.bulk_create(
        model(event=event, **row) for row in found if tuple(row[name] for name in key) not in known
    )


def _tickets(events: dict[str, Event]) -> None:
    for slug, (name, size) in STOCKS.items():
        Stock.objects.get_or_create(event=events[slug], name=name, defaults={"size": size})
    rule = _no_tax_stated()
    for position, row in enumerate(rows("ticket_types.csv")):
        event = events[NAMES[row["event"]]]
        fields = _ticket(row) | {"position": position}
        if event.slug == "vancouver-2023":
            fields["tax_rule"] = rule
        ticket_type, is_new = TicketType.objects.get_or_create(
            event=event, name=row["name"], defaults=fields
        )
        if is_new:
            ticket_type.stocks.set(Stock.objects.filter(event=event))


def _no_tax_stated() -> TaxRule:
    """The prices of the Summit name no tax, so none is reckoned until staff know which is due."""
    return TaxRule.objects.get_or_create(
        name="No tax stated", defaults={"label": "Tax", "rate": Decimal(0), "home": "CA"}
    )[0]


def _ticket(row: dict[str, str]) -> dict[str, Any]:
    """The fields of a ticket type. One whose price was never published cannot be sold."""
    price = Decimal(row["price"]) if row["price"] else None
    kind = next((fields for word, fields in KINDS if word in row["name"]), {})
    return {
        "price": price,
        "is_active": price is not None,
        "audience": AUDIENCES[row["audience"]],
        "sales_from": opening(row["sales_start"], row["timezone"]),
        "sales_until": closing(row["sales_end"], row["timezone"]),
        "note": f"{row['note'].capitalize()}. {SIZE_NOTE}".lstrip(". "),
        **kind,
    }


def opening(text: str, zone: str) -> datetime | None:
    """The UTC instant of "2023-02-16 00:00" in `zone`; a day alone begins at midnight."""
    if not text:
        return None
    local = datetime.fromisoformat(text)
    return zones.instant(local.date(), local.time(), zone)


def closing(text: str, zone: str) -> datetime | None:
    """The UTC instant after the last one of "2023-02-15 23:59" (that whole minute), or of a day."""
    if not text:
        return None
    if len(text) == len("2023-02-15"):
        return zones.instant(date.fromisoformat(text) + timedelta(days=1), time.min, zone)
    last = opening(text, zone)
    return None if last is None else last.astimezone(UTC) + timedelta(minutes=1)


def _teams(events: dict[str, Event]) -> None:
    by_event: dict[str, list[dict[str, Any]]] = {}
    for row in rows("ptg_teams.csv"):
        by_event.setdefault(NAMES[row["event"]], []).append(
            {
                "name": row["team"],
                "track": row["track"],
                "group": row["group"],
                "lead": row["lead"],
                "service": row["service"],
                "irc_channel": row["irc_channel"],
                "slots_note": row["slots_utc"],
            }
        )
    for slug, teams in by_event.items():
        _add(Team, events[slug], ["track"], teams)


def _levels(events: dict[str, Event]) -> None:
    for event in sorted(events.values(), key=attrgetter("slug")):
        _add(
            Level,
            event,
            ["name"],
            (
                {
                    "name": row["level"],
                    "rank": int(row["rank"]),
                    "price_member": Decimal(row["price_member"]),
                    "price_other": Decimal(row["price_non_member"])
                    if row["price_non_member"]
                    else None,
                    "currency": row["currency"],
                    "members_only": row["members_only"] == "yes",
                    **BENEFITS.get((event.slug, row["level"]), {}),
                }
                for row in rows("sponsor_levels.csv")
                if NAMES[row["event"]] == event.slug
            ),
        )

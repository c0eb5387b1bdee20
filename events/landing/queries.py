"""Everything the page of one event shows, in a number of queries that does not grow."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from events import queries as hall
from events.landing import actions, doors, prices
from events.models import Answer, Event, PageText, Track
from events.ptg.models import Team
from events.registration.queries import Offer, offer
from events.sponsorship.models import Level
from events.stages import Stage, stage


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of an event's page. `texts` are its sections by kind."""

    event: Event
    stage: Stage
    action: actions.Action
    offer: Offer
    lines: list[prices.Line]
    texts: dict[str, PageText]
    tracks: list[Track]
    answers: list[Answer]
    levels: list[Level]
    teams: list[Team]
    parts: list[Event]
    later: list[Event]
    doors: dict[str, doors.Door]


def page(event: Event, at: datetime) -> Page:
    """The page of `event` (from `one`) as it is at the moment `at`: eight queries."""
    sold = offer(event, at)
    related = list(hall.public().filter(Q(part_of=event) | Q(former=event)).order_by("starts_on"))
    watched = event.has_recordings  # type: ignore[attr-defined]
    return Page(
        event=event,
        stage=stage(event, at),
        action=actions.action(event, sold, at, can_be_watched=watched),
        offer=sold,
        lines=prices.lines(sold, at),
        texts={text.kind: text for text in event.texts.order_by()},
        tracks=list(event.tracks.order_by("position", "name")),
        answers=list(event.answers.order_by("position", "pk")),
        levels=list(event.sponsor_levels.order_by("rank")),
        teams=list(event.teams.order_by("name")),
        parts=[other for other in related if other.part_of_id == event.pk],
        doors=doors.doors(event, at),
        later=[other for other in related if other.former_id == event.pk],
    )

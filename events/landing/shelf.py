"""Pages of events as they were made last, shown again as long as nothing they show has changed.

Two small queries tell: nothing was written to the tables of the page, and its stocks have as much
left as far as the page says. What the clock changes (a price, the end) is known when it is made.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from events import facts
from events.landing.queries import Page
from events.letters.models import LetterRules, SupportRules
from events.models import Answer, Event, PageText, Recording, Track, Venue
from events.ptg.models import Team
from events.registration.models import Stock, TicketType
from events.registration.queries import FEW
from events.sponsorship.models import Level
from foundation.base import stamps

SHOWN = (
    *(Event, Venue, PageText, Track, Answer, Recording, TicketType, Level, Team),
    *(LetterRules, SupportRules),
)
MOST_PAGES = 200
# However sure we are, it is made anew after that many seconds.
LASTS = 10
# Days begin at a full hour of the clocks in most zones, and at a quarter in the others.
QUARTER = timedelta(minutes=15)

type Signs = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The page, what it was made of, and the time of the domain in which it is true."""

    signs: Signs
    since: datetime
    until: datetime
    made_anew: float
    content: bytes


_shelf: OrderedDict[str, Kept] = OrderedDict()


def signs(slug: str) -> Signs:
    """What a page was made of; while it is the same, so is the page. Two queries."""
    stocks = Stock.objects.filter(event__slug=slug).order_by("pk")
    places = stocks.values_list("pk", "size", "taken", "waiting")
    # A hundred left or two hundred look the same.
    left = tuple((pk, min(size - taken - line, FEW + 1)) for pk, size, taken, line in places)
    return (stamps.of(*SHOWN, *facts.shown()), left)


def find(slug: str, made_of: Signs, at: datetime) -> bytes | None:
    """The page of an event as it is at `at`, if it has been made of the same."""
    kept = _shelf.get(slug)
    if kept is None or kept.signs != made_of or kept.made_anew < monotonic():
        return None
    return kept.content if kept.since <= at < kept.until else None


def keep(slug: str, made_of: Signs, at: datetime, page: Page, content: bytes) -> None:
    """Remember a page that was made at `at`; the oldest one goes when there are too many."""
    until = min((moment for moment in _turns(page, at) if moment > at), default=at)
    _shelf.pop(slug, None)
    _shelf[slug] = Kept(made_of, at, until, monotonic() + LASTS, content)
    while len(_shelf) > MOST_PAGES:
        _shelf.popitem(last=False)


def forget() -> None:
    """Have every page made anew when it is asked for next."""
    _shelf.clear()


def _turns(page: Page, at: datetime) -> list[datetime]:
    """The moments at which the page may say something else without anybody's doing."""
    quarter = at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0) + QUARTER
    moments = [quarter]
    for event in (page.event, *page.parts, *page.later):
        moments += filter(None, (event.registration_opens_at, event.registration_closes_at))
    for choice in page.offer.choices:
        for step in choice.steps:
            moments += filter(None, (step.sales_from, step.sales_until))
    for door in page.doors.values():
        moments += door.turns
    return moments

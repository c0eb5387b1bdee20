"""The numbers and names the home and about pages tell the foundation's story with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet

from events import queries as event_queries
from events.models import Event
from events.registration.models import TicketType
from events.stages import Stage
from foundation.base import zones
from foundation.base.models import Figure
from foundation.base.prepared import prepared
from foundation.pages.models import FigureTie
from members.models import Membership, Organization, Tier
from projects import models as projects

# The keys of the figures beside the cores, in the order of the page.
ON_HOME = ("organizations", "developers", "data-centres", "market", "member-growth")

# From here on nobody counts days.
MONTHS_FROM = 60
MILLION = 1_000_000
DAYS_A_MONTH = 30.4


@dataclass(frozen=True)
class Statement:
    """A figure as a page shows it: the newest statement known on a day, and those before it."""

    newest: Figure
    earlier: tuple[Figure, ...]

    @property
    def all(self) -> tuple[Figure, ...]:
        """Every statement, oldest first."""
        return (*self.earlier, self.newest)

    @property
    def unit(self) -> str:
        """What the numbers of a chart are counted in: seven digits do not fit beside it."""
        return "million" if self.newest.value >= MILLION else ""

    @property
    def points(self) -> list[tuple[date, Decimal]]:
        """Day and value of each in that unit, for a chart."""
        one = MILLION if self.unit else 1
        return [(figure.stated_on, figure.value / one) for figure in self.all]


def figures(day: date) -> dict[str, Statement]:
    """Every figure known on `day` by its key, in their order. One query."""
    return _told(Figure.objects.filter(stated_on__lte=day).order_by("position", "stated_on"))


def figures_of_project(project: projects.Project, day: date) -> dict[str, Statement]:
    """Those about `project`. One query."""
    return _told(_of_project(project.pk, day))


@prepared
def _of_project(project: int, day: date) -> QuerySet[Figure]:
    keys = FigureTie.objects.filter(project=project).values("key")
    rows = Figure.objects.filter(key__in=keys, stated_on__lte=day)
    return rows.order_by("position", "stated_on")


def subjects() -> dict[str, list[Any]]:
    """By the key of a figure what it is about: projects, organisations, public events. One query."""
    found: dict[str, list[Any]] = {}
    shown = Q(event=None) | Q(event__is_public=True)
    ties = FigureTie.objects.filter(shown).select_related("project", "organization", "event")
    for tie in ties:
        found.setdefault(tie.key, []).append(tie.about)
    return found


def _told(rows: Iterable[Figure]) -> dict[str, Statement]:
    told: dict[str, list[Figure]] = {}
    for figure in rows:
        told.setdefault(figure.key, []).append(figure)
    return {key: Statement(rows[-1], tuple(rows[:-1])) for key, rows in told.items()}


@dataclass(frozen=True, slots=True)
class Departure:
    """A coming event as a row of the board: where it stands, and the lowest price on sale."""

    event: Event
    stage: Stage
    price: Decimal | None
    sells: bool
    days_left: int

    @property
    def soon(self) -> str:
        """How far away it is, in words: "on now", "in 7 days", "in 8 months"."""
        if self.days_left <= 0:
            return "on now"
        if self.days_left == 1:
            return "tomorrow"
        if self.days_left < MONTHS_FROM:
            return f"in {self.days_left} days"
        return f"in {round(self.days_left / DAYS_A_MONTH)} months"


def departures(at: datetime, *, most: int = 4) -> list[Departure]:
    """The next public events, the soonest first, each with its lowest price at `at`. Two queries.

    An event inside another (a gathering at a Summit) has no row of its own: it has no tickets.
    """
    coming = [
        row
        for row in event_queries.upcoming(at)
        if row.event.part_of_id is None and row.stage is not Stage.CANCELLED
    ][:most]
    prices = _prices([row.event for row in coming], at)
    return [
        Departure(
            row.event,
            stage=row.stage,
            price=prices.get(row.event.pk),
            sells=row.event.pk in prices,
            days_left=(row.event.starts_on - zones.day(at, row.event.zone)).days,
        )
        for row in coming
    ]


def _prices(events: Iterable[Event], at: datetime) -> dict[int, Decimal | None]:
    """The lowest price anybody can buy at, by event; an event that sells nothing is missing."""
    full = Q(stocks__taken__gte=F("stocks__size"))
    on_sale = TicketType.objects.public().on_sale(at).filter(event__in=[e.pk for e in events])
    sold_out = TicketType.objects.filter(full)
    rows = (
        on_sale.exclude(pk__in=sold_out.values("pk")).values("event").annotate(least=Min("price"))
    )
    return {row["event"]: row["least"] for row in rows}


@dataclass(frozen=True)
class TierCount:
    """A tier and how many held it on the day."""

    tier: Tier
    members: int


def tier_counts(day: date) -> list[TierCount]:
    """The tiers in their order with their members on `day`. One query."""
    held = Count("memberships", filter=Q(memberships__in=Membership.objects.on(day)))
    return [
        TierCount(tier, tier.members)
        for tier in Tier.objects.annotate(members=held).order_by("rank")
    ]


def first_tier_members(day: date) -> list[Organization]:
    """The members of the first tier on `day`, by name. One query."""
    held = Membership.objects.on(day).filter(tier__rank=1)
    return list(Organization.objects.filter(memberships__in=held).order_by("name"))


def supporters(day: date) -> int:
    """How many organisations had signed the contributor agreement by `day`. One query."""
    return Organization.objects.supporters_on(day).count()


def confirmed_projects() -> QuerySet[projects.Project]:
    """The confirmed projects in their order. One query."""
    confirmed = projects.Project.objects.filter(stage=projects.Stage.CONFIRMED)
    return confirmed.order_by("position", "name")

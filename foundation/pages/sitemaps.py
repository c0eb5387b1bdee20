"""The site map: every public address, with the moment its row last changed where that is known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.urls import reverse

from events.models import Event, EventKind, Recording
from events.ptg.models import Team
from events.sponsorship.models import Level
from foundation.base import clock, zones
from foundation.pages.contents import PAGES
from foundation.pages.news.models import Story
from members.models import Membership, Organization
from members.people.models import Person
from projects.deployments.models import Aggregate
from projects.ecosystem.models import Offer
from projects.forces.models import Score
from projects.models import Project


class Map(Sitemap[Any]):
    """One part of the map. Its host is SITE_URL: what the request calls itself can be forged."""

    limit = 5000

    def get_domain(self, site: Any = None) -> str:
        """The host of the site."""
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        """http or https, as the site is published."""
        return urlsplit(settings.SITE_URL).scheme


class PageMap(Map):
    """Pages that are no row."""

    def items(self) -> Sequence[str]:
        """Their addresses, without those that only lead to a place in a page."""
        return [page.url for page in PAGES if "#" not in page.url]

    def location(self, item: str) -> str:
        """The address itself."""
        return item


class RowMap(Map):
    """Pages that are rows; their history knows when they last changed (in real time)."""

    def lastmod(self, item: Any) -> datetime | None:
        """The newest entry of the row's history."""
        changed: datetime | None = item.changed_at
        return changed


def _changed(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(changed_at=Max("events__pgh_created_at")).order_by("pk")


class OrganizationMap(RowMap):
    """Organisations that are or were members by today, or that support the foundation."""

    def items(self) -> QuerySet[Organization]:
        day = zones.day(clock.now())
        begun = Q(span__startswith__isnull=True) | Q(span__startswith__lte=day)
        held = Membership.objects.filter(begun, organization=OuterRef("pk"))
        supports = Q(pk__in=Organization.objects.supporters_on(day).values("pk"))
        return _changed(Organization.objects.filter(supports | Exists(held)))


class PersonMap(RowMap):
    """Individual members who are listed, and nobody else."""

    def items(self) -> QuerySet[Person]:
        return _changed(Person.objects.listed_at(clock.now()))


class ProjectMap(RowMap):
    """Projects and working groups."""

    def items(self) -> QuerySet[Project]:
        return _changed(Project.objects.all())


class OfferMap(RowMap):
    """What the marketplace shows."""

    def items(self) -> QuerySet[Offer]:
        return _changed(Offer.objects.shown_on(zones.day(clock.now())))


class EventMap(RowMap):
    """Public events."""

    def items(self) -> QuerySet[Event]:
        return _changed(Event.objects.public())


class StoryMap(RowMap):
    """News that can be read now, and will be as long as this map is kept."""

    def items(self) -> QuerySet[Story]:
        return _changed(Story.objects.told_elsewhere(clock.now()))


class EventPartMap(Map):
    """Pages below an event: its teams, its sponsors, its recordings, where there are any."""

    def items(self) -> list[str]:
        """Their addresses. One query."""
        rows = Event.objects.public().annotate(
            has_teams=Exists(Team.objects.filter(event=OuterRef("pk"))),
            has_levels=Exists(Level.objects.filter(event=OuterRef("pk"))),
            has_recordings=Exists(Recording.objects.filter(event=OuterRef("pk"))),
        )
        found = []
        row: Any
        for row in rows.order_by("pk"):
            if row.kind == EventKind.PTG and row.has_teams:
                found.append(reverse("ptg:teams", args=[row.slug]))
            if row.has_levels:
                found.append(reverse("sponsorship:sponsors", args=[row.slug]))
            if row.has_recordings:
                found.append(reverse("events:recordings", args=[row.slug]))
        return found

    def location(self, item: str) -> str:
        """The address itself."""
        return item


class ProjectPartMap(Map):
    """Pages below a project: its 3 Forces and its users, where something is known of them."""

    def items(self) -> list[str]:
        """Their addresses. One query."""
        day = zones.day(clock.now())
        scores = Score.objects.filter(project=OuterRef("pk"), month__lt=day.replace(day=1))
        told = Aggregate.objects.filter(
            project=OuterRef("pk"), round__published_at__lte=clock.now()
        )
        rows = Project.objects.annotate(has_scores=Exists(scores), has_users=Exists(told))
        found = []
        row: Any
        for row in rows.order_by("pk"):
            if row.has_scores:
                found.append(reverse("forces:forces", args=[row.slug]))
            if row.has_users:
                found.append(reverse("deployments:users", args=[row.slug]))
        return found

    def location(self, item: str) -> str:
        """The address itself."""
        return item


MAPS: dict[str, type[Map]] = {
    "pages": PageMap,
    "organizations": OrganizationMap,
    "people": PersonMap,
    "projects": ProjectMap,
    "project-parts": ProjectPartMap,
    "offers": OfferMap,
    "events": EventMap,
    "news": StoryMap,
    "event-parts": EventPartMap,
}

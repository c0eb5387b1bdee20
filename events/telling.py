"""What events tell on the pages of projects: the talks about them that can be watched."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from events.models import Recording
from foundation.base import zones
from foundation.base.prepared import prepared
from projects.facts import Fact, Line, told
from projects.models import Project

MOST = 6


@told(place=40)
def talks(project: Project, at: datetime) -> Fact:
    """Recorded talks about it at public events, the newest event first. One query."""
    found = _talks(project.pk, zones.day(at))
    lines = [Line(talk.title, talk.url, _more(talk)) for talk in found]
    if not found:
        return Fact("Talks about it", [])
    event = found[0].event
    place = reverse("events:recordings", args=[event.slug])
    return Fact("Talks about it", lines, Line(f"More talks of {event.name}", place))


@prepared
def _talks(project: int, day: date) -> QuerySet[Recording]:
    rows = Recording.objects.filter(
        projects=project, event__is_public=True, event__starts_on__lte=day
    )
    return rows.select_related("event").order_by("-event__starts_on", "position", "pk")[:MOST]


def _more(talk: Recording) -> str:
    """Who speaks, where and when, and how long it takes."""
    minutes = f"{talk.minutes} minutes" if talk.minutes else ""
    where = f"{talk.event.name}, {talk.event.starts_on:%B %Y}"
    return " · ".join(word for word in (talk.speakers, where, minutes) if word)

"""What gatherings tell on the pages of projects: where their teams meet."""

from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.urls import reverse

from events.models import Event
from events.ptg.models import Team
from foundation.base import moments, zones
from foundation.base.prepared import prepared
from projects.facts import Fact, Line, told
from projects.models import Project

TITLE = "Where its teams meet"
# What was longer ago is of the past: gatherings are twice a year.
LOOKS_BACK = timedelta(days=300)
NAMED = 3


@told(place=35)
def meetings(project: Project, at: datetime) -> Fact:
    """The gatherings at which its teams meet, the next one first, else the last. One query."""
    found = _teams(project.pk, zones.day(at) - LOOKS_BACK)
    by_event = [list(teams) for _key, teams in groupby(found, lambda team: team.event_id)]
    coming = [teams for teams in by_event if not teams[0].event.is_over(at)]
    return Fact(TITLE, [_line(teams) for teams in coming or by_event[-1:]])


@prepared
def _teams(project: int, since: date) -> QuerySet[Team]:
    rows = Team.objects.filter(
        project=project,
        event__is_public=True,
        event__cancelled_at=None,
        event__ends_on__gte=since,
    )
    return rows.select_related("event").order_by("event__starts_on", "event_id", "name")


def _line(teams: list[Team]) -> Line:
    """One gathering, and which teams: where there are many, how many."""
    event: Event = teams[0].event
    many = len(teams) > NAMED
    names = ", ".join(team.name for team in teams[:NAMED])
    who = f"{len(teams)} teams, among them {names}" if many else names
    groups = {team.group for team in teams}
    url = reverse("ptg:teams", args=[event.slug])
    if len(groups) == 1 and (group := groups.pop()):
        url = reverse("ptg:teams", args=[event.slug], query={"group": group})
    when = moments.day_range(event.starts_on, event.ends_on)
    return Line(event.name, url if many else teams[0].get_absolute_url(), f"{when}: {who}")

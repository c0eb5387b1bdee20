"""What pages ask about the teams of a gathering."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from events.models import Event
from events.ptg.models import Team

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Group:
    """The teams of one community."""

    name: str
    teams: list[Team]


@dataclass(frozen=True, slots=True)
class Found:
    """Teams that match what was asked, in their groups, beside how many there are at all."""

    groups: list[Group]
    count: int
    total: int
    names: list[str]
    # The group that was asked for, if there is one of that name.
    group: str = ""


def teams(event: Event, *, group: str = "", text: str = "") -> Found:
    """The teams of `event` that contain `text` anywhere, in `group`. Two queries.

    A group that does not exist is no group: all are given.
    """
    everyone: QuerySet[Team] = Team.objects.filter(event=event)
    names = list(everyone.values_list("group", flat=True).order_by("group"))
    rows = everyone
    group = group if group in names else ""
    if group:
        rows = rows.filter(group=group)
    for word in text[:LONGEST].replace("\0", "").split():
        rows = rows.filter(
            Q(name__unaccent__icontains=word)
            | Q(track__icontains=word)
            | Q(lead__unaccent__icontains=word)
            | Q(service__unaccent__icontains=word)
            | Q(irc_channel__icontains=word.lstrip("#"))
        )
    found = list(rows.order_by("group", "name"))
    groups = [Group(name, list(members)) for name, members in groupby(found, lambda t: t.group)]
    # The largest community first: most visitors look for one of its teams.
    groups.sort(key=lambda one: (-len(one.teams), one.name))
    return Found(groups, len(found), len(names), sorted(set(names) - {""}), group)

"""How many organisations stand around projects on many days: for the force of the ecosystem."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from members.models import Membership
from projects.ecosystem.models import Offer, Tie


class Around(NamedTuple):
    """Organisations tied to a project or offering something for it, kinds of ties, entries.

    `undated` of the organisations are there only by ties whose first day nobody knows: these count
    on every day before their last, since they must have begun on some day and nobody knows which.
    """

    organizations: int
    kinds: int
    offers: int
    undated: int = 0


def counted(projects: Iterable[int], days: Sequence[date]) -> dict[tuple[int, date], Around]:
    """What stands around each of `projects` (their keys) on each of `days`; a project that nobody
    is known to stand around is left out. Three queries."""
    asked = list(projects)
    ties, offers = _ties(asked), _offers(asked)
    members = _memberships({who for rows in offers.values() for who, _begins, _ends in rows})
    found: dict[tuple[int, date], Around] = {}
    for project in ties.keys() | offers.keys():
        for day in days:
            tied = [row for row in ties.get(project, ()) if day in row[2]]
            shown = [
                who
                for who, begins, ends in offers.get(project, ())
                if begins <= day
                and (ends is None or ends > day)
                and any(_holds(row, day) for row in members.get(who, ()))
            ]
            if tied or shown:
                dated = {who for who, _kind, span in tied if span.lower} | set(shown)
                everyone = dated | {who for who, _kind, _span in tied}
                kinds = {kind for _who, kind, _span in tied}
                found[project, day] = Around(
                    len(everyone), len(kinds), len(shown), undated=len(everyone - dated)
                )
    return found


def _ties(projects: Collection[int]) -> dict[int, list[tuple[int, str, Any]]]:
    """By project: who does what, and from when until when."""
    found = defaultdict(list)
    rows = Tie.objects.filter(project__in=projects).order_by()
    for project, who, kind, span in rows.values_list(
        "project_id", "organization_id", "kind", "span"
    ):
        found[project].append((who, kind, span))
    return found


def _offers(projects: Collection[int]) -> dict[int, list[tuple[int, date, date | None]]]:
    """By project: whose entry, published when, withdrawn when. See `Offer.objects.shown_on`."""
    found = defaultdict(list)
    rows = Offer.objects.filter(projects__in=projects).order_by()
    for project, who, begins, ends in rows.values_list(
        "projects", "organization_id", "published_on", "withdrawn_on"
    ):
        found[project].append((who, begins, ends))
    return found


def _memberships(organizations: Collection[int]) -> dict[int, list[Membership]]:
    found = defaultdict(list)
    for row in Membership.objects.filter(organization__in=organizations).order_by():
        found[row.organization_id].append(row)
    return found


def _holds(row: Membership, day: date) -> bool:
    """Whether it is known to be held on `day`. See `Membership.objects.on`."""
    begun = row.started_before is None or row.started_before <= day
    lasts = row.ended_after is None or row.ended_after >= day
    return begun and lasts and day in row.span

"""Repositories whose commits are counted, each with an invented history.

A demo has no network to clone the real ones from. So git makes repositories of its own, in which
nobody exists and which say so below their figures; the worker reads them like any other. Whom the
people work for are organisations known to stand behind the project (see `projects.BACKERS`): their
addresses end in `.example`, so that no real address is in it, and how many there are is invented.
"""

from datetime import date
from pathlib import Path

from django.conf import settings

from members.models import MailDomain, Organization
from projects.contributions.models import Bot, Repository
from projects.models import Project

from . import projects
from .facts import PRESENT
from .histories import Plan, Team, make

SOURCE = "a history that was invented for this demo: nobody in it exists"
BOTS = ("*[bot]*", "*proposal bot*", "*release bot*", "zuul@*")
# First year, how many people, how busy each is: the shape of a project that grows, or calms down.
SHAPES = {
    "openstack": (2016, 260, 3.0),
    "kata-containers": (2017, 80, 2.5),
    "starlingx": (2018, 60, 2.5),
    "zuul": (2016, 40, 2.0),
    "airship": (2018, 30, 1.5),
}


def seed() -> None:
    """Write bots, domains and repositories, and have git make the histories that are not there."""
    Bot.objects.bulk_create([Bot(pattern=pattern) for pattern in BOTS], ignore_conflicts=True)
    known = {row.slug: row for row in Project.objects.filter(slug__in=SHAPES)}
    for slug, project in known.items():
        folder = settings.CLONES / "invented" / f"{slug}.git"
        Repository.objects.get_or_create(
            project=project,
            address=str(folder),
            defaults={"name": "invented history", "source": SOURCE},
        )
        if settings.DEMO:
            _history(folder, slug)


def _history(folder: Path, slug: str) -> None:
    year, people, pace = SHAPES[slug]
    backers = projects.BACKERS.get(slug, ())
    teams = [
        Team(_domain(name), max(people // (2 + place), 4), date(year, 1, 1))
        for place, name in enumerate(backers)
    ]
    others = Team("people.example", people // 2, date(year, 1, 1))
    make(folder, Plan(slug, (*teams, others), date(year, 1, 1), PRESENT.date(), pace))


def _domain(name: str) -> str:
    """The invented mail domain of an organisation, which the register then knows."""
    organization = Organization.objects.get(name=name)
    domain = f"{organization.slug}.example"
    MailDomain.objects.get_or_create(
        domain=domain,
        defaults={"organization": organization, "note": "Invented, for the demo's histories."},
    )
    return domain

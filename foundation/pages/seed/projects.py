"""Projects with their links and releases, and what hosting gives and asks.

What was decided about stages (domain 5):

* Airship is listed as confirmed, and its source notes maintenance since 2022. The demo's present is
  October 2022, so its stage is maintenance; the day of its confirmation stays.
* Zuul was launched as a project of its own in May 2018. The keynote counts its ten years from 2012,
  when the work began, so that year is kept beside the launch.
* The organisations behind a project are members known to work on it; the list is not complete.
"""

import re

from django.utils.dates import MONTHS
from django.utils.text import slugify

from members.models import Organization
from projects.hosting.models import Criterion, HostingRules, Service
from projects.models import Focus, LinkKind, Project, ProjectLink, Release, Stage

from .facts import rows

MAINTENANCE_SINCE = {"airship": "2022"}
BEGUN = {"zuul": "2012"}
NOTES = {
    "openstack": "https://releases.openstack.org/zed/",
    "kata-containers": "https://github.com/kata-containers/kata-containers/releases/tag/3.0.0",
}
BACKERS = {
    "openstack": ("Red Hat", "Canonical (Ubuntu)", "Ericsson", "Mirantis", "VEXXHOST", "NEC"),
    "kata-containers": ("Ant Group", "Intel", "Red Hat"),
    "starlingx": ("Wind River", "Intel"),
    "zuul": ("Red Hat", "Acme Gating"),
}
RELEASE = re.compile(r"(?P<name>.+) \((?P<month>\w+) (?P<year>\d{4})\)")


def seed() -> None:
    """Write them. What staff have changed since is left alone."""
    texts = {row["slug"]: row["description"] for row in rows("project_texts.csv")}
    areas = _focus_areas()
    for position, row in enumerate(rows("projects.csv"), start=1):
        values = _project(row, texts[row["slug"]]) | {"position": position * 10}
        project, created = Project.objects.get_or_create(slug=row["slug"], defaults=values)
        if created:
            project.focus.set(areas[name] for name in _split(row["focus"]))
            project.backers.set(Organization.objects.filter(name__in=BACKERS.get(row["slug"], ())))
            _links(project, row)
            _release(project, row["latest_release_2022"])
    _hosting()


def _project(row: dict[str, str], description: str) -> dict[str, object]:
    since = MAINTENANCE_SINCE.get(row["slug"], "")
    return {
        "name": row["name"],
        "stage": Stage.MAINTENANCE if since else Stage(row["status"]),
        "stage_since": since,
        "tagline": row["tagline"],
        "description": description,
        "licence": row["licence"],
        "launched": row["launched"],
        "begun": BEGUN.get(row["slug"], ""),
        "confirmed_on": row["confirmed_on"] or None,
        "source": row["source"],
    }


def _split(focus: str) -> list[str]:
    return [name.strip() for name in focus.split(";") if name.strip()]


def _focus_areas() -> dict[str, Focus]:
    names = {name for row in rows("projects.csv") for name in _split(row["focus"])}
    return {
        name: Focus.objects.get_or_create(
            # "CI/CD" has no blank to make a hyphen of.
            slug=slugify(name.replace("/", " ")),
            defaults={"name": name[0].upper() + name[1:]},
        )[0]
        for name in sorted(names)
    }


def _links(project: Project, row: dict[str, str]) -> None:
    site = LinkKind.WIKI if "//wiki." in row["website"] else LinkKind.SITE
    links = [(site, row["website"], ""), (LinkKind.CODE, row["repository"], "")]
    links += [
        (LinkKind(link["kind"]), link["url"], link["label"])
        for link in rows("project_links.csv")
        if link["slug"] == project.slug
    ]
    ProjectLink.objects.bulk_create(
        ProjectLink(project=project, kind=kind, url=url, label=label)
        for kind, url, label in links
        if url
    )


def _release(project: Project, told: str) -> None:
    """Read "Zed (October 2022)"."""
    if match := RELEASE.fullmatch(told):
        month = list(MONTHS.values()).index(match["month"]) + 1
        Release.objects.create(
            project=project,
            name=match["name"],
            released_in=f"{match['year']}-{month:02}",
            url=NOTES.get(project.slug, ""),
        )


def _hosting() -> None:
    HostingRules.objects.get_or_create(pk=1)
    for position, row in enumerate(rows("hosting_criteria.csv"), start=1):
        Criterion.objects.get_or_create(
            name=row["name"], defaults={"text": row["text"], "position": position * 10}
        )
    for position, row in enumerate(rows("hosting_services.csv"), start=1):
        Service.objects.get_or_create(
            name=row.pop("name"), defaults={**row, "position": position * 10}
        )

"""The steps of an answer in their order, and what each still lacks."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from projects.deployments.models import Answer
from projects.models import Project


@dataclass(frozen=True)
class Step:
    """One page of the form, and whether it has been answered."""

    slug: str
    name: str | Promise
    is_done: Callable[[Answer], bool]


def untold(row: Answer) -> list[Project]:
    """The chosen projects of which nothing is told yet. One query."""
    told = row.deployments.values("project")
    return list(row.projects.exclude(pk__in=told).order_by("position", "name"))


def _has_projects(row: Answer) -> bool:
    return row.projects.exists()


def _has_details(row: Answer) -> bool:
    return row.deployments.exists() and not untold(row)


STEPS = (
    Step("organization", _("Organisation"), lambda row: row.industry_id is not None),
    Step("projects", _("Projects"), _has_projects),
    Step("details", _("Details"), _has_details),
    Step("sharing", _("Public or confidential"), lambda row: row.is_public is not None),
    Step("check", _("Check and send"), lambda row: True),
)
BY_SLUG = {step.slug: step for step in STEPS}


def missing(row: Answer) -> list[Step]:
    """The steps that lack something, in order."""
    return [step for step in STEPS if not step.is_done(row)]

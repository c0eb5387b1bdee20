"""An enquiry becomes a pilot, and a pilot may leave again (domain 5)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.slugs import free_slug
from projects.hosting import mails
from projects.hosting.models import Enquiry, EnquiryState, Review, ReviewState
from projects.hosting.services.enquiring import check, locked, move
from projects.hosting.services.locking import locked_pilot
from projects.models import LinkKind, Project, ProjectLink, Stage


@transaction.atomic
def accept_as_pilot(*, enquiry: Enquiry, at: datetime, existing: Project | None = None) -> Project:
    """Make the project of an enquiry a pilot from the day of `at` on, and return it.

    A new project gets a slug that no other project and no page has, its repository as a link, and
    the Platinum member involved as its first backer. An `existing` one is tied to the enquiry; a
    pilot keeps the day it began. Refusals: `not_now`; `name_taken` when a project of that name is
    hosted already; `tied` when `existing` belongs to another enquiry, `no_pilot` when it was
    confirmed.
    """
    enquiry = locked(enquiry)
    check(enquiry, EnquiryState.PILOT)
    project = _created(enquiry, at) if existing is None else _tied(existing, at)
    enquiry.hosted_as = project
    move(enquiry, EnquiryState.PILOT, at)
    return project


def _created(enquiry: Enquiry, at: datetime) -> Project:
    _check_name(enquiry)
    day = zones.day(at)
    project = Project(
        name=enquiry.project,
        slug=free_slug(enquiry.project, Project.every.all(), length=40, otherwise="project"),
        stage=Stage.PILOT,
        tagline=f"A pilot since {day:%B %Y}",
        licence=enquiry.licence[:40],
        pilot_since=day,
        source=f"Hosting enquiry {enquiry.reference}",
    )
    try:
        with transaction.atomic():
            project.save()
    except IntegrityError:
        # Another enquiry of this name became a pilot a moment ago.
        _check_name(enquiry)
        raise
    ProjectLink.objects.create(project=project, kind=LinkKind.CODE, url=enquiry.repository)
    if enquiry.platinum_member:
        project.backers.add(enquiry.platinum_member)
    return project


def _check_name(enquiry: Enquiry) -> None:
    if Project.every.filter(name__iexact=enquiry.project).exists():
        raise RuleError(
            _("A project named “%(name)s” is hosted already. Choose it, if it is this one."),
            code="name_taken",
            params={"name": enquiry.project},
        )


def _tied(existing: Project, at: datetime) -> Project:
    project = Project.every.select_for_update().get(pk=existing.pk)
    if Enquiry.objects.filter(hosted_as=project).exists():
        raise RuleError(
            _("%(project)s came from another enquiry."), code="tied", params={"project": project}
        )
    if project.confirmed_on or project.stage in {Stage.CONFIRMED, Stage.MAINTENANCE}:
        raise RuleError(
            _("%(project)s is past its pilot."), code="no_pilot", params={"project": project}
        )
    project.stage, project.stage_since = Stage.PILOT, ""
    project.pilot_since = project.pilot_since or zones.day(at)
    project.save(update_fields=["stage", "stage_since", "pilot_since"])
    return project


@transaction.atomic
def leave(*, project: Project, at: datetime) -> Project:
    """The project itself ends its pilot: it is retired, and its open review is withdrawn.

    Refusal: `no_pilot`.
    """
    pilot = locked_pilot(project)
    retire(pilot, at)
    mails.left(pilot, at)
    return pilot


def retire(project: Project, at: datetime) -> None:
    """Retire a locked pilot on the day of `at`, with its open review."""
    project.stage = Stage.RETIRED
    project.stage_since = zones.day(at).isoformat()
    project.save(update_fields=["stage", "stage_since"])
    Review.objects.open().filter(project=project.pk).update(
        state=ReviewState.WITHDRAWN, state_since=at
    )

"""What staff do with links that fail or have moved, and with sources of releases."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from projects.models import Project, ProjectLink
from projects.upkeep import tasks
from projects.upkeep.models import LinkCheck, ReleaseSource


@transaction.atomic
def check_now(*, row: LinkCheck, at: datetime) -> None:
    """Have the worker ask this link, and what else of its site is due."""
    LinkCheck.objects.filter(pk=row.pk).update(due_at=at)
    tasks.visit_site.enqueue(row.host)


@transaction.atomic
def follow(*, row: LinkCheck, at: datetime) -> ProjectLink:
    """Have the link lead to where its site says it has moved; it is asked anew there.

    Refusals: "not_moved"; "changed" when the link leads elsewhere by now; "twice" when the project
    has the new address already.
    """
    link = ProjectLink.objects.select_related("project").get(pk=row.link_id)
    Project.objects.select_for_update().get(pk=link.project_id)
    link = ProjectLink.objects.select_for_update().get(pk=link.pk)
    row = LinkCheck.objects.select_for_update().get(pk=row.pk)
    if against := against_following(row):
        raise RuleError(against, code="not_moved")
    if link.url != row.url:
        raise RuleError(_("This link was changed meanwhile."), code="changed")
    if ProjectLink.objects.filter(project=link.project_id, url=row.moved_to).exists():
        raise RuleError(_("The project has this address already."), code="twice")
    link.url = row.moved_to
    link.full_clean()
    link.save(update_fields=["url"])
    row.delete()
    return link


def against_following(row: LinkCheck) -> str:
    """Why a link cannot take over a new address; "" when it can."""
    return "" if row.moved_to else _("the site does not say that it moved.")


@transaction.atomic
def read_now(*, source: ReleaseSource) -> None:
    """Have the worker read what this source announces."""
    tasks.read_source.enqueue(source.pk)

"""Everything that changes a pilot or its review locks the project first, then the review."""

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from projects.hosting.models import Pilot, Review
from projects.models import Project


def locked_pilot(project: Project) -> Pilot:
    """The row as it is now, locked until the end of the transaction. Refusal: `no_pilot`."""
    row: Pilot | None = Pilot.objects.select_for_update().filter(pk=project.pk).first()
    if row is None:
        raise RuleError(
            _("%(project)s is no pilot now."), code="no_pilot", params={"project": project}
        )
    return row


def locked_review(review: Review) -> Review:
    """The row as it is now with its project, both locked until the end of the transaction."""
    Project.every.select_for_update().get(pk=review.project_id)
    rows = Review.objects.select_related("project").select_for_update(of=["self"])
    return rows.get(pk=review.pk)


def not_now(row: Review) -> RuleError:
    """The refusal of a change that the state of the review does not allow."""
    return RuleError(
        _("The review of %(project)s is at “%(state)s” by now: nothing was done."),
        code="not_now",
        params={"project": row.project, "state": row.get_state_display()},
    )

"""What waits on the desk: names to match, rounds to publish, a round that closes soon."""

from datetime import datetime

from django.utils.translation import gettext as _

from foundation.base import moments
from foundation.base.admin import desk
from projects.deployments.models import Answer, Round
from projects.deployments.tasks import REMIND_BEFORE

TO_MATCH = "standing__exact=waiting&sent_at__isnull=False"


@desk.tiles("Projects", Answer, Round, place=60)
def tiles(at: datetime) -> list[desk.Tile]:
    """Two queries, and one more in the last week of a round."""
    waiting = Answer.objects.waiting().filter(round__published_at=None).count()
    over = Round.objects.unpublished(at).count()
    laid = [
        desk.tile(waiting, _("names in the survey to match"), Answer, query=TO_MATCH),
        desk.tile(over, _("survey rounds to publish"), Round, query="published_at__isempty=1"),
    ]
    closing = Round.objects.open_at(at).filter(closes_at__lte=at + REMIND_BEFORE).first()
    if closing is not None:
        begun = Answer.objects.drafts().filter(round=closing).count()
        note = _("closes %(when)s") % {"when": moments.shown(closing.closes_at, "UTC")}
        query = f"round__id__exact={closing.pk}&sent_at__isnull=True"
        laid.append(desk.tile(begun, _("answers begun, not sent"), Answer, note=note, query=query))
    return laid

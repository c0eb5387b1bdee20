"""One change of an answer at a time, and only while its round is open."""

from datetime import datetime

from django.utils.translation import gettext as _

from foundation.base import moments
from foundation.base.errors import RuleError
from projects.deployments.models import Answer, Round


def locked(answer: Answer) -> Answer:
    """The answer as it is now, for this transaction alone. Refused: `gone` when it was withdrawn."""
    rows = Answer.objects.select_related("round").select_for_update(of=("self",))
    row = rows.filter(pk=answer.pk).first()
    if row is None:
        raise RuleError(_("This answer was withdrawn."), code="gone")
    return row


def check_open(asked: Round, at: datetime) -> None:
    """Refuse what comes too early or too late: `closed`."""
    if at < asked.opens_at:
        when = moments.shown(asked.opens_at, "UTC")
        raise RuleError(_("The survey opens on %(when)s.") % {"when": when}, code="closed")
    if not asked.is_open(at):
        when = moments.shown(asked.closes_at, "UTC")
        message = _("The survey closed on %(when)s: nothing was changed.")
        raise RuleError(message % {"when": when}, code="closed")

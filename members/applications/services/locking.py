"""Everything that changes an application locks its row first."""

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.applications.models import Application


def locked(application: Application) -> Application:
    """The row as it is now, locked until the end of the transaction. Refused: `gone`, erased."""
    rows = Application.objects.select_related(
        *("tier", "organization", "owner", "agreement", "conduct")
    )
    row = rows.select_for_update(of=["self"]).filter(pk=application.pk).first()
    if row is None:
        raise RuleError(_("This application was erased."), code="gone")
    return row


def not_now(row: Application) -> RuleError:
    """The refusal of a change that the state does not allow."""
    return RuleError(
        _("The application of %(who)s is at “%(state)s” by now: nothing was done."),
        code="not_now",
        params={"who": row.name or row.applicant, "state": row.get_state_display()},
    )

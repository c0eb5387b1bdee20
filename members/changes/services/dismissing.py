"""Two that look alike are not the same: said once, with a reason, and not asked again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.changes.models import Dismissal
from members.models import Organization

from .telling import held


@transaction.atomic
def dismiss(
    *, one: Organization, other: Organization, why: str, at: datetime, by: User | None
) -> Dismissal:
    """Remember that `one` and `other` are not the same, and `why`.

    Raises RuleError `same` for one organisation, `said` when it has been said before.
    """
    if one.pk == other.pk:
        raise RuleError(_("That is one organisation."), code="same")
    first, second = held(*sorted((one.pk, other.pk)))
    if Dismissal.objects.filter(one=first, other=second).exists():
        raise RuleError(_("This has been said already."), code="said")
    return Dismissal.objects.create(one=first, other=second, why=why, by=by, at=at)

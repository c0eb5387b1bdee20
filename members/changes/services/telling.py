"""What all changes have in common: who is held, and how the day is told."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.changes.models import Kind, OrganizationChange
from members.models import Organization


@dataclass(frozen=True)
class When:
    """When something happened, as exactly as it is known (see `OrganizationChange`)."""

    on: date | None = None
    known: date | None = None
    text: str = ""


def held(*keys: int) -> list[Organization]:
    """These organisations as they are now, locked in order of their keys and given in yours.

    Not even a row that refers to them can be added meanwhile. Raises RuleError `gone`.
    """
    rows = {
        row.pk: row
        for row in Organization.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    }
    if len(rows) < len(set(keys)):
        raise RuleError(
            _("One of the organisations is gone: somebody merged or deleted it meanwhile."),
            code="gone",
        )
    return [rows[key] for key in keys]


def tell(
    kind: Kind,
    organization: Organization,
    when: When | None,
    *,
    at: datetime,
    by: User | None,
    **facts: Any,
) -> OrganizationChange:
    """Write down that it happened, as of `when`; `facts` are the other organisation or name."""
    return OrganizationChange.objects.create(
        kind=kind, organization=organization, at=at, by=by, **asdict(when or When()), **facts
    )

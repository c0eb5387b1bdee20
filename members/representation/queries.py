"""Questions about who represents whom. The answer for a role is `members.contacts`."""

from datetime import date
from typing import Any

from foundation.base.models import Bounce
from members.accounts.adapter import addresses_with_account
from members.models import Organization, Representative


def people(organization: Organization, day: date) -> list[Any]:
    """Everybody who represents it on `day`, each with the `bounce` of a dead address, if it is, and
    whether they `have_account`. Three queries."""
    rows: list[Any] = list(
        Representative.objects.on(day).filter(organization=organization).order_by("name", "role")
    )
    emails = {row.email for row in rows}
    bounces = Bounce.objects.latest_by_address(emails)
    known = addresses_with_account(emails)
    for row in rows:
        row.bounce = bounces.get(row.email)
        row.has_account = row.email in known
    return rows

"""Whose invoices are an organisation's: each room tells which accounts it opened for one.

The hall knows none of the rooms above it: each tells its own, once, when its app is ready.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from foundation.billing.models import Account, Invoice
from members.models import Organization

# The accounts that a room opened for an organisation, as a query of their keys.
type Accounts = Callable[[Organization], QuerySet[Any, Any]]

_told: list[Accounts] = []


def billed(accounts: Accounts) -> Accounts:
    """Decorator: the organisation is shown what is invoiced on these accounts."""
    _told.append(accounts)
    return accounts


def accounts(organization: Organization) -> dict[int, Account]:
    """Its accounts with what is charged, paid and owed, by key. One query."""
    rows = Account.objects.filter(_any_of(organization, "pk")).with_sums()
    return {row.pk: row for row in rows}


def invoices(organization: Organization) -> QuerySet[Invoice]:
    """Its invoices and credit notes with what they are for, the latest first. Two queries."""
    rows = Invoice.objects.filter(_any_of(organization, "account"))
    return rows.select_related("account", "reversed_by").prefetch_related("lines").order_by("-pk")


def _any_of(organization: Organization, name: str) -> Q:
    found = Q(pk__in=[])
    for told in _told:
        found |= Q(**{f"{name}__in": told(organization)})
    return found

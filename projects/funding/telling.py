"""What funds tell: on the page of their project, and of their invoices to who pays."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from members.invoices import billed
from members.models import Organization
from projects.facts import Fact, Line, told
from projects.funding import queries
from projects.funding.models import FundState, Pledge
from projects.models import Project


@told(place=60)
def fund(project: Project, at: datetime) -> Fact:
    """That it has a fund, and where its money is told. One query."""
    found = queries.of(project)
    if found is None:
        return Fact("Fund", [])
    more = "" if found.state == FundState.OPEN else found.get_state_display()
    return Fact("Fund", [Line("Who pays, and what for", found.get_absolute_url(), more)])


@billed
def accounts(organization: Organization) -> QuerySet[Any, Any]:
    """Those of its pledges."""
    rows = Pledge.objects.filter(organization=organization, account__isnull=False)
    return rows.order_by().values("account")

"""What funds tell: of their project, of those who pay into them, and of their invoices."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from members import facts as members
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


def _fund(name: str, slug: str, state: str) -> members.Line:
    more = "" if state == FundState.OPEN else str(FundState(state).label)
    return members.Line(f"Fund of {name}", reverse("funding:fund", args=[slug]), more)


@members.told("Funds it pays into", place=23, line=_fund)
def funded(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The funds it has a confirmed pledge to, as each fund's page names its funders."""
    pledges = Pledge.objects.standing().filter(organization=organization)
    once = ("fund__project__name", "fund_id")
    return members.of(
        pledges.order_by(*once).distinct(*once),
        name="fund__project__name", slug="fund__project__slug", state="fund__state",
    )  # fmt: skip

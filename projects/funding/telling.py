"""What a fund tells on the page of its project."""

from datetime import datetime

from projects.facts import Fact, Line, told
from projects.funding import queries
from projects.funding.models import FundState
from projects.models import Project


@told(place=60)
def fund(project: Project, at: datetime) -> Fact:
    """That it has a fund, and where its money is told. One query."""
    found = queries.of(project)
    if found is None:
        return Fact("Fund", [])
    more = "" if found.state == FundState.OPEN else found.get_state_display()
    return Fact("Fund", [Line("Who pays, and what for", found.get_absolute_url(), more)])

"""What the individual members tell about an organisation on its page."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import ngettext

from members.facts import Line, of, told
from members.people.models import Affiliation, IndividualMembership


def _number(number: int) -> Line:
    said = ngettext("%(number)s person who works here", "%(number)s people who work here", number)
    return Line(said % {"number": number})


@told("Individual members", place=70, line=_number)
def individuals(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """How many of its people are members themselves; who, only their own pages say."""
    members = IndividualMembership.objects.at(at).filter(user=OuterRef("user"))
    here = Affiliation.objects.on(day).filter(Exists(members), organization=organization)
    counted = here.order_by().values("organization")
    return of(counted.annotate(number=Count("user", distinct=True)), number="number")

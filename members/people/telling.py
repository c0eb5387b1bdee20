"""What the individual members tell about an organisation on its page."""

from datetime import datetime

from django.utils.translation import ngettext

from foundation.base import zones
from members.facts import told
from members.models import Organization
from members.people.models import Affiliation, IndividualMembership


@told("Individual members", place=40)
def individuals(organization: Organization, at: datetime) -> list[tuple[str, str]]:
    """How many of its people are members themselves; who, only their own pages say. One query."""
    here = Affiliation.objects.on(zones.day(at)).filter(organization=organization)
    members = IndividualMembership.objects.at(at).filter(user__in=here.values("user"))
    number = members.values("user").distinct().count()
    said = ngettext("%(number)s person who works here", "%(number)s people who work here", number)
    return [(said % {"number": number}, "")] if number else []

"""Who may contribute for whom (domain 1, Supporting Organization)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from members.agreements.models import AuthorizedPerson
from members.models import Organization


def covered(email: str, day: date) -> Organization | None:
    """The organisation under whose agreement this address contributes on `day`, if any.

    An authorised person by address first, else an approved mail domain exactly as it is written.
    The organisation must have signed by that day; an agreement that ended covers nobody after its
    last day. At most two queries.
    """
    address = email.strip().lower()
    domain = address.rpartition("@")[2]
    if not domain or "\0" in address:
        return None
    signed = Organization.objects.supporters_on(day)
    named = AuthorizedPerson.objects.on(day).filter(email=address).values("agreement__organization")
    found = signed.filter(pk__in=named).order_by("pk").first()
    return found or signed.filter(mail_domains__domain=domain).first()


def teams(organizations: Iterable[int], day: date) -> dict[int, int]:
    """For organisations with these keys: how many teams have somebody who may contribute on `day`.

    People without a team are one team of their own. One query.
    """
    people = AuthorizedPerson.objects.on(day).filter(agreement__organization__in=organizations)
    counted = people.order_by().values_list("agreement__organization")
    return dict(counted.annotate(Count("team", distinct=True)))

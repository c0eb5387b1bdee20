"""What remains open when somebody stops representing: to be read before it is done.

Rooms above know more than this one (drafts, invoices): they add what they know with `listen`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.base import zones
from members.models import Membership, Representative, RepresentativeRole
from members.representation.models import Invitation


@dataclass(frozen=True)
class Open:
    """Something that remains. `is_serious`: the organisation is left without somebody it needs."""

    says: str
    is_serious: bool = False


type Listener = Callable[[Representative, datetime], list[Open]]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` add what it knows to every checklist. Called when the process starts."""
    _listeners.append(listener)


def checklist(row: Representative, at: datetime) -> list[Open]:
    """Everything that remains open when `row` ends at `at`, the serious first."""
    found = [Open(says, is_serious=True) for says in left_without(row, zones.day(at))]
    others = others_of(row, zones.day(at))
    if others:
        roles = ", ".join(other.get_role_display() for other in others)
        found.append(Open(_("They keep other roles here: %s. End these too if they left.") % roles))
    sent = invited_by(row, at).count()
    if sent:
        found.append(
            Open(
                ngettext(
                    "%d person they invited has not answered yet.",
                    "%d people they invited have not answered yet.",
                    sent,
                )
                % sent
            )
        )
    return [*found, *(each for ask in _listeners for each in ask(row, at))]


def left_without(row: Representative, day: date) -> list[str]:
    """What a current member lacks from then on, in sentences; nothing for any other. Two queries."""
    if not Membership.objects.on(day).filter(organization=row.organization_id).exists():
        return []
    rest = list(
        Representative.objects.on(day).filter(organization=row.organization_id).exclude(pk=row.pk)
    )
    found = []
    if row.is_admin and not any(other.is_admin for other in rest):
        found.append(_("Nobody would be left who looks after its pages and invites its people."))
    billing = RepresentativeRole.BILLING
    if row.role == billing and not any(other.role == billing for other in rest):
        found.append(_("Nobody would be left to whom its invoices go."))
    if not rest:
        found.append(_("Nobody would be left to write to."))
    return found


def others_of(row: Representative, day: date) -> list[Representative]:
    """The other roles that the same person has for the same organisation on `day`."""
    mine = Representative.objects.on(day).filter(organization=row.organization_id, email=row.email)
    return list(mine.exclude(pk=row.pk))


def invited_by(row: Representative, at: datetime) -> QuerySet[Invitation]:
    """What the person of `row` invited others of the organisation to, unanswered at `at`; or the
    successor they wait for."""
    theirs = Q(
        invited_by__emailaddress__email__iexact=row.email, invited_by__emailaddress__verified=True
    )
    waiting = Invitation.objects.waiting(at).filter(organization=row.organization_id)
    rows = waiting.filter(theirs | Q(hands_over=row)).values("pk")
    return Invitation.objects.filter(pk__in=rows)

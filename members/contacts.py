"""Who represents an organisation in a role: the one answer, for access, mails and pages.

Where nobody has the role, somebody else answers for it, in this order (domain 1, Representatives):

* billing, marketing, technical, board: the primary representative;
* primary, or where there is none: who looks after the organisation's pages, then anybody it has.

Of those who have the role, whoever has an address that bounced for good is passed over as long as
somebody else can be reached; when nobody can, they are the answer, and the mail says so.
"""

from collections.abc import Iterable
from datetime import date

from foundation.base.models import Bounce
from members.models import Representative, RepresentativeRole


def of(organization_id: int, role: str, day: date) -> list[Representative]:
    """Who speaks for the organisation in `role` on `day`. Two queries."""
    return of_many([organization_id], role, day).get(organization_id, [])


def of_many(
    organization_ids: Iterable[int], role: str, day: date
) -> dict[int, list[Representative]]:
    """The same for many organisations; one that has nobody is left out. Two queries."""
    rows = Representative.objects.on(day).filter(organization__in=list(organization_ids))
    people: dict[int, list[Representative]] = {}
    for row in rows.select_related("organization").order_by("pk"):
        people.setdefault(row.organization_id, []).append(row)
    dead = Bounce.objects.dead({row.email for each in people.values() for row in each})
    return {pk: _answer(each, role, dead) for pk, each in people.items()}


def _answer(people: list[Representative], role: str, dead: set[str]) -> list[Representative]:
    asked = [row for row in people if row.role == role]
    primary = [row for row in people if row.role == RepresentativeRole.PRIMARY]
    admins = [row for row in people if row.is_admin]
    turns = [asked, primary, admins, people]
    reachable = ([row for row in turn if row.email not in dead] for turn in turns)
    found = next((turn for turn in reachable if turn), [])
    return found or next(turn for turn in turns if turn)

"""What of the letters waits for staff, on their desk."""

from datetime import datetime

from django.db.models import Count, Q

from events.letters.models import LetterState, TravelApplication, TravelState, VisaLetter
from foundation.base.admin import desk
from foundation.base.admin.desk import Tile


@desk.tiles("Events", VisaLetter, place=40)
def letters(at: datetime) -> list[Tile]:
    """Letters to review, and those that are out for a ticket that is gone: two queries."""
    found = VisaLetter.objects.waiting().aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lte=at))
    )
    late = f"{found['late']} overdue" if found["late"] else ""
    gone = VisaLetter.objects.unfounded().count()
    return [
        desk.tile(
            found["waiting"],
            "visa letters to review",
            VisaLetter,
            "red" if late else "gold",
            late,
            state=LetterState.REQUESTED.value,
        ),
        desk.tile(gone, "visa letters to revoke", VisaLetter, "red", query="needs=unfounded"),
    ]


@desk.tiles("Events", TravelApplication, place=50)
def travel(at: datetime) -> list[Tile]:
    """Who asks for a contribution to the journey: one query."""
    asked = TravelApplication.objects.waiting().count()
    state = TravelState.SUBMITTED.value
    return [desk.tile(asked, "travel support to decide", TravelApplication, state=state)]

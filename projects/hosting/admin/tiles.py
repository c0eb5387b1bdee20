"""What waits for staff on the way of projects."""

from datetime import datetime

from foundation.base import zones
from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from projects.hosting.admin.pilots import near
from projects.hosting.models import (
    Comment,
    CommentState,
    Enquiry,
    EnquiryState,
    HostingRules,
    Pilot,
    Review,
)


@desk.tiles("Projects", Enquiry)
def enquiries(at: datetime) -> list[Tile]:
    """Projects that ask for a home, and those that wait for an answer: two queries."""
    asked = Enquiry.objects.waiting().count()
    unanswered = Enquiry.objects.unanswered().count()
    state = EnquiryState.NEW.value
    return [
        desk.tile(asked, "hosting enquiries to take up", Enquiry, state=state),
        desk.tile(unanswered, "enquiries that wait for an answer", Enquiry, query="answer=us"),
    ]


@desk.tiles("Projects", Review, place=51)
def reviews(at: datetime) -> list[Tile]:
    """Reviews to assess, to open or to decide: one query."""
    waiting = Review.objects.waiting(zones.day(at)).count()
    return [desk.tile(waiting, "reviews of pilots", Review, query="turn=us")]


@desk.tiles("Projects", Comment, place=52)
def comments(at: datetime) -> list[Tile]:
    """Comments to read: one query."""
    waiting = Comment.objects.waiting().count()
    return [desk.tile(waiting, "comments to read", Comment, state=CommentState.WAITING.value)]


@desk.tiles("Projects", Pilot, place=53)
def deadlines(at: datetime) -> list[Tile]:
    """Pilots whose deadline is near or past: three queries."""
    rows = Pilot.objects.with_deadlines(HostingRules.objects.current().review_months)
    late = rows.filter(review_by__lte=near(zones.day(at))).count()
    return [desk.tile(late, "deadlines of pilots near", Pilot, query="deadline=near")]

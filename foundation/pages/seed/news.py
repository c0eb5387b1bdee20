"""News made of dated facts that this demo has from its files, each with its source. None is invented."""

from datetime import UTC, date, datetime, time

from events.models import Event
from foundation.pages.news.models import Story, StoryState
from members.models import Organization
from projects.models import Project

REGISTER = "Membership history of the Foundation's site"

# slug, day, title, lead, text, source, projects, organisations, events
STORIES = (
    (
        "microsoft-joins-as-a-platinum-member",
        date(2021, 9, 7),
        "Microsoft joins as a Platinum member",
        "Microsoft is listed among the Platinum members since 7 September 2021.",
        "",
        REGISTER,
        (),
        ("Microsoft",),
        (),
    ),
    (
        "nipa-cloud-joins-as-a-gold-member",
        date(2021, 10, 28),
        "Nipa Cloud joins as a Gold member",
        "Nipa Cloud was first listed on 30 September 2021, and announced on 28 October.",
        "",
        REGISTER,
        (),
        ("Nipa Cloud",),
        (),
    ),
    (
        "bloomberg-and-vexxhost-become-gold-members",
        date(2022, 6, 7),
        "Bloomberg and VEXXHOST become Gold members",
        "Announced on the first day of the Summit in Berlin: Bloomberg is new, VEXXHOST was Silver.",
        "",
        "Announcement of the Foundation, 7 June 2022",
        (),
        ("Bloomberg", "VEXXHOST"),
        ("berlin-2022",),
    ),
    (
        "a-new-way-to-fund-projects",
        date(2022, 6, 7),
        "A new way to fund projects",
        "A fund for one project: members pay into it, and those who pay govern it.",
        """- At least one Platinum member sponsors it.
- A governing board of its funders allocates the money.
- An elected technical committee, independent of the money, runs the code.""",
        "Announcement of the Foundation, 7 June 2022",
        (),
        (),
        ("berlin-2022",),
    ),
)


def seed() -> None:
    """Write them, published on their days. What is there already is left alone."""
    for slug, day, title, lead, body, source, *ties in STORIES:
        if Story.objects.filter(slug=slug).exists():
            continue
        at = datetime.combine(day, time(12), tzinfo=UTC)
        story = Story.objects.create(
            slug=slug,
            title=title,
            lead=lead,
            body=body,
            source=source,
            state=StoryState.APPROVED,
            published_at=at,
            written_at=at,
            submitted_at=at,
            decided_at=at,
        )
        projects, organizations, events = ties
        story.projects.set(Project.objects.filter(slug__in=projects))
        story.organizations.set(Organization.objects.filter(name__in=organizations))
        story.at_events.set(Event.objects.filter(slug__in=events))

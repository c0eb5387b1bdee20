"""The way of a project, to be looked at. Every project and every person here is invented, and says so.

One is in conversation with the staff. One is a pilot under review, with a proposed fund that nobody has
pledged to: who funds projects are members, and no member is said to have done what it did not. One
is a pilot past its day. The pilots are examples: no catalogue, search, count or score has them.
"""

from datetime import UTC, date, datetime

from projects.funding.models import Fund
from projects.hosting import services
from projects.hosting.models import Enquiry, PlatinumAnswer
from projects.models import LinkKind, Project, ProjectLink, Stage

from .facts import rows

ASKED = datetime(2022, 9, 27, 14, 10, tzinfo=UTC)
TAKEN_UP = datetime(2022, 10, 4, 8, 30, tzinfo=UTC)
TOKEN = "seed lanterna"  # noqa: S105
MADE_UP = "Invented for the demo: there is no such project, and nobody of this name asked."
TALK = [
    (True, datetime(2022, 10, 4, 8, 35, tzinfo=UTC), "Hello Tove, thank you for asking. Who merges changes today, and where can we read how that is decided? (This conversation is invented.)"),
    (False, datetime(2022, 10, 7, 17, 5, tzinfo=UTC), "Three of us merge, each from another cooperative; the rules are in GOVERNANCE.md. Do you need the names? (This conversation is invented.)"),
]  # fmt: skip
# Name, slug, purpose, pilot since.
PILOTS = [
    ("Tidepool (invented)", "tidepool-invented", "Shows how the review of a pilot looks", date(2021, 9, 6)),
    ("Driftwood (invented)", "driftwood-invented", "Shows a pilot past the day of its review", date(2021, 2, 15)),
]  # fmt: skip
BEGUN = datetime(2022, 8, 22, 9, 0, tzinfo=UTC)
HANDED_IN = datetime(2022, 9, 12, 15, 30, tzinfo=UTC)
OPENED = datetime(2022, 9, 26, 9, 0, tzinfo=UTC)
COMMENTED = datetime(2022, 10, 3, 11, 20, tzinfo=UTC)
UNTIL = date(2022, 10, 28)
OTHER = {"evidence": "(Invented.)", "verdict": "met", "assessment": "(Invented.)"}


def seed() -> None:
    """Write what is missing; what was done since stays."""
    if not Enquiry.objects.filter(token=TOKEN).exists():
        _talk()
    if not Project.every.filter(is_example=True).exists():
        under_review, late = [_pilot(*told) for told in PILOTS]
        _review(under_review, late)
        _fund(under_review)


def _talk() -> None:
    """Somebody asked, staff wrote, and an answer of theirs waits."""
    asked = services.enquire(token=TOKEN, at=ASKED, **_answers("Tove Lindqvist", "Lanterna"))
    services.take_up(enquiry=asked, at=TAKEN_UP)
    for number, (is_ours, at, text) in enumerate(TALK):
        token = f"{TOKEN} {number}"
        if is_ours:
            services.reply(enquiry=asked, text=text, token=token, by=None, at=at)
        else:
            services.say(enquiry=asked, text=text, token=token, at=at)


def _answers(name: str, project: str) -> services.Answers:
    near = project.lower()
    return {
        "name": name,
        "email": f"{name.lower().replace(' ', '.')}@{near}.example",
        "organization": f"{project} Cooperative",
        "title": "Maintainer",
        "phone": "",
        "project": project,
        "repository": f"https://git.{near}.example/{near}",
        "licence": "Apache-2.0",
        "contributors": 14,
        "organizations_involved": f"{project} Cooperative",
        "platinum": PlatinumAnswer.NONE,
        "platinum_member": None,
        "comment": MADE_UP,
    }


def _pilot(name: str, slug: str, tagline: str, since: date) -> Project:
    project = Project.every.create(
        name=name,
        slug=slug,
        stage=Stage.PILOT,
        tagline=tagline,
        description=f"{MADE_UP}\n\nIts pages are here to show the way of a project.",
        licence="Apache-2.0",
        pilot_since=since,
        is_example=True,
        source="Invented for this demo",
    )
    address = f"https://{slug}.example/"
    ProjectLink.objects.create(project=project, kind=LinkKind.SITE, url=address)
    return project


def _review(project: Project, other: Project) -> None:
    """Written, assessed and open for comments, one of which is in public."""
    begun = services.begin(
        project=project, name="Ines Roca", email="ines.roca@tidepool.example", by=None, at=BEGUN
    )
    told = {row["name"]: row for row in rows("hosting_example.csv")}
    # Staff may have named a criterion otherwise.
    findings = {each.pk: told.get(each.criterion.name, OTHER) for each in begun.findings.all()}
    evidence = {pk: row["evidence"] for pk, row in findings.items()}
    services.write(review=begun, evidence=evidence, at=HANDED_IN)
    services.hand_in(review=begun, at=HANDED_IN)
    for each in begun.findings.all():
        row = findings[each.pk]
        services.assess(
            finding=each, verdict=row["verdict"], assessment=row["assessment"], by=None, at=OPENED
        )
    services.publish(review=begun, until=UNTIL, at=OPENED)
    written = services.comment(
        review=begun,
        token="seed tidepool comment",  # noqa: S106
        at=COMMENTED,
        project=other,
        name="Mattias Berg",
        email="mattias.berg@driftwood.example",
        role="core reviewer",
        text="We sent them four patches. Each was answered within a day, twice with a better idea "
        "than ours. (Invented, as the project is.)",
    )
    services.judge(comment=written, approved=True, by=None, at=COMMENTED)


def _fund(project: Project) -> None:
    Fund.objects.create(
        project=project,
        purpose="Machines that test each change, and a meeting of the maintainers once a year.",
        note="Invented, as its project is. Only members fund projects: what is pledged here was "
        "pledged by who tried this demo.",
        proposed_on=date(2022, 9, 19),
    )

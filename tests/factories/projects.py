"""Projects and enquiries that look for a home."""

from datetime import UTC, date, datetime
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from members.models import Membership, Organization, Tier
from projects.hosting import services
from projects.hosting.models import PlatinumAnswer
from projects.models import Focus, LinkKind, Project, ProjectLink, Release, Stage
from tests.factories.bots import make_stamp

NOW = datetime(2022, 10, 10, 9, tzinfo=UTC)
_numbers = count(1)


def make_focus(name="Edge computing", **fields):
    """A focus area, found again by its name."""
    slug = fields.pop("slug", name.lower().replace(" ", "-").replace("/", "-"))
    return Focus.objects.get_or_create(name=name, defaults={"slug": slug, **fields})[0]


def make_project(*, focus=(), **fields):
    """A confirmed project with a site."""
    number = next(_numbers)
    defaults = {
        "name": f"Project {number}",
        "slug": f"project-{number}",
        "stage": Stage.CONFIRMED,
        "tagline": "Builds clouds",
        "licence": "Apache-2.0",
        "launched": "2017-12",
    }
    project = Project.objects.create(**defaults | fields)
    project.focus.set([make_focus(name) for name in focus])
    ProjectLink.objects.create(
        project=project, kind=LinkKind.SITE, url=f"https://{project.slug}.example"
    )
    return project


def make_release(project, **fields):
    """A release of October 2022."""
    return Release.objects.create(
        project=project, **{"name": "1.0", "released_in": "2022-10"} | fields
    )


def make_platinum_member(name="Huawei", *, since=date(2020, 1, 1), until=None, tier="platinum"):
    """An organisation that is a Platinum member from `since` on."""
    held, _ = Tier.objects.get_or_create(
        slug=tier, defaults={"name": tier.capitalize(), "rank": Tier.objects.count() + 1}
    )
    slug = name.lower().replace(" ", "-")
    organization = Organization.objects.create(name=name, slug=slug)
    Membership.objects.create(
        organization=organization, tier=held, span=DateRange(since, until, "[)")
    )
    return organization


def make_answers(**fields):
    """What somebody answers who looks for a home, as the service takes it."""
    return {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "organization": "Analytical Engines",
        "title": "",
        "phone": "",
        "project": "Difference",
        "repository": "https://code.example/difference",
        "licence": "Apache-2.0",
        "contributors": None,
        "organizations_involved": "",
        "platinum": PlatinumAnswer.NONE,
        "platinum_member": None,
        "comment": "",
    } | fields


def make_enquiry(*, at=NOW, token=None, **fields):
    """An enquiry that came in by the form."""
    return services.enquire(
        token=token or f"token-{next(_numbers)}", at=at, **make_answers(**fields)
    )


def make_form(**fields):
    """What a browser sends for the enquiry form."""
    return {
        "stamp": make_stamp(),
        "website": "",
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "organization": "Analytical Engines",
        "title": "",
        "phone": "",
        "project": "Difference",
        "repository": "https://code.example/difference",
        "licence": "Apache-2.0",
        "contributors": "",
        "organizations_involved": "",
        "platinum": "none",
        "comment": "",
        "consent": "on",
    } | fields

"""Questions about hosting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower

from foundation.base import zones
from members.models import Membership, Organization
from projects.hosting.models import (
    Comment,
    Finding,
    HostingRules,
    Pilot,
    Review,
    ReviewState,
    Service,
)
from projects.models import Project, Stage

PLATINUM = "platinum"


def platinum_members(at: datetime) -> QuerySet[Organization]:
    """Who is a Platinum member at the moment `at`, by name."""
    held = Membership.objects.on(zones.day(at)).filter(tier__slug=PLATINUM)
    return Organization.objects.filter(pk__in=held.values("organization")).order_by(Lower("name"))


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """Services that belong together."""

    name: str
    services: list[Service]


def service_groups(services: Iterable[Service]) -> list[ServiceGroup]:
    """The services by group, groups in the order of their first service."""
    groups: dict[str, list[Service]] = {}
    for service in services:
        groups.setdefault(service.group, []).append(service)
    return [ServiceGroup(name, rows) for name, rows in groups.items()]


def review_by(project: Project) -> date | None:
    """The day by which a pilot is reviewed; None for what is no pilot or began on no known day.

    Two queries.
    """
    if project.stage != Stage.PILOT:
        return None
    months = HostingRules.objects.current().review_months
    row = Pilot.objects.with_deadlines(months).only("pk").filter(pk=project.pk).first()
    return row.review_by if row else None


def open_review(project: Project) -> Review | None:
    """The review of a project that has not ended. One query."""
    return Review.objects.open().filter(project=project.pk).first()


def public_review(slug: str) -> Review | None:
    """The review in public of the project at `slug`. One query."""
    rows = Review.objects.filter(project__slug=slug, state=ReviewState.PUBLIC)
    return rows.select_related("project").first()


def taking_comments(day: date) -> QuerySet[Review]:
    """Reviews that people of other projects may comment on `day`, those that end first before. One
    query."""
    rows = Review.objects.filter(state=ReviewState.PUBLIC, comments_from__lte=day)
    open_ones = rows.filter(comments_until__gte=day).select_related("project")
    return open_ones.order_by("comments_until", "pk")


def behind(reference: str, secret: str) -> Review | None:
    """The review of a link; both words must be right. One query."""
    rows = Review.objects.select_related("project")
    return rows.filter(reference=reference.upper(), secret=secret).first()


def of_contact(reference: str, emails: Iterable[str]) -> Review | None:
    """The review of that reference, for who reads the address it was sent to. One query."""
    return Review.objects.filter(reference=reference.upper(), email__in=list(emails)).first()


def reviews_in_public(project: Project) -> QuerySet[Review]:
    """What everybody may read of the reviews of a project, the latest first: three queries."""
    approved = Comment.objects.approved().select_related("project").order_by("pk")
    findings = Finding.objects.select_related("criterion")
    return (
        Review.objects.in_public()
        .filter(project=project)
        .prefetch_related(Prefetch("findings", findings), Prefetch("comments", approved))
        .order_by("-pk")
    )


def commenting_projects(review: Review) -> QuerySet[Project]:
    """The projects whose people may comment on `review`: all others that are alive. One query."""
    rows = Project.objects.exclude(pk=review.project_id).exclude(stage=Stage.RETIRED)
    return rows.only("name").order_by("name")

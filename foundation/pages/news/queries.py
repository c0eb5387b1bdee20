"""What is news: for everybody at a moment, and for who wrote it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    CharField,
    Count,
    Exists,
    Func,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import JSONObject
from django.urls import reverse

from events.models import Event
from foundation.base import zones
from foundation.pages.news.models import Story, StoryPicture, StoryState
from members.accounts.adapter import verified_emails
from members.models import Membership, Organization, Representative
from projects.maintaining.models import Maintainer
from projects.models import Project

# What a story can be about: its field, and the model of what it is tied to.
KINDS: dict[str, Any] = {"project": Project, "organization": Organization, "event": Event}
FIELDS = {"project": "projects", "organization": "organizations", "event": "at_events"}
PAGES = {
    "project": "projects:project",
    "organization": "members:organization",
    "event": "events:event",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """What a story is about: its kind, its slug and name, and how many stories are."""

    kind: str
    slug: str
    name: str
    count: int = 0

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse(PAGES[self.kind], args=[self.slug])

    @property
    def filtered(self) -> str:
        """The news about it."""
        return reverse("news:news", query={self.kind: self.slug})


def public(at: datetime) -> QuerySet[Any]:
    """Public stories, newest first, each with `tags_told` and `pictured`: one query."""
    return (
        Story.objects.public(at)
        .newest_first()
        .annotate(pictured=pictured())
        .annotate(**{f"{kind}_told": _told(kind) for kind in KINDS})
    )


def pictured() -> Subquery:
    """Of a story: `alt`, `width` and `height` in pixels, and `bytes` of its picture; None without."""
    rows = StoryPicture.objects.filter(story=OuterRef("pk"))
    size = Func("content", function="octet_length", output_field=IntegerField())
    return Subquery(
        rows.values(json=JSONObject(alt="alt", width="width", height="height", bytes=size))
    )


def _told(kind: str) -> ArraySubquery:
    rows = KINDS[kind].objects.filter(stories=OuterRef("pk"))
    if kind == "event":
        rows = rows.public()
    return ArraySubquery(rows.order_by("name").values(json=JSONObject(slug="slug", name="name")))


def tags(story: Any) -> list[Tag]:
    """What a story of `public` is about."""
    return [
        Tag(kind, row["slug"], row["name"])
        for kind in KINDS
        for row in getattr(story, f"{kind}_told")
    ]


def about(rows: QuerySet[Any], kind: str, slug: str) -> QuerySet[Any]:
    """Those of `rows` that are about what is at `slug`."""
    return rows.filter(**{f"{FIELDS[kind]}__slug": slug})


def counted(at: datetime) -> list[Tag]:
    """Everything that public stories are about, with their number, most first. One query."""
    first, *others = (_counted(kind, at) for kind in KINDS)
    rows = first.union(*others, all=True).order_by()
    found = [Tag(kind, slug, name, number) for kind, slug, name, number in rows]
    return sorted(found, key=lambda tag: (-tag.count, tag.name.casefold()))


def _counted(kind: str, at: datetime) -> QuerySet[Any, Any]:
    rows = KINDS[kind].objects.filter(stories__in=Story.objects.public(at))
    if kind == "event":
        rows = rows.public()
    return rows.annotate(
        about=Value(kind, CharField()), number=Count("stories", distinct=True)
    ).order_by().values_list("about", "slug", "name", "number")  # fmt: skip


def next_change(at: datetime) -> datetime | None:
    """When the next story begins or ends to be shown; None if none does. One query."""
    approved = Story.objects.filter(state=StoryState.APPROVED)
    found = approved.aggregate(
        begins=Min("published_at", filter=Q(published_at__gt=at)),
        ends=Min("expires_at", filter=Q(expires_at__gt=at)),
    )
    return min((moment for moment in found.values() if moment), default=None)


def newest(at: datetime, *, most: int = 3) -> list[Story]:
    """The newest stories, for other pages. One query."""
    return list(Story.objects.told_elsewhere(at).defer("body").newest_first()[:most])


def may_write(user: Any, at: datetime) -> bool:
    """Whether `user` speaks for a member organisation, or looks after the page of a project."""
    day = zones.day(at)
    if Maintainer.objects.on(day).filter(account=user.pk).exists():
        return True
    member = Membership.objects.on(day).filter(organization=OuterRef("organization"))
    roles = Representative.objects.on(day).filter(email__in=verified_emails(user))
    return roles.filter(Exists(member)).exists()


def written_by(user: Any) -> QuerySet[Story]:
    """The stories of `user`, the newest first; what they discarded is gone."""
    rows = Story.objects.filter(author=user.pk).exclude(state=StoryState.DISCARDED)
    return rows.order_by("-pk")

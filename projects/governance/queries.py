"""Who runs a project, as of any day."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Prefetch, Value, When
from django.db.models.functions import JSONObject

from projects.governance.models import Body, BodyKind, Document, Seat
from projects.models import Project


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody in a body: name, role, the name of whom they work for."""

    name: str
    role: str
    organization: str | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A body and who sits in it on the day asked for, chairs first."""

    name: str
    kind: str
    purpose: str
    url: str
    seats: list[Sitter] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def kind_shown(self) -> str:
        """The kind, where the name does not say it."""
        label = str(BodyKind(self.kind).label)
        return "" if self.kind == BodyKind.OTHER or label == self.name else label


def bodies_of(project: Any, day: Any) -> Any:
    """For a query on projects: the bodies as JSON, each with who sits in it on `day`."""
    sitting = (
        Seat.objects.filter(body=OuterRef("pk"), span__contains=day)
        .order_by(_plain_last(), "name")
        .values(
            json=JSONObject(
                name="name", role="role", organization="organization__name", source="source"
            )
        )
    )
    return ArraySubquery(
        Body.objects.filter(project=project)
        .order_by("position", "name")
        .values(
            json=JSONObject(
                name="name", kind="kind", purpose="purpose", url="url",
                source="source", seats=ArraySubquery(sitting),
            )
        )
    )  # fmt: skip


def _plain_last() -> Any:
    """Those with a role before plain members."""
    return Case(When(role="", then=Value(1)), default=Value(0))


def sittings(rows: list[dict[str, Any]]) -> list[Sitting]:
    """What `bodies_of` found, without bodies that nobody sits in."""
    return [_sitting(row) for row in rows if row["seats"]]


def _sitting(row: dict[str, Any]) -> Sitting:
    seats = [Sitter(each["name"], each["role"], each["organization"]) for each in row["seats"]]
    told = dict.fromkeys([row["source"], *(each["source"] for each in row["seats"])])
    return Sitting(
        row["name"], row["kind"], row["purpose"], row["url"], seats, [each for each in told if each]
    )


def history(project: Project) -> list[Body]:
    """The bodies with every term, newest first. Two queries."""
    terms = Seat.objects.select_related("organization").order_by("-span", "name")
    return list(
        Body.objects.filter(project=project)
        .prefetch_related(Prefetch("terms", terms))
        .order_by("position", "name")
    )


def documents(project: Project) -> list[Document]:
    """Its papers, newest first. One query."""
    found = list(project.documents.order_by("-dated_on", "-pk"))
    for row in found:
        row.project = project
    return found

"""What the ecosystem tells about an organisation on its page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from members.facts import Line, of, told
from projects.ecosystem.models import Offer, OfferKind, Tie, TieKind


def _tie(name: str, slug: str, kind: str, source: str) -> Line:
    url = reverse("projects:project", args=[slug])
    return Line(name, url, f"{TieKind(kind).label} · {source}")


@told("What it does for projects", place=24, line=_tie)
def tied(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The projects it funds, sells, hosts, teaches or hires for, each with its source."""
    ties = Tie.objects.on(day).filter(organization=organization).order_by("project__name", "kind")
    return of(ties, name="project__name", slug="project__slug", kind="kind", source="source")


def _offer(name: str, slug: str, kind: str, source: str) -> Line:
    more = " · ".join(filter(None, (str(OfferKind(kind).label), source)))
    return Line(name, reverse("ecosystem:offer", args=[slug]), more)


@told("What it offers", place=26, line=_offer)
def offered(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """Its entries of the marketplace, by name."""
    shown = Offer.objects.shown_on(day).filter(organization=organization)
    rows = shown.order_by("search_text", "pk")
    return of(rows, name="name", slug="slug", kind="kind", source="source")

"""Questions about the marketplace and about who is tied to a project."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, Value

from foundation.base import search
from members.models import Organization
from projects.ecosystem.models import (
    LicenceRequest,
    Offer,
    OfferDraft,
    OfferKind,
    OfferQuerySet,
    Region,
    Tie,
    TieKind,
    TrademarkLicence,
)
from projects.models import Project

FACETS = ("kind", "project", "region", "programme")
TIE_FACETS = ("kind", "project")


@dataclass(frozen=True)
class Light:
    """An entry, or a tie, as the filters see it: what it is counted under."""

    pk: int
    values: dict[str, frozenset[str]]

    def fits(self, asked: dict[str, str], *, but: str = "") -> bool:
        """Whether it is under everything `asked`, the facet `but` left aside."""
        return all(
            not value or name == but or value in self.values[name] for name, value in asked.items()
        )


@dataclass
class Market:
    """The marketplace of a day, or the ties: what there is by name, and the names of the filters."""

    rows: list[Light]
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def under(self, asked: dict[str, str]) -> list[int]:
        """The keys of the entries that fit, in their order."""
        return [row.pk for row in self.rows if row.fits(asked)]

    def counts(self, facet: str, asked: dict[str, str]) -> Counter[str]:
        """How many entries there would be with each value of `facet`, the other filters kept."""
        fitting = (row for row in self.rows if row.fits(asked, but=facet))
        return Counter(value for row in fitting for value in row.values[facet])


def market(day: date, typed: str = "") -> Market:
    """Every entry shown on `day` that what was `typed` fits. Three queries."""
    found = searched(Offer.objects.shown_on(day), typed)
    offers = list(found.order_by("search_text", "pk").values_list("pk", "kind", "regions"))
    for_projects, project_names = _pairs(
        Offer.projects.through.objects.filter(offer__in=found.order_by()).values_list(
            "offer_id", "project__slug", "project__name"
        )
    )
    marked, programme_names = _pairs(
        TrademarkLicence.objects.on(day)
        .order_by("programme__position", "programme__name")
        .values_list("offer_id", "programme__slug", "programme__name")
    )
    rows = [
        Light(
            pk,
            {
                "kind": frozenset([kind]),
                "project": frozenset(for_projects.get(pk, ())),
                "region": _regions(regions),
                "programme": frozenset(marked.get(pk, ())),
            },
        )
        for pk, kind, regions in offers
    ]
    return Market(rows, {
        "kind": {kind.value: str(kind.label) for kind in OfferKind},
        "region": {region.value: str(region.label) for region in Region},
        "project": dict(sorted(project_names.items(), key=lambda pair: pair[1].lower())),
        "programme": programme_names,
    })  # fmt: skip


def _regions(regions: list[str]) -> frozenset[str]:
    """What is sold everywhere is sold in every region."""
    return frozenset(Region.values if Region.WORLD in regions else regions)


def _pairs(rows: Iterable[tuple[int, str, str]]) -> tuple[dict[int, list[str]], dict[str, str]]:
    by_offer: dict[int, list[str]] = {}
    names: dict[str, str] = {}
    for offer, slug, name in rows:
        by_offer.setdefault(offer, []).append(slug)
        names[slug] = name
    return by_offer, names


def searched(rows: OfferQuerySet, typed: str) -> OfferQuerySet:
    """The `rows` that what was `typed` fits: its name, typing errors forgiven, or its sentence or
    organisation, which must contain it."""
    if not typed:
        return rows
    text = search.Folded(Value(typed))
    named = search.matching(Offer.objects.all(), typed, "search_text").order_by()
    return rows.annotate(said=search.Folded("summary")).filter(
        Q(pk__in=named.values("pk"))
        | Q(said__contains=text)
        | Q(organization__search_text__contains=text)
    )


def dressed(rows: OfferQuerySet, day: date) -> OfferQuerySet:
    """`rows` with what they show: organisation, projects and the marks held on `day`. 3 queries."""
    marks = TrademarkLicence.objects.on(day).select_related("programme")
    return rows.select_related("organization").prefetch_related(
        Prefetch("projects", Project.objects.order_by("position", "name")),
        Prefetch("licences", marks.order_by("programme__position"), to_attr="marks"),
    )


def in_order(keys: list[int], day: date) -> list[Offer]:
    """The entries with these keys, in this order. Three queries, none for nothing."""
    rows = {row.pk: row for row in dressed(Offer.objects.filter(pk__in=keys), day)} if keys else {}
    return [rows[key] for key in keys if key in rows]


def others(offer: Offer, day: date) -> OfferQuerySet:
    """What its organisation offers beside it."""
    shown = Offer.objects.shown_on(day).filter(organization=offer.organization)
    return shown.exclude(pk=offer.pk).order_by("search_text", "pk")


def of_organization(organization: Organization) -> QuerySet[Offer]:
    """Every entry it has published, those on the marketplace first."""
    rows = Offer.objects.filter(organization=organization)
    return rows.order_by("-withdrawn_on", "search_text", "pk")


def open_drafts(organization: Organization) -> QuerySet[OfferDraft]:
    """What its people are writing, the latest first."""
    rows = OfferDraft.objects.open().filter(organization=organization).defer("logo_content")
    return rows.select_related("offer").order_by("-written_at", "-pk")


def ties(project: Project, day: date) -> QuerySet[Tie]:
    """Who does what for `project` on `day`, by kind and name."""
    rows = Tie.objects.on(day).filter(project=project).select_related("organization")
    return rows.order_by("kind", "organization__search_text")


def own_licences(organization: Organization, day: date) -> QuerySet[TrademarkLicence]:
    """The marks its entries hold on `day` or will hold, those that end first before. One query."""
    rows = TrademarkLicence.objects.filter(offer__organization=organization, expires_on__gt=day)
    return rows.select_related("offer", "programme").order_by("expires_on", "pk")


def own_requests(organization: Organization) -> QuerySet[LicenceRequest]:
    """What it asks for and is not decided, or came back; the latest first. One query."""
    rows = LicenceRequest.objects.open().filter(offer__organization=organization)
    return rows.select_related("offer", "programme", "project").order_by("-written_at", "-pk")


def may_ask(organization: Organization) -> QuerySet[Offer]:
    """The entries that a licence can be asked for: those on the marketplace."""
    return of_organization(organization).filter(withdrawn_on__isnull=True)


def tied(day: date, typed: str = "") -> Market:
    """Every tie to a real project that holds on `day`, of organisations whose name what was `typed` fits: by kind, then
    by name. One query."""
    rows = Tie.objects.on(day).filter(project__is_example=False)
    if typed:
        named = search.matching(Organization.objects.all(), typed, "search_text")
        rows = rows.filter(organization__in=named.order_by().values("pk"))
    in_order = rows.order_by(
        "organization__search_text", "project__position", "project__name", "pk"
    )
    found = list(in_order.values_list("pk", "kind", "project__slug", "project__name"))
    kinds = {kind.value: str(kind.label) for kind in TieKind}
    found.sort(key=lambda row: list(kinds).index(row[1]))
    names = {slug: name for _pk, _kind, slug, name in found}
    return Market(
        [
            Light(pk, {"kind": frozenset([kind]), "project": frozenset([slug])})
            for pk, kind, slug, _name in found
        ],
        {"kind": kinds, "project": dict(sorted(names.items(), key=lambda row: row[1].lower()))},
    )


def ties_in_order(keys: list[int]) -> list[Tie]:
    """The ties with these keys, in this order. One query, none for nothing."""
    rows = Tie.objects.select_related("organization", "project").in_bulk(keys) if keys else {}
    return [rows[key] for key in keys if key in rows]

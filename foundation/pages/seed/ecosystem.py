"""Who does what for the projects, and a marketplace with invented entries.

The ties are products and services that their makers are known for. Nobody has looked them up again,
and each says so on the page; since when is not known, so the first day is open. Who is known to
build a project (see `projects.BACKERS`) hires for it. The entries of the marketplace are invented,
and each says so: the members are real, what they offer here is not. They come about as any other,
by drafts and decisions.
"""

from datetime import UTC, date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from members.accounts.models import User
from members.models import Organization
from projects.ecosystem import services
from projects.ecosystem.models import (
    LicenceRequest,
    Offer,
    OfferDraft,
    Programme,
    Tie,
    TieKind,
    TrademarkLicence,
)
from projects.models import Project

from .facts import rows
from .projects import BACKERS
from .representation import HOME, ROBIN

HIRES = "Known to have people who build it: general knowledge, unverified"
INVENTED = "This entry was invented for the demo: the member is real, the offer is not."
AT = datetime(2022, 9, 5, 10, tzinfo=UTC)
ASKED = datetime(2022, 10, 7, 15, 20, tzinfo=UTC)
PROGRAMMES = [
    ("OpenStack Powered", "openstack-powered", "It contains OpenStack and passes its interoperability tests.", "https://www.openstack.org/brand/interop/"),
    ("OpenStack Compatible", "openstack-compatible", "It was tested to work together with OpenStack.", "https://www.openstack.org/brand/openstack-compatible/"),
]  # fmt: skip
# Organisation, kind, name, sentence, regions, projects, and the mark with its last day.
ENTRIES = [
    (HOME, "public_cloud", "Example Harbour Cloud", "Virtual machines and volumes by the hour, in two invented cities.", ["north_america", "europe"], ["openstack"], ("openstack-powered", date(2023, 6, 1))),
    (HOME, "support", "Example Gatekeeper", "Somebody else keeps your Zuul running, day and night.", ["world"], ["zuul"], None),
    ("Cleura", "public_cloud", "Example Fjord Cloud", "A public cloud on imaginary hydropower.", ["europe"], ["openstack"], ("openstack-powered", date(2022, 11, 20))),
    ("Mirantis", "distribution", "Example Stack in a Box", "Unpack it, plug it in, and you have a cloud of three nodes.", ["world"], ["openstack"], ("openstack-powered", date(2022, 10, 1))),
    ("Component Soft", "training", "Example Five Days of OpenStack", "A course that begins with a cable and ends with a cloud.", ["europe", "asia"], ["openstack"], None),
    ("Wind River", "distribution", "Example Edge Kit", "StarlingX on two small servers at the foot of a mast.", ["world"], ["starlingx"], None),
    ("NetApp", "driver", "Example Volume Driver", "Connects invented disks to the block storage of your cloud.", ["world"], ["openstack"], ("openstack-compatible", date(2023, 3, 1))),
    ("StackHPC", "consulting", "Example Cluster Clinic", "We look at your research cloud for two days and tell you what we saw.", ["europe", "oceania"], ["openstack", "kata-containers"], None),
]  # fmt: skip
WAITS = (HOME, "private_cloud", "Example Lighthouse", "A private cloud of your own in an invented data centre.", ["north_america"], ["openstack", "kata-containers"], None)  # fmt: skip
TEXT = (
    "This text stands where a member would describe its offer.\n\n"
    "A member would write here what is included, how it is supported, and what it costs."
)


def seed() -> None:
    """Write what is missing; what was done since stays."""
    _ties()
    _programmes()
    if not OfferDraft.objects.exists():
        robin = User.objects.filter(email=ROBIN[1]).first()
        for entry in ENTRIES:
            _publish(entry, robin)
        services.submit(draft=_draft(WAITS, robin), at=AT, by=robin)
    if not LicenceRequest.objects.exists():
        _ask(User.objects.filter(email=ROBIN[1]).first())


def _ask(by: User | None) -> None:
    """The invented entry of the home member asks for one more mark."""
    asked = services.Asked(
        programme=Programme.objects.get(slug="openstack-compatible"),
        project=Project.objects.get(slug="openstack"),
        product="Example Harbour Cloud 4 (invented)",
        tested_against="2022.06",
        evidence="https://example-harbour-cloud.example/results/",
    )
    entry = Offer.objects.get(name="Example Harbour Cloud", organization__name=HOME)
    services.ask(offer=entry, asked=asked, at=ASKED, by=by)


def _ties() -> None:
    organizations = {row.name: row for row in Organization.objects.all()}
    projects = {row.slug: row for row in Project.objects.all()}
    known = [
        (row["organization"], row["project"], row["kind"], row["source"])
        for row in rows("ecosystem_ties.csv")
    ]
    known += [
        (name, slug, TieKind.HIRE.value, HIRES) for slug, names in BACKERS.items() for name in names
    ]
    Tie.objects.bulk_create(
        [
            Tie(organization=organizations[name], project=projects[slug], kind=kind,
                span=DateRange(None, None), source=source)
            for name, slug, kind, source in known
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _programmes() -> None:
    for position, (name, slug, text, link) in enumerate(PROGRAMMES, start=1):
        values = {"name": name, "text": text, "link": link, "position": position * 10}
        Programme.objects.get_or_create(slug=slug, defaults=values)


def _draft(entry: tuple, by: User | None) -> OfferDraft:  # type: ignore[type-arg]
    member, kind, name, summary, regions, slugs, _mark = entry
    said = services.Entry(
        kind=kind,
        name=name,
        summary=summary,
        description=TEXT,
        link=f"https://{name.lower().replace(' ', '-')}.example/",
        regions=regions,
        projects=list(Project.objects.filter(slug__in=slugs)),
    )
    organization = Organization.objects.get(name=member)
    by = by if member == HOME else None
    return services.write(organization=organization, entry=said, logo=None, at=AT, by=by)


def _publish(entry: tuple, by: User | None) -> None:  # type: ignore[type-arg]
    draft = services.submit(draft=_draft(entry, by), at=AT, by=None)
    offer = services.approve(draft=draft, version=draft.version, at=AT, by=None)
    Offer.objects.filter(pk=offer.pk).update(source=INVENTED)
    if mark := entry[-1]:
        slug, ends = mark
        TrademarkLicence.objects.create(
            programme=Programme.objects.get(slug=slug),
            offer=offer,
            version="2022.06",
            granted_on=ends.replace(year=ends.year - 1),
            expires_on=ends,
        )

"""Ties, entries of the marketplace and licences."""

from datetime import date, timedelta
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.base import zones
from members import logos
from projects.ecosystem import services
from projects.ecosystem.models import Programme, Tie, TrademarkLicence
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_membership, make_organization
from tests.factories.projects import make_project

_numbers = count(1)


def make_member(name="", **fields):
    """An organisation that holds a tier since 2021."""
    return make_membership(name or f"Member {next(_numbers)}", "Silver", **fields).organization


def make_tie(project=None, organization=None, kind="ship", start=None, end=None, **fields):
    """An organisation ships a product, since a day that nobody knows."""
    return Tie.objects.create(
        project=project or make_project(),
        organization=organization or make_organization(f"Tied {next(_numbers)}"),
        **{"kind": kind, "span": DateRange(start, end), "source": "a test"} | fields,
    )


def make_said(**fields):
    """What an entry says."""
    defaults = {
        "kind": "public_cloud",
        "name": f"Cloud {next(_numbers)}",
        "summary": "Machines by the hour",
        "description": "First.\n\nSecond.",
        "link": "https://cloud.example/",
        "regions": ["europe"],
        "projects": None,
    }
    given = defaults | fields
    given["projects"] = [make_project()] if given["projects"] is None else given["projects"]
    return services.Entry(**given)


def make_draft(organization=None, *, by=None, at=KEYNOTE_WEEK, logo=b"", submits=True, **fields):
    """A draft of a new entry that waits for approval."""
    draft = services.write(
        organization=organization or make_member(),
        entry=make_said(**fields),
        logo=logos.made_safe(logo) if logo else None,
        at=at,
        by=by,
    )
    return services.submit(draft=draft, at=at, by=by) if submits else draft


def make_offer(organization=None, *, at=KEYNOTE_WEEK, **fields):
    """A published entry of a member."""
    draft = make_draft(organization, at=at, **fields)
    return services.approve(draft=draft, version=draft.version, at=at, by=None)


def make_programme(name="OpenStack Powered", **fields):
    slug = name.lower().replace(" ", "-")
    return Programme.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def make_licence(offer=None, **fields):
    """A licence that was granted in January 2022 and ends with the year."""
    day = zones.day(KEYNOTE_WEEK)
    return TrademarkLicence.objects.create(
        programme=fields.pop("programme", None) or make_programme(),
        offer=offer or make_offer(),
        **{
            "version": "2022.06",
            "granted_on": date(2022, 1, 1),
            "expires_on": day + timedelta(days=82),
        }
        | fields,
    )


def make_form(project, **fields):
    """What a browser sends for the form of an entry."""
    return {
        "name": "Harbour",
        "kind": "public_cloud",
        "summary": "Machines by the hour",
        "description": "First.",
        "link": "https://cloud.example/",
        "regions": ["europe", "asia"],
        "projects": [project.slug],
    } | fields


def make_asked(offer, **fields):
    """What a request for a licence says."""
    return services.Asked(
        **{
            "programme": make_programme(),
            "project": offer.projects.first(),
            "product": "Harbour 4.2",
            "tested_against": "2022.11",
            "evidence": "https://cloud.example/results",
        }
        | fields
    )


def make_request(offer=None, *, by=None, at=KEYNOTE_WEEK, **fields):
    """A request for a licence that waits for the staff."""
    offer = offer or make_offer()
    return services.ask(offer=offer, asked=make_asked(offer, **fields), at=at, by=by)

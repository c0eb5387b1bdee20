"""Organisations: 100 members and 434 that signed the CCLA, one row each however often named.

A supporter that is a member under another spelling is matched by `organization_names.csv`, and
the spelling of the register is kept as another name, so that both are found.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from django.utils.text import slugify
from django_countries import countries

from members.models import NameKind, Organization, OrganizationName

from .facts import rows

# What the register's notes say about a company itself, not about its listing.
TELLING = re.compile(r"^(acquired by|merged into|now |became |later |split |Western|operator of)")
REGISTER = "Corporate CLA register of the Foundation"


def seed() -> None:
    """Write organisations, their other names and owners; those already there stay as they are."""
    known = set(Organization.objects.values_list("slug", flat=True))
    facts = [fact for fact in _facts().values() if fact["slug"] not in known]
    Organization.objects.bulk_create(
        (Organization(**fact) for fact in facts), ignore_conflicts=True
    )
    ids = dict(Organization.objects.values_list("name", "pk"))
    _names(ids)
    _owners(ids, {fact["name"] for fact in facts})


def _facts() -> dict[str, dict[str, Any]]:
    """Every organisation by its name, members first, with what the register says about it."""
    industries = {row["told"]: row["industry"] for row in rows("industries.csv")}
    found = {row["name"]: _member(row, industries) for row in rows("members.csv")}
    spellings = {
        row["name"]: row["organization"]
        for row in rows("organization_names.csv")
        if row["register"]
    }
    for row in _register():
        name = spellings.get(row["name"], row["name"])
        organization = found.setdefault(name, _supporter(row))
        organization["is_supporter"] = True
        organization["ccla_signed_on"] = (
            date.fromisoformat(row["ccla_signed"]) if row["ccla_signed"] else None
        )
        if "infrastructure donor" in row.get("note", "").lower():
            organization["is_infrastructure_donor"] = True
    return found


def _register() -> Iterator[dict[str, str]]:
    yield from rows("supporting_organizations.csv")
    yield from rows("supporting_organizations_extra.csv")


def _member(row: dict[str, str], industries: dict[str, str]) -> dict[str, Any]:
    told = row["industry"]
    return {
        **_blank(row),
        "industry": industries[told],
        "description": f"{told}." if told != industries[told] else "",
        "source": row["source"],
    }


def _supporter(row: dict[str, str]) -> dict[str, Any]:
    note = row.get("note", "")
    telling = bool(TELLING.match(note))
    return {
        **_blank(row),
        "description": f"{note[0].upper()}{note[1:]}." if telling else "",
        "source": REGISTER if telling or not note else f"{REGISTER}; {note}",
    }


def _blank(row: dict[str, str]) -> dict[str, Any]:
    """What both kinds of rows say."""
    return {
        "name": row["name"],
        "slug": slugify(row["name"]),
        "country": _country(row["country"]),
        "website": row.get("website", ""),
        "industry": "",
        "is_supporter": False,
        "ccla_signed_on": None,
        "is_infrastructure_donor": False,
    }


@cache
def _country(name: str) -> str:
    """The two letters of a country as the files name it; "" for none."""
    named = countries.by_name(name)
    if name and not named:
        message = f"No country is called {name}."
        raise ValueError(message)
    return named


def _names(ids: dict[str, int]) -> None:
    taken = {slugify(name) for name in ids}
    OrganizationName.objects.bulk_create(
        (
            OrganizationName(
                organization_id=ids[row["organization"]],
                name=row["name"],
                kind=NameKind(row["kind"]),
                slug=None if slugify(row["name"]) in taken else slugify(row["name"]),
            )
            for row in rows("organization_names.csv")
            if row["organization"] in ids
        ),
        ignore_conflicts=True,
    )


def _owners(ids: dict[str, int], fresh: set[str]) -> None:
    """Who owns whom, for organisations written just now."""
    owners = [row for row in rows("organization_parents.csv") if row["name"] in fresh]
    organizations = Organization.objects.in_bulk([ids[row["name"]] for row in owners])
    for row in owners:
        organizations[ids[row["name"]]].parent_id = ids[row["parent"]]
    Organization.objects.bulk_update(organizations.values(), ["parent"])

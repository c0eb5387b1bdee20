"""Organisations, tiers and memberships for tests."""

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from members.models import (
    Benefit,
    MailDomain,
    Membership,
    NameKind,
    Organization,
    OrganizationName,
    Representative,
    Tier,
    TierBenefit,
    TierPrice,
)

TIERS = {"Platinum": (1, 5), "Gold": (2, 4), "Silver": (3, 3), "Associate": (4, 2)}


def make_tier(name: str = "Gold", **fields: Any) -> Tier:
    """The tier called so, which is made once."""
    rank, size = TIERS.get(name, (9, 1))
    defaults = {"name": name, "rank": rank, "logo_size": size, "text": f"{name} text",
                "summary": f"{name} summary",
                "is_exclusive": name in {"Platinum", "Gold"}}  # fmt: skip
    tier, _made = Tier.objects.get_or_create(slug=slugify(name), defaults=defaults | fields)
    return tier


def make_organization(name: str = "Acme", **fields: Any) -> Organization:
    return Organization.objects.create(**{"name": name, "slug": slugify(name)} | fields)


def make_supporter(name: str = "Helper", **fields: Any) -> Organization:
    defaults = {"is_supporter": True, "ccla_signed_on": date(2014, 5, 1)}
    return make_organization(name, **defaults | fields)


def make_name(
    name: str = "Old name", *, organization: Organization | None = None, **fields: Any
) -> OrganizationName:
    return OrganizationName.objects.create(
        organization=organization or make_organization(),
        **{"name": name, "kind": NameKind.FORMER} | fields,
    )


def make_membership(
    organization: Organization | str = "Acme",
    tier: str = "Gold",
    start: date | None = date(2021, 3, 1),
    end: date | None = None,
    **fields: Any,
) -> Membership:
    """A membership from the first day `start` to the day before `end`."""
    if isinstance(organization, str):
        organization = make_organization(organization)
    return Membership.objects.create(
        organization=organization, tier=make_tier(tier), span=DateRange(start, end), **fields
    )


def make_representative(organization: Organization, **fields: Any) -> Representative:
    """Ada is its primary representative."""
    defaults = {"name": "Ada Lovelace", "email": "ada@example.org"}
    return Representative.objects.create(organization=organization, **defaults | fields)


def make_mail_domain(organization: Organization, domain: str = "example.org") -> MailDomain:
    return MailDomain.objects.create(organization=organization, domain=domain)


def make_price(tier: str = "Gold", year: int = 2022, amount: int = 150000) -> TierPrice:
    return TierPrice.objects.create(tier=make_tier(tier), year=year, amount=amount, currency="USD")


def make_benefit(name: str = "A seat", *tiers: str, **fields: Any) -> Benefit:
    """A benefit that the named tiers include."""
    benefit = Benefit.objects.create(**{"name": name, "group": "Governance"} | fields)
    for tier in tiers:
        TierBenefit.objects.create(benefit=benefit, tier=make_tier(tier))
    return benefit

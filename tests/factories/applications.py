"""Applications for membership in every state, made by the services."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model

from members.applications.models import AgreementText, Application, TextKind
from members.applications.services import deciding, filling, reviewing
from members.applications.steps import BY_SLUG
from members.models import DecidedBy, TierPrice
from members.rulings import Ruling
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_tier
from tests.factories.orders import make_foundation

_numbers = count(1)
ORGANIZATION = {
    "name": "Fjordcloud",
    "country": "NO",
    "city": "Bergen",
    "industry": "Public cloud",
    "website": "https://fjordcloud.example",
    "description": "A public cloud on the coast.",
}
OWNERSHIP = {"has_owner": False, "owner_name": "", "subsidiaries": "", "affiliation_note": ""}
PEOPLE = {
    "primary_name": "Ada Lovelace",
    "primary_email": "ada@example.org",
    "billing_contact": "Grace Hopper",
    "billing_email": "grace@example.org",
    "marketing_name": "",
    "marketing_email": "",
    "technical_name": "Alan Turing",
    "technical_email": "alan@example.org",
    "signer_name": "Edith Clarke",
    "signer_title": "Managing director",
    "signer_email": "edith@example.org",
    "signer_confirmed": True,
}
BILLING = {
    "billing_name": "Fjordcloud AS",
    "billing_address": "Havnegata 1\n5003 Bergen",
    "billing_country": "NO",
    "tax_number": "NO 123 456 789 MVA",
    "invoice_email": "invoices@example.org",
    "purchase_order": "",
}
DUES = {"Platinum": 350000, "Gold": 150000, "Silver": 15000, "Associate": 0}


def make_offered(name: str = "Gold", **fields: Any) -> Any:
    """A tier with dues of 2022 and its own way to a decision, as domain 1 says."""
    rules = {
        "Platinum": {"days_in_public": 3, "decided_by": DecidedBy.BOARD},
        "Gold": {"days_in_public": 3},
    }
    tier = make_tier(name)
    for field, value in (rules.get(name, {}) | fields).items():
        setattr(tier, field, value)
    tier.save()
    TierPrice.objects.get_or_create(
        tier=tier, year=2022, defaults={"amount": DUES[name], "currency": "USD"}
    )
    return tier


def make_text(kind: str = TextKind.AGREEMENT, **fields: Any) -> AgreementText:
    """Version 1 of a text, in force since 2020; made once."""
    version = fields.pop("version", "1")
    defaults = {"in_force_on": date(2020, 1, 1), "title": TextKind(kind).label, "text": "Be fair."}
    row, _made = AgreementText.objects.get_or_create(
        kind=kind, version=version, defaults=defaults | fields
    )
    return row


def make_draft(tier: str = "Gold", *, at=KEYNOTE_WEEK, **fields: Any) -> Application:
    """A draft with nothing but a tier and Ada's address."""
    make_foundation()
    begun = {"applicant": "Ada Lovelace", "email": "ada@example.org"} | fields
    return filling.begin(token=f"token {next(_numbers)}", tier=make_offered(tier), at=at, **begun)


def fill(row: Application, *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    """Every step answered; `changes` go over the answers, whichever step asks them."""
    told = {"organization": ORGANIZATION, "ownership": OWNERSHIP, "people": PEOPLE,
            "billing": BILLING}  # fmt: skip
    for slug, answers in told.items():
        mine = {name: value for name, value in changes.items() if name in answers}
        filling.save(application=row, step=BY_SLUG[slug], answers=answers | mine, at=at)
    agreed = {kind: _in_force(kind, at) for kind in TextKind.values}
    agreed |= {"commitment": "", "commitment_author": ""}
    filling.save(application=row, step=BY_SLUG["agreement"], answers=agreed, at=at)
    filling.recognize(application=row, organization=changes.get("organization"), at=at)
    row.refresh_from_db()
    return row


def _in_force(kind: str, at: Any) -> AgreementText:
    return AgreementText.objects.in_force(kind, at.date()) or make_text(kind)


def make_filled(tier: str = "Gold", *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    return fill(make_draft(tier, at=at), at=at, **changes)


def make_sent(tier: str = "Gold", *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    row = make_filled(tier, at=at, **changes)
    return filling.submit(application=row, dues=Decimal(DUES[tier]), at=at)


def make_reviewed(tier: str = "Gold", *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    row = make_sent(tier, at=at, **changes)
    return reviewing.take_up(application=row, by=None, at=at)


def make_asked(tier: str = "Gold", *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    row = make_reviewed(tier, at=at, **changes)
    reviewing.ask(application=row, text="Who owns you?", by=None, at=at)
    row.refresh_from_db()
    return row


def make_published(tier: str = "Gold", *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    return reviewing.publish(application=make_reviewed(tier, at=at, **changes), at=at)


def make_ruling(day=KEYNOTE_WEEK, *, body: str = DecidedBy.DIRECTOR, **fields: Any) -> Ruling:
    """What was decided on the day of `day`; a board votes 9 for, 0 against, 1 abstained."""
    votes = {"votes_for": 9, "votes_against": 0, "votes_abstained": 1}
    given = votes if body == DecidedBy.BOARD else {}
    defaults = {"body": body, "decided_on": day.date(), "text": "Welcome.", **given}
    return Ruling(**defaults | fields)


def make_approved(tier: str = "Silver", *, at=KEYNOTE_WEEK, **changes: Any) -> Application:
    """An approved one; Gold and Platinum after their days in public."""
    row = make_reviewed(tier, at=at, **changes)
    if row.public_days:
        reviewing.publish(application=row, at=at)
        at += timedelta(days=row.public_days)
    ruling = make_ruling(at, body=row.decided_by)
    return deciding.approve(application=row, ruling=ruling, by=None, at=at)


def make_staff(email: str = "sam@example.org") -> Any:
    return get_user_model().objects.create_user(email, full_name="Sam Staff", is_staff=True)

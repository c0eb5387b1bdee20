"""Applications for membership: the texts to agree to, the checklist, and rows to try it with.

The texts are short ones of ours. Who applies is invented, organisations and people alike; each row
goes through the services, once.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from members.applications.models import (
    AgreementText,
    Application,
    ChecklistTemplate,
    Rules,
    TextKind,
)
from members.applications.services import filling, reviewing
from members.applications.steps import BY_SLUG
from members.models import Tier

# The demo begins on Monday 10 October 2022, 09:00 UTC.
BEGUN = datetime(2022, 9, 26, 13, 40, tzinfo=UTC)
AGREEMENT = """1. Membership begins with the approval of the application and runs for the term of the tier.

2. The member pays the dues of its tier for each year. The first invoice comes with the approval; dues are due within 30 days.

3. The member may use the tier's logo, and the foundation the member's name and logo to show that it is a member, as long as the membership lasts and the dues are paid.

4. The member tells the foundation when it is bought, merged or renamed. Of organisations with one owner, one may be a Platinum or Gold member.

5. Either side may end the membership by the end of a term, by a message before the date that the tier names. The member follows the bylaws and the code of conduct."""
CONDUCT = """Be friendly, patient and welcoming. Be considerate: your work is used by others, and you depend on theirs.

Be respectful and choose your words with care. No harassment of anybody, for whatever reason, at events, in code review, in chat and by mail.

When we disagree, we try to understand why. When somebody is harmed, we listen, and we act."""
CHECKLIST: list[tuple[str, tuple[str, ...]]] = [
    ("Logo received", ()),
    ("Profile complete", ()),
    ("Added to the mailing lists", ()),
    ("Welcome call with the primary contact", ("platinum", "gold", "silver")),
    ("Announcement published", ("platinum", "gold", "silver")),
    ("Director named for the board", ("platinum",)),
    ("Told of the next election of Gold directors", ("gold",)),
]


@transaction.atomic
def seed() -> None:
    """Add what is missing; what staff did since stays."""
    Rules.objects.get_or_create(pk=1)
    _texts()
    if not ChecklistTemplate.objects.exists():
        _checklist()
    for make, email in (
        (_gold_in_review, "ingrid.solberg@example.com"),
        (_silver_draft, "paulo.teixeira@example.com"),
        (_platinum_in_public, "yuki.arai@example.com"),
    ):
        if not Application.objects.filter(email=email).exists():
            make(email)


def _texts() -> None:
    told = ((TextKind.AGREEMENT, "Membership agreement", AGREEMENT),
            (TextKind.CONDUCT, "Code of conduct", CONDUCT))  # fmt: skip
    for kind, title, text in told:
        AgreementText.objects.get_or_create(
            kind=kind,
            version="2022",
            defaults={"in_force_on": date(2022, 1, 1), "title": title, "text": text},
        )


def _checklist() -> None:
    for number, (name, slugs) in enumerate(CHECKLIST, start=1):
        line = ChecklistTemplate.objects.create(name=name, position=number * 10)
        line.tiers.set(Tier.objects.filter(slug__in=slugs))


def _begin(tier: str, applicant: str, email: str, at: datetime) -> Application:
    return filling.begin(
        token=f"seed {email}",
        tier=Tier.objects.get(slug=tier),
        applicant=applicant,
        email=email,
        at=at,
    )


def _fill(row: Application, at: datetime, organization: dict[str, str], **told: Any) -> Application:
    """Every step answered; the dues are those of the day."""
    ownership = {"has_owner": False, "owner_name": "", "subsidiaries": "", "affiliation_note": ""}
    people = {
        "primary_name": row.applicant,
        "primary_email": row.email,
        "billing_contact": told["billing"],
        "billing_email": f"invoices@{told['domain']}",
        "signer_name": told["signer"],
        "signer_title": "Chief executive",
        "signer_email": f"office@{told['domain']}",
        "signer_confirmed": True,
    }
    billing = {
        "billing_name": told["legal"],
        "billing_address": told["address"],
        "billing_country": organization["country"],
        "invoice_email": f"invoices@{told['domain']}",
    }
    agreed = {
        kind: AgreementText.objects.get(kind=kind, version="2022") for kind in TextKind.values
    }
    agreed |= {"commitment": told["commitment"], "commitment_author": told["signer"]}
    for slug, answers in (
        *(("organization", organization), ("ownership", ownership), ("people", people)),
        *(("billing", billing), ("agreement", agreed)),
    ):
        filling.save(application=row, step=BY_SLUG[slug], answers=answers, at=at)
    filling.recognize(application=row, organization=None, at=at)
    row.refresh_from_db()
    dues = row.tier.prices.get(year=at.year).amount
    return filling.submit(application=row, dues=Decimal(dues), at=at + timedelta(minutes=25))


def _gold_in_review(email: str) -> None:
    row = _begin("gold", "Ingrid Solberg", email, BEGUN)
    organization = {
        "name": "Fjordlys Cloud",
        "country": "NO",
        "city": "Bergen",
        "industry": "Public cloud",
        "website": "https://fjordlys.example",
        "description": "A public cloud on the west coast of Norway, run on water power and OpenStack since 2016.",
    }
    _fill(
        *(row, BEGUN, organization),
        domain="example.com",
        billing="Henrik Dahl",
        signer="Astrid Moen",
        legal="Fjordlys Cloud AS",
        address="Bryggen 11\n5003 Bergen",
        commitment="We run what we contribute to, and send upstream what we mend.",
    )
    at = BEGUN + timedelta(days=2)
    reviewing.take_up(application=row, by=None, at=at)
    reviewing.ask(
        application=row,
        text="Your website names an investor, Havkraft Invest. How much of Fjordlys Cloud does it own?",
        by=None,
        at=at + timedelta(hours=1),
    )
    reviewing.answer(
        application=row,
        text="Havkraft Invest holds 30 %. The rest belongs to the two founders, half each.",
        at=at + timedelta(days=1),
    )


def _silver_draft(email: str) -> None:
    row = _begin("silver", "Paulo Teixeira", email, BEGUN + timedelta(days=11))
    organization = {
        "name": "Maré Sistemas",
        "country": "PT",
        "city": "Porto",
        "industry": "",
        "website": "https://mare.example",
        "description": "Private clouds for hospitals and universities.",
    }
    filling.save(
        application=row,
        step=BY_SLUG["organization"],
        answers=organization,
        at=BEGUN + timedelta(days=11, hours=1),
    )


def _platinum_in_public(email: str) -> None:
    at = BEGUN + timedelta(days=4)
    row = _begin("platinum", "Yuki Arai", email, at)
    organization = {
        "name": "Minato Grid",
        "country": "JP",
        "city": "Yokohama",
        "industry": "Telecom",
        "website": "https://minatogrid.example",
        "description": "Networks and edge clouds for harbours and railways.",
    }
    _fill(
        *(row, at, organization),
        domain="example.com",
        billing="Sora Ishii",
        signer="Haruto Kimura",
        legal="Minato Grid K.K.",
        address="1-2-3 Minatomirai, Nishi-ku\nYokohama 220-0012",
        commitment="Open infrastructure carries our trains. We take our share in carrying it.",
    )
    reviewing.take_up(application=row, by=None, at=at + timedelta(days=3))
    reviewing.publish(application=row, at=BEGUN + timedelta(days=11, hours=3))

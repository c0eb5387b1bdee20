"""Drafts of profiles, requests for tiers, and organisations somebody is at home in."""

import io
from datetime import date, timedelta
from typing import Any

from PIL import Image

from members import logos
from members.models import Membership, Organization, Representative, Tier
from members.profiles import services
from members.profiles.models import ProfileDraft, TierRequest, values_of
from tests.conftest import KEYNOTE_WEEK
from tests.factories.applications import make_ruling
from tests.factories.dues import dues_of, make_member, make_rule, pay
from tests.factories.members import make_organization, make_representative, make_tier
from tests.factories.representation import make_person

# Three days before the week of the keynote.
BEFORE = (KEYNOTE_WEEK - timedelta(days=3)).date()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h9z"/></svg>'


def make_png(size: tuple[int, int] = (64, 32)) -> bytes:
    """A red picture."""
    written = io.BytesIO()
    Image.new("RGBA", size, "red").save(written, "PNG")
    return written.getvalue()


def enter(client: Any, organization: Organization | None = None, **fields: Any) -> Representative:
    """Log Ada in, who represents an organisation and looks after its pages unless told otherwise."""
    defaults = {"is_admin": True}
    row = make_representative(organization or make_organization(), **defaults | fields)
    client.force_login(make_person(row.email))
    return row


def make_draft(
    organization: Organization | None = None,
    *,
    by: Any = None,
    logo: bytes = b"",
    submits: bool = True,
    **values: Any,
) -> ProfileDraft:
    """A draft that changes the description, and waits for approval."""
    organization = organization or make_organization()
    proposed = values_of(organization) | {"description": "New words"} | values
    draft = services.write(
        organization=organization,
        values=proposed,
        logo=logos.made_safe(logo) if logo else None,
        removes_logo=False,
        at=KEYNOTE_WEEK,
        by=by,
    )
    return services.submit(draft=draft, at=KEYNOTE_WEEK, by=by) if submits else draft


def make_paying(tier: str = "Silver", *others: str) -> Membership:
    """Acme, a member since 1 March 2022 with its dues paid; the `others` are tiers with prices."""
    held = make_member(tier=tier)
    for year in dues_of(held):
        if year.account:
            pay(year, date(2022, 3, 20))
    for other in others:
        make_rule(other)
    return held


def make_tier_request(
    held: Membership | None = None, tier: str = "Gold", by: Any = None
) -> TierRequest:
    """Acme, a Silver member unless told otherwise, asks for a tier that is decided."""
    held = held or make_paying("Silver", tier)
    asked = services.move(membership=held, tier=make_tier(tier), at=KEYNOTE_WEEK, by=by)
    assert asked is not None
    return asked


def make_public_request(held: Membership | None = None, tier: str = "Gold", by: Any = None) -> Any:
    """The same, in public for as long as it has to be: it can be decided today."""
    held = held or make_paying("Silver", tier)
    Tier.objects.filter(name=tier).update(days_in_public=3)
    asked = make_tier_request(held, tier, by)
    asked = services.publish(asked=asked, at=KEYNOTE_WEEK, by=None)
    TierRequest.objects.filter(pk=asked.pk).update(published_on=BEFORE)
    asked.refresh_from_db()
    return asked


def decide(asked: TierRequest, *, grants: bool = True, **fields: Any) -> TierRequest:
    """Record that it was decided for, or against."""
    ruling = make_ruling(KEYNOTE_WEEK, body=asked.body, **fields)
    change = services.grant if grants else services.refuse
    return change(asked=asked, ruling=ruling, at=KEYNOTE_WEEK, by=None)


def make_benefit_request(held: Membership | None = None, by: Any = None, **fields: Any) -> Any:
    """A member asks for one of two keynote slots."""
    held = held or make_paying("Silver")
    agreed, _made = held.agreed_benefits.get_or_create(
        name="Keynote slot", defaults={"group": "Events", "quantity": 2}
    )
    told = {"quantity": 1, "text": "Vancouver", "at": KEYNOTE_WEEK, "by": by} | fields
    return services.ask_benefit(agreed=agreed, **told)

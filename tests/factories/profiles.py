"""Drafts of profiles, requests for tiers, and organisations somebody is at home in."""

import io
from datetime import date
from typing import Any

from PIL import Image

from members import logos
from members.models import Membership, Organization, Representative
from members.profiles import services
from members.profiles.models import ProfileDraft, TierRequest, values_of
from tests.conftest import KEYNOTE_WEEK
from tests.factories.dues import dues_of, make_member, make_rule, pay
from tests.factories.members import make_organization, make_representative, make_tier
from tests.factories.representation import make_person

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

"""What the ecosystem tells about an organisation on its page."""

from datetime import datetime

from foundation.base import zones
from members.facts import told
from members.models import Organization
from projects.ecosystem.models import Offer


@told("What it offers", place=25)
def offered(organization: Organization, at: datetime) -> list[tuple[str, str]]:
    """Its entries of the marketplace, by name. One query."""
    shown = Offer.objects.shown_on(zones.day(at)).filter(organization=organization)
    rows = shown.order_by("search_text", "pk").only("name", "kind", "slug")
    return [(f"{row.name} ({row.get_kind_display()})", row.get_absolute_url()) for row in rows]

"""Sponsorships for tests."""

from typing import Any

from events.sponsorship import services
from events.sponsorship.models import Level, Sponsorship
from members.models import Organization
from tests.conftest import KEYNOTE_WEEK
from tests.factories.events import make_level
from tests.factories.members import make_organization

TODAY = KEYNOTE_WEEK.date()


def make_sponsorship(
    organization: Organization | None = None, level: Level | None = None, **fields: Any
) -> Sponsorship:
    """Signed and announced on the day of the keynote."""
    defaults = {"signed_on": TODAY, "announced_on": TODAY, "at": KEYNOTE_WEEK}
    return services.sign(
        level=level or make_level(),
        organization=organization or make_organization(),
        **defaults | fields,
    )

"""A project that looks for a home, in conversation with the staff. Project and person are invented."""

from datetime import UTC, datetime

from projects.hosting import services
from projects.hosting.models import Enquiry, PlatinumAnswer

ASKED = datetime(2022, 9, 27, 14, 10, tzinfo=UTC)
TAKEN_UP = datetime(2022, 10, 4, 8, 30, tzinfo=UTC)
TOKEN = "seed lanterna"  # noqa: S105


def seed() -> None:
    """Ask once; what staff did since stays."""
    if Enquiry.objects.filter(token=TOKEN).exists():
        return
    asked = services.enquire(
        token=TOKEN,
        at=ASKED,
        name="Tove Lindqvist",
        email="tove.lindqvist@lanterna.example",
        organization="Lanterna Cooperative",
        title="Maintainer",
        phone="",
        project="Lanterna",
        repository="https://git.lanterna.example/lanterna",
        licence="Apache-2.0",
        contributors=14,
        organizations_involved="Lanterna Cooperative",
        platinum=PlatinumAnswer.NONE,
        platinum_member=None,
        comment="Invented for the demo: there is no such project, and nobody of this name asked.",
    )
    services.take_up(enquiry=asked, at=TAKEN_UP)

"""The words of mails that staff may change."""

from foundation.base import mailkinds
from foundation.base.words import Place
from projects.ecosystem.mails import EXPIRES


def declare() -> None:
    """Called once, when the process starts."""
    mailkinds.declare(
        EXPIRES,
        label="A trademark licence ends",
        when="To who speaks for the member in marketing, some weeks before a licence ends. A link "
        "to the entry follows.",
        subject="{entry}: its {programme} licence ends on {day}",
        body="Hello {name},\n\nthe {programme} licence of {entry} by {organization} ends on {day}. "
        "From that day on the marketplace shows the entry without the mark. To keep it, send us "
        "new test results before.",
        places={
            "name": Place("the name of who reads it"),
            "organization": Place("the organisation"),
            "entry": Place("the entry of the marketplace"),
            "programme": Place("the trademark programme"),
            "day": Place("the day on which the mark is gone"),
        },
    )

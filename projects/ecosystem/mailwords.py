"""The words of mails that staff may change."""

from foundation.base import mailkinds
from foundation.base.mail import Draft
from foundation.base.mailkinds import Sample
from foundation.base.words import Place
from projects.ecosystem import mails
from projects.ecosystem.mails import EXPIRES, GRANTED, REFUSED
from projects.ecosystem.models import LicenceRequest

OF_REQUEST = {
    "organization": Place("the organisation"),
    "product": Place("the product"),
    "programme": Place("the trademark programme"),
}


def _sample(kind: str) -> Sample:
    def sample(scope: str, about: str) -> Draft | None:
        rows = LicenceRequest.objects.select_related(
            "offer__organization", "programme", "licence", "written_by"
        )
        if about:
            rows = rows.filter(offer__organization__slug=about)
        row = rows.order_by("-pk").first()
        return mails.about_licence(row, kind) if row else None

    return sample


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
    mailkinds.declare(
        GRANTED,
        label="A trademark licence is granted",
        when="To who asked for it, when staff grant it. A link to the page of licences follows.",
        subject="{product}: the {programme} licence is granted until {day}",
        body="Hello,\n\n{product} by {organization} has the {programme} licence until {day}. The "
        "marketplace shows the mark on its entry. We remind you before it ends.",
        places=OF_REQUEST | {"day": Place("the day on which the mark is gone")},
        sample=_sample(GRANTED),
    )
    mailkinds.declare(
        REFUSED,
        label="A trademark licence is refused",
        when="To who asked for it, when staff refuse it. Their reason and a link follow.",
        subject="{product}: no {programme} licence yet",
        body="Hello,\n\nwe have looked at your request of the {programme} licence for {product} by "
        "{organization}, and cannot grant it yet. You can mend the request and send it again.",
        places=OF_REQUEST,
        sample=_sample(REFUSED),
    )

"""The letter on paper: what it says is put together once, and drawn from that alone."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.urls import reverse

from events.letters import texts
from events.letters.models import LetterRules, VisaLetter
from events.registration import papers as tickets
from foundation.base import moments, pdf, zones
from foundation.base.models import Foundation

# What a preview has in place of a number and a code.
PREVIEW = "PREVIEW"


def printed(
    letter: VisaLetter, rules: LetterRules, *, at: datetime, number: str = PREVIEW, code: str = ""
) -> dict[str, Any]:
    """Everything the letter says, as it is on the day of `at`. Needs the traveller.

    Without a number it is a preview, and the paper says so across the page.
    """
    event = letter.ticket.order.event
    seat = Foundation.objects.get()
    who = letter.traveller
    facts = {
        "name": who.name,
        "nationality": who.nationality.name,
        "passport": who.passport,
        "born": _day(who.born_on),
        "arrival": _day(who.arrival),
        "departure": _day(who.departure),
        "stay": who.stay,
        "event": event.name,
        "dates": moments.day_range(event.starts_on, event.ends_on),
        "place": tickets.place(event),
        "foundation": seat.legal_name,
    }
    return facts | {
        "number": number,
        "code": code,
        "issued": _day(zones.day(at, seat.zone)),
        "short_name": seat.name,
        "address": seat.address,
        "email": event.contact_email or seat.email,
        "consulate": letter.consulate,
        "ticket": str(letter.ticket),
        "paragraphs": texts.fill(rules.text, facts),
        "signatory_name": rules.signatory_name,
        "signatory_title": rules.signatory_title,
        "check_page": settings.SITE_URL + reverse("letters:check"),
        "check_url": check_url(number, code),
    }


def letter_pdf(printed: dict[str, Any]) -> bytes:
    """The PDF of what `printed` above returned."""
    qr = segno.make_qr(printed["check_url"], error="m").svg_inline(scale=4, border=0)
    return pdf.render(
        "visa_letter", printed | {"qr": qr, "is_preview": printed["number"] == PREVIEW}
    )


def check_url(number: str, code: str) -> str:
    """The address that the QR of a letter holds."""
    page = settings.SITE_URL + reverse("letters:check")
    return f"{page}?{urlencode({'number': number, 'code': code})}" if code else page


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"

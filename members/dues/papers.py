"""The certificate of a membership as PDF: what the register says on the day it is asked for."""

from django.conf import settings
from django.http import HttpResponse

from foundation.base import moments, pdf
from foundation.base.models import Foundation
from members.dues.books import Book


def as_pdf(book: Book) -> HttpResponse:
    """The certificate, shown in the browser, by a name that tells whose and when."""
    response = HttpResponse(certificate_pdf(book), content_type="application/pdf")
    name = f"membership-{book.membership.organization.slug}-{book.day}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def certificate_pdf(book: Book) -> bytes:
    """Tier, since when and until when, on the day of the book."""
    held, seat = book.membership, Foundation.objects.get()
    return pdf.render(
        "certificate",
        {
            "organization": held.organization.name,
            "tier": held.tier.name,
            "verb": _verb(book),
            "foundation": seat.legal_name,
            "address": seat.address,
            "issued": moments.shown(book.day, "UTC"),
            "page": settings.SITE_URL + held.organization.get_absolute_url(),
            "facts": [
                ["Tier", held.tier.name],
                ["Since", held.since],
                ["Until", _until(book)],
            ],
        },
    )


def _verb(book: Book) -> str:
    span = book.membership.span
    if span.upper is not None and span.upper <= book.day:
        return "was"
    return "will be" if span.lower is not None and span.lower > book.day else "is"


def _until(book: Book) -> str:
    """The last day of the membership, else of its term, which may be followed by another."""
    if until := book.membership.until:
        return until
    if book.term is None:
        return "No end is set"
    return f"{moments.shown(book.term.last_day, 'UTC')}, the end of its term"

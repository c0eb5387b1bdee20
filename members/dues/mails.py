"""What members are written about their terms and dues, before it is written.

Nothing is changed here, so that staff can look at a mail with real data; the words that they may
change are declared in `mailwords`.
"""

from datetime import date
from typing import NamedTuple

from foundation.base import moments
from foundation.base.mail import Attachment, Draft
from foundation.base.models import Foundation
from foundation.base.money import show
from foundation.billing.models import Account, Invoice, InvoiceKind
from foundation.billing.papers import invoice_pdf
from members import contacts
from members.dues import rules
from members.dues.models import BillingDetails, DuesYear, Notice, NoticeKind, Term
from members.models import Organization, RepresentativeRole

# These bring the invoice along.
WITH_INVOICE = frozenset({
    NoticeKind.INVOICED, NoticeKind.MOVED, NoticeKind.RENEWED, NoticeKind.DUES,
    NoticeKind.SUSPENDED,
})  # fmt: skip
# These would be false if the dues were paid before they are written.
OF_UNPAID = frozenset({NoticeKind.DUES, NoticeKind.SUSPENDED})


class Reader(NamedTuple):
    """Somebody who is written to."""

    name: str
    email: str


def readers(organization: Organization, day: date) -> list[Reader]:
    """Who speaks for it in billing on `day`, and the address on file."""
    people = contacts.of(organization.pk, RepresentativeRole.BILLING, day)
    found = {each.email: Reader(each.name, each.email) for each in people}
    details = BillingDetails.objects.filter(organization=organization).first()
    if details and details.email:
        found.setdefault(details.email.lower(), Reader(details.name, details.email))
    return list(found.values())


def kind_of(notice: Notice) -> str:
    """The name of the mail about `notice`."""
    return f"dues_{notice.kind}"


def draft(notice: Notice, reader: Reader) -> Draft:
    """The mail about `notice` to one of its readers."""
    invoice = _invoice(notice.dues_year)
    brings = notice.kind in WITH_INVOICE and invoice is not None
    return Draft(
        kind=kind_of(notice),
        to=reader.email,
        context={**_money(notice.dues_year), "invoice": invoice if brings else None},
        values={"name": reader.name, **_values(notice)},
        attachments=_files(invoice) if brings else (),
    )


def _invoice(year: DuesYear | None) -> Invoice | None:
    if year is None or year.account_id is None:
        return None
    kept = Invoice.objects.filter(account=year.account_id, kind=InvoiceKind.INVOICE)
    return kept.filter(reversed_by=None).select_related("account").order_by("-pk").first()


def _files(invoice: Invoice | None) -> list[Attachment]:
    if invoice is None:
        return []
    return [Attachment(f"{invoice.number}.pdf", "application/pdf", invoice_pdf(invoice))]


def _money(year: DuesYear | None) -> dict[str, object]:
    if year is None or year.account is None:
        return {"year": None}
    owed = Account.objects.with_sums().get(pk=year.account.pk).owed
    return {
        "year": year,
        "owed": max(owed, 0),
        "bank_details": Foundation.objects.get().bank_details,
    }


def _values(notice: Notice) -> dict[str, str]:
    membership = notice.membership
    year, term = notice.dues_year, notice.term
    return {
        "organization": membership.organization.name,
        "tier": membership.tier.name,
        "why": notice.why,
        "amount": show(year.amount, year.currency, short=True) if year else "–",
        "due_on": moments.shown(year.due_on, "UTC") if year else "–",
        "years": moments.day_range(year.span.lower, year.last_day) if year else "–",
        **_term_values(term, notice),
    }


def _term_values(term: Term | None, notice: Notice) -> dict[str, str]:
    if term is None:
        return {"until": notice.membership.until or "–", "elect_by": "–"}
    rule = rules.of(notice.membership.tier)
    return {
        "until": moments.shown(term.last_day, "UTC"),
        "elect_by": moments.shown(rule.elect_by(term.span.upper), "UTC"),
    }

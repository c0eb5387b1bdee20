"""What an order is tied to, as tables on its record: money, papers, mails."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order, Ticket
from foundation.base.admin import show
from foundation.base.models import Mail
from foundation.base.money import show as money

KINDS = (
    *("order_placed", "order_confirmed", "order_cancelled", "ticket_cancelled"),
    *("order_changed", "change_lapsed", "payment_reminder", "incomplete_order"),
    *("refund_asked", "refund_granted", "refund_declined", "payment_too_late", "refunded"),
)


def ticket_state(row: Ticket) -> SafeString:
    """What a ticket is worth at the door."""
    if row.cancelled_at is not None:
        return show.state("cancelled", _("Cancelled"))
    return show.state(row.order.state, row.order.get_state_display())


def tickets(order: Order) -> SafeString:
    """Who comes with which ticket; each is changed on a page of its own."""
    rows = order.tickets.select_related("ticket_type", "order").order_by("position")
    return show.table(
        [_("Ticket"), _("Attendee"), _("E-mail"), _("Kind"), _("Price"), _("State")],
        [
            [
                link_to("registration_ticket", row.pk, show.whole(row)),
                row.attendee_name or _("Not named yet"),
                row.attendee_email or "–",
                row.ticket_type,
                money(row.price, order.currency),
                ticket_state(row),
            ]
            for row in rows
        ],
        str(_("It has no tickets.")),
    )


def ledger(order: Order) -> SafeString:
    """Everything that was charged, paid and paid back, and what is open."""
    if order.account is None:
        return show.table([], [], str(_("Nothing is charged.")))
    entries = order.account.entries.order_by("pk")
    rows: list[list[Any]] = [
        [show.at(row.at), row.get_kind_display(), money(row.amount, order.currency), row.note]
        for row in entries
    ]
    owed = sum(row.amount for row in entries)
    rows.append(["", _("Open"), money(owed, order.currency), ""])
    return show.table([_("When"), _("What"), _("Amount"), _("Note")], rows, "")


def invoices(order: Order) -> SafeString:
    """Invoices and credit notes, on paper too."""
    rows = order.account.invoices.order_by("pk") if order.account else []
    return show.table(
        [_("Number"), _("Kind"), _("Issued"), _("Total"), _("Paper")],
        [
            [
                show.link(reverse("admin:billing_invoice_change", args=[row.pk]), row.number),
                row.get_kind_display(),
                row.issued_on,
                money(row.total, row.currency),
                show.link(reverse("admin:billing_invoice_pdf", args=[row.pk]), "PDF"),
            ]
            for row in rows
        ],
        str(_("None was issued.")),
    )


def payments(order: Order) -> SafeString:
    """Attempts to pay by card."""
    rows = order.account.payments.order_by("pk") if order.account else []
    return show.table(
        [_("When"), _("Provider"), _("State"), _("Amount"), _("What it said")],
        [
            [
                show.link(
                    reverse("admin:billing_payment_change", args=[row.pk]), show.at(row.created)
                ),
                row.variant,
                show.state(row.status, row.get_status_display()),
                money(row.total, row.currency),
                row.message or "–",
            ]
            for row in rows
        ],
        str(_("Nobody tried to pay by card.")),
    )


def mails_of(order: Order) -> QuerySet[Mail]:
    """Mails about `order` and its tickets; their keys say what they are about."""
    about = Q(key__in=[f"{kind}:{order.pk}" for kind in KINDS])
    for kind in KINDS:
        about |= Q(key__startswith=f"{kind}:{order.pk}:")
    for ticket in order.tickets.all():
        about |= Q(key__startswith=f"ticket:{ticket.pk}:")
    return Mail.objects.filter(about).defer("text", "html").order_by("-pk")


def mails(order: Order) -> SafeString:
    """What was written to whom about it, and whether it went out."""
    return show.table(
        [_("Written"), _("To"), _("Subject"), _("State")],
        [
            [
                show.at(row.created_at),
                row.to,
                show.link(reverse("admin:base_mail_change", args=[row.pk]), row.subject),
                show.state(row.state, row.get_state_display()),
            ]
            for row in mails_of(order)
        ],
        str(_("No mail was written yet.")),
    )


def link_to(name: str, pk: object, text: object) -> SafeString:
    """A link to a record of the admin."""
    return format_html('<a href="{}">{}</a>', reverse(f"admin:{name}_change", args=[pk]), text)

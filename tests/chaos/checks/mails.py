"""Mails: what must have been written, what may have been, and what came into the mailboxes."""

import email
import re
from collections import defaultdict
from email import policy
from pathlib import Path

from django.conf import settings

from events.registration.models import Order, OrderState, PaymentMethod
from foundation.base.models import Mail, MailState
from foundation.billing.models import Entry, Refund

# What ends each mail in a file.
LINE = b"-" * 79
NAME = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)
# What a mail says beside when it was sent.
SAID = ("To", "Subject", "Reply-To")


def _tickets(order):
    """The mails to those who come and are not the purchaser."""
    others = [row for row in order.tickets.all() if row.attendee_email not in {"", order.email}]
    return {f"ticket:{row.pk}:{row.code}" for row in others}


def _orders():
    return Order.objects.prefetch_related("tickets")


def expected():
    """The keys of mails that must be there."""
    keys = set()
    for order in _orders().filter(state=OrderState.PAID):
        keys |= {f"order_confirmed:{order.pk}"} | _tickets(order)
    for order in _orders().filter(state=OrderState.PENDING):
        keys.add(f"order_placed:{order.pk}")
    for order in _orders().filter(state=OrderState.CANCELLED, placed_at__isnull=False):
        keys.add(f"order_cancelled:{order.pk}")
    # Each refund that has gone is told, once more if it came back in between.
    for refund in Refund.objects.done().select_related("account__order"):
        again = f":{refund.refusals}" if refund.refusals else ""
        keys.add(f"refunded:{refund.account.order.pk}:{refund.pk}{again}")
    # Money that found its order lapsed, and no places.
    late = _payments().filter(account__order__state=OrderState.EXPIRED)
    return keys | {f"payment_too_late:{order}:{pk}" for order, pk in _keys(late)}


def possible():
    """The keys of mails that may be there, because the worker came before the next thing did."""
    keys = set()
    for order in _orders().filter(state__in=[OrderState.PAID, OrderState.CANCELLED]):
        if order.method == PaymentMethod.INVOICE:
            keys.add(f"order_placed:{order.pk}")
        if order.paid_at is not None:
            keys |= {f"order_confirmed:{order.pk}"} | _tickets(order)
    # Some lapsed orders got their places again, or were cancelled, before the worker came.
    lapsed = _payments().filter(account__order__method=PaymentMethod.CARD)
    return keys | {f"payment_too_late:{order}:{pk}" for order, pk in _keys(lapsed)}


def _payments():
    return Entry.objects.filter(kind="payment").exclude(key__endswith=":returned")


def _keys(entries):
    return entries.values_list("account__order", "pk")


def _written():
    return set(Mail.objects.values_list("key", flat=True))


def lost(_seen):
    return len(expected() - _written())


def unexplained(_seen):
    return len(_written() - expected() - possible())


def not_sent(_seen):
    return Mail.objects.exclude(state=MailState.SENT).count()


def delivered():
    """What is in the mailboxes: by the name of the mail, each copy.

    What a killed worker had begun to send was not taken, as no mail server takes half a mail.
    """
    found = defaultdict(list)
    for path in Path(settings.MAIL_FOLDER).glob("*"):
        *whole, _begun = path.read_bytes().split(b"\n" + LINE + b"\n")
        for copy in whole:
            found[NAME.search(copy)[1].decode()].append(copy)
    return found


def _says(copy):
    """What one copy of a mail says; when it was sent, and how its parts are told apart, differs."""
    message = email.message_from_bytes(copy, policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body else ""
    files = tuple(part.get_filename() for part in message.iter_attachments())
    return (*(str(message[name]) for name in SAID), text, files)


def _names():
    return {f"<mail-{pk}@foundation>" for pk in Mail.objects.values_list("pk", flat=True)}


def never_delivered(_seen):
    """Mails that the table calls sent and nobody got."""
    sent = Mail.objects.filter(state=MailState.SENT).values_list("pk", flat=True)
    return len({f"<mail-{pk}@foundation>" for pk in sent} - set(delivered()))


def from_nowhere(_seen):
    """Mails that somebody got and no row knows."""
    return len(set(delivered()) - _names())


def again_and_different(_seen):
    """Mails whose second copy says something else than the first."""
    several = [copies for copies in delivered().values() if len(copies) > 1]
    return sum(len(set(map(_says, copies))) > 1 for copies in several)


def again_for_no_reason(seen):
    """A worker that is killed, or loses its database, between sending a mail and noting it has it
    sent once more under the same name: no more often than that happened."""
    return max(0, delivered_again() - seen.worker_kills - 2 * seen.database_restarts)


def delivered_again():
    """How many copies came beside the first."""
    return sum(len(copies) - 1 for copies in delivered().values())


def told_twice(_seen):
    """People who were told the same of the same order by two mails."""
    rows = Mail.objects.values_list("to", "subject", "text")
    return rows.count() - rows.distinct().count()


CHECKS = {
    "mails lost": lost,
    "mails unexplained": unexplained,
    "mails not sent": not_sent,
    "mails sent that never came": never_delivered,
    "mails that came from nowhere": from_nowhere,
    "mails that came again and differ": again_and_different,
    "mails that came again for no reason": again_for_no_reason,
    "mails that say the same twice": told_twice,
}

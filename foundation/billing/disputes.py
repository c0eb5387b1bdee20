"""What a dispute does to the ledger: the provider takes the money back, and may return it.

Its messages come in any order, and more than once under different numbers. Each movement is an entry
under a key of the dispute, so it is booked once; money that is returned was taken before.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from payments import PaymentStatus

from foundation.base import clock
from foundation.base.money import show
from foundation.billing import settlement
from foundation.billing.ledger import add_entry, outstanding
from foundation.billing.models import Account, EntryKind, Payment
from foundation.billing.providers import Dispute

TAKEN = "charge.dispute.funds_withdrawn"
RETURNED = "charge.dispute.funds_reinstated"
OPENED = "charge.dispute.created"


class TooEarly(Exception):  # noqa: N818
    """A message about something that we have not been told of yet."""


def hear_dispute(kind: str, dispute: Dispute, payment: Payment | None) -> str:
    """Book what a message about a dispute moved, once; what staff have to know, or nothing.

    Raises TooEarly for money of a payment that we do not know as paid.
    """
    if kind in {TAKEN, RETURNED}:
        if payment is None:
            raise TooEarly(_("No payment of ours is known by this charge."))
        return _move(payment.pk, dispute, is_returned=kind == RETURNED)
    if kind == OPENED:
        return str(_("The holder of the card disputes the payment: answer on Stripe's pages."))
    if dispute.is_lost:
        return str(_("The dispute is lost: what Stripe took back stays with the holder."))
    return ""


@transaction.atomic
def _move(payment_id: int, dispute: Dispute, *, is_returned: bool) -> str:
    account_id = Payment.objects.values_list("account_id", flat=True).get(pk=payment_id)
    account = Account.objects.select_for_update().get(pk=account_id)
    payment = Payment.objects.get(pk=payment_id)
    if payment.status != PaymentStatus.CONFIRMED:
        raise TooEarly(_("The payment is not known as paid yet."))
    if dispute.currency != payment.currency or dispute.amount <= 0 or not dispute.reference:
        return _("Stripe moved %(amount)s for a dispute: nothing is booked.") % {
            "amount": show(dispute.amount, dispute.currency)
        }
    moved = _book(account, dispute, EntryKind.REFUND, "taken", _("Taken back for a dispute"))
    if is_returned:
        moved |= _book(
            account, dispute, EntryKind.PAYMENT, "returned", _("Returned: the dispute is won")
        )
    if moved:
        settlement.announce(account, clock.now())
    if is_returned or outstanding(account) <= 0:
        return ""
    return _("Stripe took %(amount)s back for a dispute. It is booked, and owed again.") % {
        "amount": show(dispute.amount, dispute.currency)
    }


def _book(account: Account, dispute: Dispute, kind: EntryKind, what: str, note: str) -> bool:
    key = f"dispute:{dispute.reference[:60]}:{what}"
    return add_entry(
        account=account, kind=kind, amount=dispute.amount, key=key, at=clock.now(), note=note
    )

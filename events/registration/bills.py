"""The account of an order: locked before the order, charged what the order costs, invoiced."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.registration.models import Order, OrderState, Ticket
from foundation.base import zones
from foundation.base.prepared import prepared
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind, Invoice, InvoiceKind, InvoiceLine

PURPOSE = "registration"

# How long after the order an invoice is payable.
PAYABLE = timedelta(days=14)

# Tickets that are alike in these are one line of an invoice.
ALIKE = ("ticket_type_id", "price", "tax_rate", "tax_label", "tax_treatment", "tax_text")


class _Opened(Exception):  # noqa: N818 -- it is news, no error
    """The account of an order was opened since the order was read."""

    def __init__(self, account_id: int) -> None:
        super().__init__()
        self.account_id = account_id


def lock(order: Order) -> Order:
    """The order as it is now, locked until the transaction ends, after its account.

    Who had read it before its account was opened lets the order go again and begins with the
    account: to wait for it with the order in hand could be waiting for each other.
    """
    if order.account_id:
        return _lock(order.pk, order.account_id)
    try:
        # Rolling back to here is what lets the order go.
        with transaction.atomic():
            return _lock(order.pk, None)
    except _Opened as opened:
        return _lock(order.pk, opened.account_id)


def _lock(pk: int, account_id: int | None) -> Order:
    if account_id:
        _locked_account(account_id)
    (order,) = _locked_order(pk)
    if order.account_id and not account_id:
        raise _Opened(order.account_id)
    return order


@prepared
def _locked_account(pk: int) -> QuerySet[Account]:
    return Account.objects.select_for_update().filter(pk=pk)


@prepared
def _locked_order(pk: int) -> QuerySet[Order]:
    # OF the order alone: its event is read along, but other buyers must not wait for that row.
    rows = Order.objects.select_related("event").select_for_update(of=["self"])
    return rows.filter(pk=pk)


def account_of(order: Order, at: datetime) -> Account:
    """The account of a locked order, opened if it has none yet."""
    if order.account is None:
        open_account(order, at)
        order.save(update_fields=["account"])
    return cast("Account", order.account)


def open_account(order: Order, at: datetime) -> None:
    """Open the account of a new or locked order that has none. The caller saves the order."""
    order.account = billing.open_account(
        purpose=PURPOSE, reference=order.code, currency=order.currency, at=at
    )


def charge_first(order: Order, at: datetime) -> None:
    """Charge what an order costs to the account that this transaction has opened for it."""
    if order.account is not None:
        billing.charge_first(
            account=order.account,
            amount=order.total,
            key=f"order:{order.pk}:0",
            at=at,
            note=_("Order %s") % order.code,
        )


def has_money(order: Order) -> bool:
    """Whether anything has been paid for it that has not been given back."""
    if order.account_id is None:
        return False
    return bool(Account.objects.with_sums().get(pk=order.account_id).paid > 0)


def owes(order: Order) -> bool:
    """Whether there is something left to pay for it; what goes back pays for nothing."""
    return order.account is not None and billing.outstanding(order.account) > 0


def charge(order: Order, amount: Decimal, at: datetime) -> None:
    """Add the charge or credit after which a locked order has been charged `amount` in all."""
    if order.account is None:
        return
    sums = Account.objects.with_sums().get(pk=order.account.pk)
    more = amount - sums.charged
    if more:
        billing.add_entry(
            account=order.account,
            kind=EntryKind.CHARGE if more > 0 else EntryKind.CREDIT,
            amount=more,
            key=f"order:{order.pk}:{order.account.entries.count()}",
            at=at,
            note=_("Order %s") % order.code,
        )


@transaction.atomic
def invoice_for(order: Order, at: datetime) -> Invoice | None:
    """The invoice of a placed order, issued the first time it is asked for; None for a free one.

    It is asked for by the worker and by the buyer's page, never while places are being taken: the
    row that numbers invoices would make buyers wait for each other.
    """
    order = lock(order)
    if order.account is None or not order.total:
        return None
    issued = order.account.invoices.filter(kind=InvoiceKind.INVOICE, reversed_by=None).first()
    # While the card is asked, its buyer may still go back and choose other tickets.
    if issued or not (order.state in {OrderState.PENDING, OrderState.PAID} or order.kept):
        return issued
    country = order.country.name if order.country else ""
    buyer = [order.organization or order.name, order.address, country]
    return billing.issue_invoice(
        account=order.account,
        lines=_lines(order),
        buyer="\n".join(line for line in buyer if line),
        buyer_email=order.email,
        buyer_tax_number=order.tax_number,
        buyer_country=str(order.country.code or ""),
        buyer_reference=order.purchase_order,
        at=at,
        due_on=zones.day(order.pay_until or at, order.event.zone),
    )


def _lines(order: Order) -> list[InvoiceLine]:
    """A line for so many tickets alike. Tax is rounded on each ticket, as it was sold: one that is
    cancelled takes exactly its own tax away."""
    tickets = order.tickets.filter(cancelled_at=None).select_related("ticket_type")
    alike: dict[tuple[object, ...], list[Ticket]] = {}
    for row in tickets.order_by("position"):
        row.order = order
        alike.setdefault(tuple(getattr(row, name) for name in ALIKE), []).append(row)
    return [_line(order, rows) for rows in alike.values()] + _kept_line(order)


def _line(order: Order, rows: list[Ticket]) -> InvoiceLine:
    first, count = rows[0], len(rows)
    return InvoiceLine(
        description=f"{order.event.name}: {first.ticket_type.name}",
        quantity=count,
        price=first.price,
        tax_rate=first.tax_rate,
        tax=first.tax * count,
        tax_label=first.tax_label,
        tax_treatment=first.tax_treatment,
        tax_text=first.tax_text,
        total=first.price * count,
    )


def _kept_line(order: Order) -> list[InvoiceLine]:
    """What stays with us of tickets that were given back."""
    if not order.kept:
        return []
    description = _("%s: not refunded for tickets given back") % order.event.name
    return [InvoiceLine(description=description, quantity=1, price=order.kept, total=order.kept)]

"""Payments, invoices, and what is owed to whom."""

from collections import Counter

from django.db.models import Count, Q
from payments import PaymentStatus

from events.registration.models import Order, OrderState
from foundation.billing.models import Account, Entry, Invoice, InvoiceKind, NumberSequence, Payment

DUE = [OrderState.PAID, OrderState.PENDING]
STANDING = Q(account__invoices__kind=InvoiceKind.INVOICE, account__invoices__reversed_by=None)


def _confirmed():
    confirmed = Payment.objects.filter(status=PaymentStatus.CONFIRMED)
    return {f"payment:{pk}" for pk in confirmed.values_list("pk", flat=True)}


def _booked():
    """How often each card payment was booked. (What is transferred has no payment.)"""
    booked = Entry.objects.filter(kind="payment", key__startswith="payment:")
    return Counter(":".join(key.split(":")[:2]) for key in booked.values_list("key", flat=True))


def payments_lost(_seen):
    return len(_confirmed() - set(_booked()))


def payments_unexplained(_seen):
    return len(set(_booked()) - _confirmed())


def payments_doubled(_seen):
    return sum(number - 1 for number in _booked().values())


def amounts_unlike_the_bank(_seen):
    """Payments that were booked with another amount than the bank has taken."""
    amounts = dict(Entry.objects.filter(kind="payment").values_list("key", "amount"))
    confirmed = Payment.objects.filter(status=PaymentStatus.CONFIRMED)
    taken = {f"payment:{row.pk}": row.captured_amount for row in confirmed}
    return sum(key in amounts and -amounts[key] != taken[key] for key in taken)


def numbers_missing(_seen):
    wrong = 0
    for row in NumberSequence.objects.all():
        start = f"{row.prefix}-{row.year}-"
        wrong += abs(row.last - Invoice.objects.filter(number__startswith=start).count())
    return wrong


def _orders_with_invoices():
    return Order.objects.filter(total__gt=0).annotate(standing=Count("pk", filter=STANDING))


def invoices_lost(_seen):
    return _orders_with_invoices().filter(state__in=DUE, standing=0).count()


def invoices_doubled(_seen):
    return _orders_with_invoices().filter(state__in=DUE, standing__gt=1).count()


def invoices_left_standing(_seen):
    """Of orders that were cancelled: what is owed no more has a credit note."""
    return _orders_with_invoices().filter(state=OrderState.CANCELLED, standing__gt=0).count()


def credits_without_end(_seen):
    """Invoices that were reversed more than once, or by another amount."""
    notes = Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE).select_related("reverses")
    each = Counter(note.reverses_id for note in notes)
    return sum(number - 1 for number in each.values()) + sum(
        note.total + note.reverses.total != 0 for note in notes
    )


def money_kept(_seen):
    """Buyers to whom money is owed when all has been paid back."""
    accounts = Account.objects.with_sums().filter(order__isnull=False)
    return sum(account.owed < 0 for account in accounts)


def money_asked(_seen):
    """Buyers who would be asked for money though their order is paid or closed."""
    settled = Account.objects.with_sums().filter(order__isnull=False)
    settled = settled.exclude(order__state__in=[OrderState.PENDING, OrderState.HELD])
    return sum(account.owed > 0 for account in settled)


CHECKS = {
    "payments lost": payments_lost,
    "payments unexplained": payments_unexplained,
    "payments doubled": payments_doubled,
    "payments unlike what the bank took": amounts_unlike_the_bank,
    "invoice numbers missing": numbers_missing,
    "invoices lost": invoices_lost,
    "invoices doubled": invoices_doubled,
    "invoices standing of cancelled orders": invoices_left_standing,
    "credit notes doubled or wrong": credits_without_end,
    "buyers whose money was kept": money_kept,
    "buyers asked for money they do not owe": money_asked,
}

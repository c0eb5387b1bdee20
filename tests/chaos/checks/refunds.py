"""Each refund is given back once at the bank and once in the ledger, and nothing else is."""

from collections import Counter
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum

from foundation.billing.models import Entry, EntryKind, Refund, RefundState, Way


def _given():
    """What the bank gave back: payment, amount, key."""
    given = Counter()
    for path in settings.BANK_FOLDER.glob("*.given"):
        payment, amount, key = path.read_text().split(" ", 2)
        given[int(payment), Decimal(amount), key] += 1
    return given


def _asked():
    rows = Refund.objects.filter(way=Way.CARD)
    return Counter((row.payment_id, row.amount, row.key) for row in rows)


def lost_at_the_bank(_seen):
    return (_asked() - _given()).total()


def unexplained_at_the_bank(_seen):
    return (_given() - _asked()).total()


def not_done(_seen):
    return Refund.objects.exclude(state=RefundState.DONE).count()


def _booked():
    keys = Entry.objects.filter(kind=EntryKind.REFUND).values_list("key", flat=True)
    return Counter(key.split(":")[1] for key in keys)


def _wanted():
    return Counter(str(pk) for pk in Refund.objects.values_list("pk", flat=True))


def lost_in_the_ledger(_seen):
    return (_wanted() - _booked()).total()


def doubled_in_the_ledger(_seen):
    return (_booked() - _wanted()).total()


def sums_that_differ(_seen):
    booked = Entry.objects.filter(kind=EntryKind.REFUND)
    sums = [rows.aggregate(sum=Sum("amount"))["sum"] or 0 for rows in (booked, Refund.objects)]
    return int(sums[0] != sums[1])


def asked_again():
    """How many refunds the bank was asked for more than once."""
    asked = settings.BANK_FOLDER.glob("*.asked.*")
    return sum(number > 1 for number in Counter(p.name.split(".")[0] for p in asked).values())


CHECKS = {
    "refunds lost at the bank": lost_at_the_bank,
    "refunds doubled or unexplained at the bank": unexplained_at_the_bank,
    "refunds not done": not_done,
    "refunds lost in the ledger": lost_in_the_ledger,
    "refunds doubled in the ledger": doubled_in_the_ledger,
    "sums of refunds that differ": sums_that_differ,
}

"""Staff who cancel orders and give the money back meanwhile, and what must be true of it."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.models import Sum

from events.registration import services
from events.registration.models import Order, OrderState
from foundation.base import clock
from foundation.billing import refunding, tasks
from foundation.billing import services as billing
from foundation.billing.models import Entry, EntryKind, Refund, RefundState


def give_back_until(stop, dice, counts):
    """Cancel an order paid by card now and then, and have its money go back to the card."""
    while not stop.wait(dice.uniform(0.3, 1.0)):
        try:
            orders = Order.objects.filter(state=OrderState.PAID, method="card", total__gt=0)
            found = orders.order_by("pk").first()
            if found:
                _cancel(found)
                counts["orders cancelled and given back"] += 1
        except DatabaseError:
            # Killed in the middle: staff try again, or another order.
            counts["actions of staff that broke"] += 1
            connections.close_all()
    connections.close_all()


@transaction.atomic
def _cancel(order):
    order = services.cancel(order=order, at=clock.now(), by_staff=True)
    amount = -billing.outstanding(order.account)
    if amount > 0:
        # In two parts, so that more of them are in flight.
        for key, part in (("a", amount / 2), ("b", amount - amount / 2)):
            billing.give_back(
                account=order.account, amount=part, key=f"{order.pk}{key}", at=clock.now()
            )


def find_the_lost():
    """What the beat would find ten minutes later: refunds whose worker was killed."""
    with clock.seen_from(clock.now() + refunding.LOST_AFTER + timedelta(minutes=1)):
        return tasks.resend_lost_refunds()


def check(wrong):
    """Each refund is given back once at the bank and once in the ledger, and nothing else is."""
    given = Counter()
    for path in settings.BANK_FOLDER.glob("*.given"):
        payment, amount, key = path.read_text().split(" ", 2)
        given[int(payment), Decimal(amount), key] += 1
    refunds = Refund.objects.select_related("payment")
    asked = Counter((row.payment_id, row.amount, row.key) for row in refunds)
    wrong["refunds lost at the bank"] = len(asked - given)
    wrong["refunds doubled or unexplained at the bank"] = len(given - asked)
    wrong["refunds not done"] = refunds.exclude(state=RefundState.DONE).count()
    booked = Entry.objects.filter(kind=EntryKind.REFUND)
    keys = Counter(key.split(":")[1] for key in booked.values_list("key", flat=True))
    wanted = Counter(str(pk) for pk in refunds.values_list("pk", flat=True))
    wrong["refunds lost in the ledger"] = len(wanted - keys)
    wrong["refunds doubled in the ledger"] = len(keys - wanted)
    sums = [rows.aggregate(sum=Sum("amount"))["sum"] or 0 for rows in (booked, refunds)]
    wrong["sums of refunds that differ"] = int(sums[0] != sums[1])
    tried_twice = Counter(
        path.name.split(".")[0] for path in settings.BANK_FOLDER.glob("*.asked.*")
    )
    return {
        "refunds": refunds.count(),
        "refunds the bank was asked for again": sum(n > 1 for n in tried_twice.values()),
    }

"""The event that is sold, and what must be true of it when everything has settled."""

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.models import Count, Exists, OuterRef, Q
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from payments import PaymentStatus

from events.registration.models import Order, OrderState, Stock, Ticket
from foundation.base import clock, tasks
from foundation.base.models import Mail, MailState
from foundation.billing.models import Entry, Invoice, NumberSequence, Payment, Refund
from tests.chaos import refunds
from tests.events.registration import audit
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_foundation

MAIL_FOLDER = Path(settings.MAIL_FOLDER)
SETTLES_WITHIN = 240
BUSY = [TaskResultStatus.READY, TaskResultStatus.RUNNING]


def make():
    """An event with a hall and a dinner; returns the path of its tickets page."""
    call_command("migrate", verbosity=0)
    make_foundation()
    now = clock.now()
    event = make_event(
        registration_opens_at=now - timedelta(days=1),
        starts_on=(now + timedelta(days=90)).date(),
        ends_on=(now + timedelta(days=92)).date(),
    )
    # The dinner is sold out on the way, the hall is not.
    hall, dinner = make_stock(event=event, size=4000), make_stock(event=event, size=150)
    make_ticket_type(stock=hall, price=599, tax_rate=5)
    make_ticket_type(stock=hall, price=0)
    make_ticket_type(stock=hall, price=99).stocks.add(dinner)
    leave()
    return reverse("registration:register", args=[event.slug])


def leave():
    """Close this process's own connections."""
    connections.close_all()


def settle_and_check(promised):
    """Wait until nothing is left to do, then count whatever is not as it should be."""
    wrong = Counter()
    end = time.monotonic() + SETTLES_WITHIN
    while _busy() and time.monotonic() < end:
        time.sleep(0.5)
    # Mails whose worker was killed while it sent them wait ten minutes: it is eleven later.
    with clock.seen_from(clock.now() + timedelta(minutes=11)):
        tasks.requeue_stuck_mails()
    while (_busy() or refunds.find_the_lost()) and time.monotonic() < end:
        time.sleep(0.5)
    finished = [TaskResultStatus.SUCCESSFUL]
    wrong["tasks stuck or failed"] = DBTaskResult.objects.exclude(status__in=finished).count()
    _check_orders(promised, wrong)
    _check_money(wrong)
    _check_mails(wrong)
    refunds.check(wrong)
    rules = [audit.the_counters_add_up, audit.the_money_adds_up, audit.the_numbers_have_no_hole]
    for rule in rules:
        try:
            rule()
        except AssertionError:
            wrong[f"not so: {rule.__name__.replace('_', ' ')}"] += 1
    return wrong


def _busy():
    return DBTaskResult.objects.filter(status__in=BUSY).exists()


def _check_orders(promised, wrong):
    placed = dict(
        # Some were cancelled afterwards, and given back.
        Order.objects.filter(
            state__in=[OrderState.PAID, OrderState.PENDING, OrderState.CANCELLED]
        ).values_list("code", "email")
    )
    wrong["orders lost that a page confirmed"] = len(set(promised) - set(placed))
    # Everybody wants one order and has an address of their own, so that one too many is seen.
    each = Counter(placed.values())
    wrong["orders doubled"] = sum(number - 1 for number in each.values())
    wrong["orders doubled"] += len(promised) - len(set(promised))
    paid = Order.objects.filter(state=OrderState.PAID)
    held = Exists(Ticket.objects.live().filter(order=OuterRef("pk")))
    wrong["paid orders without a ticket"] = paid.exclude(held).count()
    for stock in Stock.objects.all():
        sold = Ticket.objects.live().filter(ticket_type__stocks=stock).count()
        wrong["places lost or sold twice"] += abs(stock.taken - sold) + max(0, sold - stock.size)


def _check_money(wrong):
    confirmed = Payment.objects.filter(status=PaymentStatus.CONFIRMED).values_list("pk", flat=True)
    booked = Entry.objects.filter(kind="payment").values_list("key", flat=True)
    wrong["payments lost"] = len({f"payment:{pk}" for pk in confirmed} - set(booked))
    wrong["payments unexplained"] = len(set(booked) - {f"payment:{pk}" for pk in confirmed})
    issued = Invoice.objects.filter(number__startswith="INV").count()
    last = sum(NumberSequence.objects.filter(prefix="INV").values_list("last", flat=True))
    wrong["invoice numbers missing"] = abs(last - issued)
    due = Order.objects.filter(state__in=[OrderState.PAID, OrderState.PENDING], total__gt=0)
    wrong["invoices lost"] = due.filter(account__invoices=None).count()
    standing = Count("account__invoices", filter=Q(account__invoices__number__startswith="INV"))
    wrong["invoices doubled"] = due.annotate(number=standing).filter(number__gt=1).count()


def _check_mails(wrong):
    expected = set()
    for order in Order.objects.filter(state=OrderState.PAID).prefetch_related("tickets"):
        expected.add(f"order_confirmed:{order.pk}")
        others = [t for t in order.tickets.all() if t.attendee_email not in {"", order.email}]
        expected |= {f"ticket:{ticket.pk}:{ticket.code}" for ticket in others}
    for order in Order.objects.filter(state=OrderState.PENDING):
        expected.add(f"order_placed:{order.pk}")
    cancelled = Order.objects.filter(state=OrderState.CANCELLED).prefetch_related("tickets")
    expected |= {f"order_cancelled:{order.pk}" for order in cancelled}
    # Each refund that has gone is told, once more if it came back in between.
    for refund in Refund.objects.done().select_related("account__order"):
        again = f":{refund.refusals}" if refund.refusals else ""
        expected.add(f"refunded:{refund.account.order.pk}:{refund.pk}{again}")
    # What was confirmed first, unless the worker came to it later.
    may_be = {f"order_confirmed:{order.pk}" for order in cancelled}
    may_be |= {f"ticket:{t.pk}:{t.code}" for order in cancelled for t in order.tickets.all()}
    # Money that came when its order had lapsed; some got their places again before the worker came.
    came = Entry.objects.filter(kind="payment").values_list("account__order", "pk")
    may_be |= {f"payment_too_late:{order}:{pk}" for order, pk in came}
    written = set(Mail.objects.values_list("key", flat=True))
    wrong["mails lost"] = len(expected - written)
    wrong["mails unexplained"] = len(written - expected - may_be)
    wrong["mails not sent"] = Mail.objects.exclude(state=MailState.SENT).count()


def tell(house, counts, spent, promised, wrong):
    """Print what happened, one figure a line, and whatever is wrong."""
    paid = Order.objects.filter(state=OrderState.PAID)
    kills = dict(house.kills)
    rows = {"restarts of PostgreSQL": kills.pop("PostgreSQL")}
    rows |= {f"kills of a {name}": number for name, number in kills.items()}
    rows |= {f"times a {name} had ended": number for name, number in house.restarts.items()}
    rows |= dict(sorted(counts.items()))
    rows |= {
        "orders confirmed to buyers": len(promised),
        "orders paid": paid.count(),
        "orders waiting for a transfer": Order.objects.filter(state=OrderState.PENDING).count(),
        "tickets": Ticket.objects.valid().count(),
        "invoices": Invoice.objects.count(),
        **refunds.check(Counter()),
        "mails": Mail.objects.count(),
        "mails delivered again after a kill": delivered_again(),
    }
    print(f"chaos, {spent:.0f} seconds of buying")
    for name, number in rows.items():
        print(f"{name} {number}")
    for name, number in wrong.items():
        print(f"{name} {number}")
    print("all explained" if not +wrong else "NOT EXPLAINED")


def delivered_again():
    """A worker killed between sending and noting it sends once more, under the same Message-ID."""
    names = Counter()
    for path in MAIL_FOLDER.glob("*"):
        for line in path.read_text(errors="replace").splitlines():
            if line.startswith("Message-ID: "):
                names[line] += 1
    return sum(number - 1 for number in names.values())

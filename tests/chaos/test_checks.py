"""Each check of chaos finds what it is there for: the tables are broken on purpose, one by one."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult
from payments import PaymentStatus, core

from events.models import Event
from events.registration import services
from events.registration.models import Order, OrderState, Reservation, Stock, Ticket
from foundation.base import clock
from foundation.base.models import Mail
from foundation.billing import services as billing
from foundation.billing.models import Entry, Invoice, NumberSequence, Payment, Refund
from tests import queue
from tests.chaos import checks, options
from tests.chaos.checks.mails import LINE
from tests.chaos.checks.seen import Seen
from tests.conftest import KEYNOTE_WEEK
from tests.factories.orders import make_filled, make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def folders(settings, tmp_path, monkeypatch):
    """The bank and the mailboxes of chaos, in folders of this test."""
    # Providers are kept by name: not the one of a test before, nor this one for a test after.
    monkeypatch.setattr(core, "PROVIDER_CACHE", {})
    settings.BANK_FOLDER, settings.MAIL_FOLDER = tmp_path / "bank", tmp_path / "mail"
    settings.BANK_TROUBLE = 0
    settings.PAYMENT_VARIANTS = {"card": ("tests.chaos.bank.Bank", {})}
    folder = {"file_path": str(settings.MAIL_FOLDER)}
    file = "django.core.mail.backends.filebased.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": file, "OPTIONS": folder}}


def pay_by_card(order):
    payment = services.pay_by_card(order=order, at=clock.now())
    payment.captured_amount = payment.total
    payment.save()
    payment.change_status(PaymentStatus.CONFIRMED)
    return order


def make_world():
    """An order of each sort, as chaos leaves them; returns what buyers have seen."""
    sale = make_sale(size=20, price=90)
    people = iter(f"ada{number}@example.org" for number in range(9))
    paid = make_paid(ticket_type=sale, email=next(people))
    pending = make_pending(ticket_type=sale, email=next(people))
    free = make_free(ticket_type=make_sale(event=sale.event, price=0), email=next(people))
    card = pay_by_card(make_filled(ticket_type=sale, email=next(people)))
    void = pay_by_card(make_filled(ticket_type=sale, email=next(people)))
    late = make_filled(ticket_type=sale, email=next(people))
    payment = services.pay_by_card(order=late, at=clock.now())
    queue.run()
    services.cancel(order=void, at=clock.now(), by_staff=True)
    give_back(void)
    with clock.seen_from(KEYNOTE_WEEK + timedelta(hours=1)):
        services.release_expired(clock.now())
        Stock.objects.update(size=3)
        payment.captured_amount = payment.total
        payment.save()
        payment.change_status(PaymentStatus.CONFIRMED)
        give_back(late)
        queue.run()
    return Seen([row.code for row in (paid, pending, free, card, void)])


def give_back(order):
    order.refresh_from_db()
    billing.give_back(account=order.account, amount=order.total, key=order.email, at=clock.now())


@contextmanager
def undone():
    """What happens within is taken back, and no trigger or foreign key has a say in it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        transaction.set_rollback(True)


def first(model, **which):
    return model.objects.filter(**which).order_by("pk")[:1].get()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def again(row, **other):
    """A copy of a row with other values."""
    row.pk = None
    for name, value in other.items():
        setattr(row, name, value)
    type(row).objects.bulk_create([row])
    return row


def invoice_of(state):
    return first(Invoice, kind="invoice", account__order__state=state, reversed_by=None)


def entry(kind="payment", **which):
    return first(Entry, kind=kind, **which)


def mail_files(settings):
    return sorted(Path(settings.MAIL_FOLDER).glob("*"))


def forge_second_copy(settings):
    [file, *_] = mail_files(settings)
    file.write_bytes(file.read_bytes() + file.read_bytes().replace(b"Subject: ", b"Subject: Not "))


def double_the_files(settings):
    [file, *_] = mail_files(settings)
    file.write_bytes(file.read_bytes() * 2)


def write_a_stranger(settings):
    text = b"Message-ID: <mail-0@foundation>\nTo: ada@example.org\n\nHello\n"
    (settings.MAIL_FOLDER / "stranger").write_bytes(text + b"\n" + LINE + b"\n")


def break_off(settings):
    """A worker was killed while it wrote, and the mail is not sent again."""
    [file, *_] = mail_files(settings)
    file.write_bytes(file.read_bytes()[:100])


def bank_forgets(settings):
    min(settings.BANK_FOLDER.glob("*.given")).unlink()


def bank_gives_more(settings):
    (settings.BANK_FOLDER / "more.given").write_text("1 90.00 unknown")


PAID = {"state": OrderState.PAID}
NEW = {"position": 9, "secret": "new", "code": "NEW"}
BREAKS = {
    "tasks stuck or failed": lambda s: DBTaskResult.objects.update(status="RUNNING"),
    "orders lost that a page confirmed": lambda s: Order.objects.filter(**PAID).update(
        state=OrderState.EXPIRED, closed_at=KEYNOTE_WEEK
    ),
    "orders doubled": lambda s: Order.objects.filter(**PAID).update(email="twice@example.org"),
    "orders of a cancelled event left standing": lambda s: Event.objects.update(
        cancelled_at=KEYNOTE_WEEK
    ),
    "holds that are over and keep places": lambda s: Order.objects.filter(**PAID).update(
        state=OrderState.HELD, held_until=KEYNOTE_WEEK - timedelta(hours=1)
    ),
    "closed orders that keep places": lambda s: Reservation.objects.filter(
        pk=first(Reservation).pk
    ).update(order=first(Order, state=OrderState.CANCELLED)),
    "paid orders without a ticket": lambda s: Ticket.objects.filter(
        order=first(Order, **PAID)
    ).update(cancelled_at=KEYNOTE_WEEK),
    "tickets unlike their order": lambda s: Ticket.objects.update(cancelled_at=None),
    "paid orders that are not paid for": lambda s: Entry.objects.filter(
        pk=entry(account__order__state=OrderState.PAID).pk
    ).delete(),
    "places lost or sold twice": lambda s: again(first(Ticket, order__state="paid"), **NEW),
    "payments lost": lambda s: sql(
        "DELETE FROM billing_entry WHERE key LIKE 'payment:%%' AND kind = 'payment'"
    ),
    "payments unexplained": lambda s: Payment.objects.update(status=PaymentStatus.REJECTED),
    "payments doubled": lambda s: again(
        entry(key__startswith="payment:"), key=entry(key__startswith="payment:").key + ":again"
    ),
    "payments unlike what the bank took": lambda s: Payment.objects.update(captured_amount=89),
    "invoice numbers missing": lambda s: NumberSequence.objects.update(last=99),
    "invoices lost": lambda s: sql(
        "DELETE FROM billing_invoice WHERE id = %s", invoice_of(OrderState.PAID).pk
    ),
    "invoices doubled": lambda s: again(invoice_of(OrderState.PAID), number="INV-2022-00099"),
    "invoices standing of cancelled orders": lambda s: sql(
        "DELETE FROM billing_invoice WHERE kind = 'credit_note'"
    ),
    "credit notes doubled or wrong": lambda s: sql(
        "UPDATE billing_invoice SET total = -1 WHERE kind = 'credit_note'"
    ),
    "buyers whose money was kept": lambda s: sql("DELETE FROM billing_entry WHERE kind = 'refund'"),
    "buyers asked for money they do not owe": lambda s: sql(
        "DELETE FROM billing_entry WHERE kind = 'payment'"
    ),
    "refunds lost at the bank": bank_forgets,
    "refunds doubled or unexplained at the bank": bank_gives_more,
    "refunds not done": lambda s: Refund.objects.update(state="failed", error="No."),
    "refunds lost in the ledger": lambda s: sql("DELETE FROM billing_entry WHERE kind = 'refund'"),
    "refunds doubled in the ledger": lambda s: again(
        entry("refund"), key=entry("refund").key + ":again"
    ),
    "sums of refunds that differ": lambda s: sql(
        "UPDATE billing_entry SET amount = 1 WHERE kind = 'refund'"
    ),
    "mails lost": lambda s: Mail.objects.filter(kind="order_confirmed").delete(),
    "mails unexplained": lambda s: again(first(Mail), key="ticket:0:0", text="Hello"),
    "mails not sent": lambda s: Mail.objects.update(state="queued"),
    "mails sent that never came": break_off,
    "mails that came from nowhere": write_a_stranger,
    "mails that came again and differ": forge_second_copy,
    "mails that came again for no reason": double_the_files,
    "mails that say the same twice": lambda s: again(first(Mail), key="order_confirmed:again"),
    "not so: the counters add up": lambda s: Stock.objects.update(taken=0),
    "not so: the money adds up": lambda s: Order.objects.update(refund_needed=True),
    "not so: the numbers have no hole": lambda s: NumberSequence.objects.update(last=99),
}


def test_every_check_finds_what_it_is_there_for(folders, settings, at):
    seen = make_world()
    assert +checks.count(seen) == {}
    assert BREAKS.keys() == checks.CHECKS.keys()

    blind = []
    for name, harm in BREAKS.items():
        before = {path: path.read_bytes() for path in all_files(settings)}
        with undone():
            harm(settings)
            if not checks.CHECKS[name](seen):
                blind.append(name)
        restore(settings, before)

    assert blind == []
    assert +checks.count(seen) == {}


def all_files(settings):
    return [*settings.BANK_FOLDER.glob("*"), *settings.MAIL_FOLDER.glob("*")]


def restore(settings, before):
    for path in all_files(settings):
        path.unlink()
    for path, content in before.items():
        path.write_bytes(content)


def test_a_mail_may_come_again_as_often_as_a_worker_was_killed(folders, settings, at):
    seen = make_world()
    double_the_files(settings)
    name = "mails that came again for no reason"
    copies = checks.CHECKS[name](seen)

    seen.worker_kills = copies

    assert copies
    assert not checks.CHECKS[name](seen)


def test_options_come_from_arguments_else_from_the_environment(monkeypatch):
    monkeypatch.setenv("CHAOS_ORDERS", "3000")

    asked = options.read(["--seed", "7"])

    assert (asked.orders, asked.seed) == (3000, 7)

"""Money that went out closes the transfer it paid, once, and leaves the rest to staff."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import DatabaseError, connections, transaction

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.bank import booking, services
from foundation.billing.bank.models import BankLine, LineState, Reason
from foundation.billing.models import EntryKind, RefundState
from members.accounts.models import User
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.bank import camt_entry, camt_file, make_account, make_line, make_statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def overpaid(reference="AB2CDE", *, amounts=("40",), **fields):
    """An account that was paid by transfer, with refunds that staff have to transfer."""
    account = make_account(reference, owed=0, **fields)
    billing.receive(account=account, amount=Decimal(500), key=f"in:{reference}", at=KEYNOTE_WEEK)
    for number, amount in enumerate(amounts):
        billing.give_back(
            account=account, amount=Decimal(amount), key=f"{reference}:{number}", at=KEYNOTE_WEEK
        )
    return account


def went_out(text="Refund AB2CDE", amount="40.00", **fields):
    return make_line(text, amount=amount, way="DBIT", **fields)


def gone(account):
    return list(account.entries.filter(kind=EntryKind.REFUND).values_list("amount", flat=True))


def test_a_transfer_that_waits_is_paid_by_the_line_that_names_it(staff, run_queue, room):
    account = overpaid()
    line = went_out(by=staff)
    run_queue()

    line.refresh_from_db()
    refund = account.refunds.get()
    assert (line.state, line.account, line.refund) == (LineState.MATCHED, account, refund)
    assert (refund.state, refund.done_at) == (RefundState.DONE, KEYNOTE_WEEK)
    assert [abs(amount) for amount in gone(account)] == [40]
    assert billing.owed(account) == -460


@pytest.mark.parametrize(
    ("text", "amount", "fields", "outcome"),
    [
        ("Rent", "40.00", {}, (LineState.IGNORED, Reason.OUTGOING)),
        ("Refund AB2CDE", "39.99", {}, (LineState.UNMATCHED, Reason.NO_REFUND)),
        ("Refund AB2CDE", "400.00", {}, (LineState.UNMATCHED, Reason.NO_REFUND)),
        ("AB2CDE FG3HJK", "40.00", {}, (LineState.UNMATCHED, Reason.TWO_REFERENCES)),
        ("AB2CDE", "40.00", {"currency": "EUR"}, (LineState.UNMATCHED, Reason.CURRENCY)),
    ],
)
def test_what_leaves_a_doubt_pays_nothing(staff, run_queue, text, amount, fields, outcome):
    account = overpaid()
    overpaid("FG3HJK")

    line = went_out(text, amount, by=staff, **fields)
    run_queue()

    line.refresh_from_db()
    assert (line.state, line.reason, line.refund) == (*outcome, None)
    assert gone(account) == []


def test_two_transfers_of_one_amount_are_paid_by_two_lines_and_a_third_is_pointed_out(
    staff, run_queue
):
    account = overpaid(amounts=("40", "40"))
    entries = [camt_entry("AB2CDE", "40.00", f"T{number}", way="DBIT") for number in range(3)]

    statement = make_statement(camt_file(*entries), by=staff)
    run_queue()

    states = sorted(statement.lines.values_list("state", "reason"))
    assert states == [("matched", ""), ("matched", ""), ("unmatched", "no_refund")]
    assert [abs(amount) for amount in gone(account)] == [40, 40]


def test_a_transfer_that_staff_marked_already_is_confirmed_and_not_booked_again(staff, run_queue):
    account = overpaid()
    billing.mark_transferred(refund=account.refunds.get(), at=KEYNOTE_WEEK)

    line = went_out(by=staff)
    run_queue()

    line.refresh_from_db()
    assert (line.state, line.refund) == (LineState.MATCHED, account.refunds.get())
    assert len(gone(account)) == 1


def test_a_refund_that_was_withdrawn_is_not_paid_unseen(staff, run_queue):
    account = overpaid()
    billing.withdraw(refund=account.refunds.get(), at=KEYNOTE_WEEK, because="A mistake")

    line = went_out(by=staff)

    assert (line.state, line.reason) == (LineState.UNMATCHED, Reason.NO_REFUND)


def test_a_refund_withdrawn_between_preview_and_booking_is_seen(staff, run_queue):
    account = overpaid()
    line = went_out(by=staff)
    billing.withdraw(refund=account.refunds.get(), at=KEYNOTE_WEEK, because="A mistake")

    run_queue()

    line.refresh_from_db()
    assert (line.state, line.reason) == (LineState.UNMATCHED, Reason.NO_REFUND)


def test_staff_choose_the_account_of_a_line_without_a_reference(client, staff):
    account = overpaid()
    line = went_out("Thank you", by=staff)
    client.force_login(staff)

    page = client.get(admin.url(BankLine, "change", line.pk)).content.decode()
    asked = admin.act(client, "match", line, confirmed=False).content.decode()
    admin.act(client, "match", line, suggestion=account.pk)

    line.refresh_from_db()
    assert "Match with an account" in page
    assert "AB2CDE, we owe USD 500.00: a transfer of this amount waits" in asked
    assert line.refund == account.refunds.get()
    assert line.refund.state == RefundState.DONE
    record = client.get(admin.url(BankLine, "change", line.pk)).content.decode()
    assert f"/billing/refund/{line.refund_id}/change/" in record


def test_staff_cannot_book_it_where_no_such_transfer_waits(staff):
    line = went_out("Thank you", "41.00", by=staff)

    with pytest.raises(RuleError) as refused:
        services.match(line=line, account=overpaid(), at=KEYNOTE_WEEK)

    assert refused.value.code == "no_refund"


def test_a_refund_asked_for_after_the_money_went_is_found_when_one_looks_again(staff):
    line = went_out(by=staff)
    account = overpaid()

    line = services.look_again(line=line, at=KEYNOTE_WEEK)

    assert line.refund == account.refunds.get()


@pytest.mark.parametrize("fields", [{"refund": None}, {"state": "unmatched"}, {"fit": "late"}])
def test_the_table_refuses_money_that_went_out_for_nothing(staff, run_queue, fields):
    overpaid()
    line = went_out(by=staff)
    run_queue()

    with pytest.raises(DatabaseError), transaction.atomic():
        BankLine.objects.filter(pk=line.pk).update(**fields)


@pytest.mark.django_db(transaction=True)
def test_two_lines_booked_at_once_pay_one_transfer_once(room):
    staff = User.objects.create_superuser("two@example.org")
    account = overpaid()
    lines = [went_out(by=staff, number=number) for number in ("T1", "T2")]
    gate = Barrier(2)

    def run(line):
        gate.wait(timeout=30)
        try:
            with clock.seen_from(KEYNOTE_WEEK):
                return booking.book_waiting(line_id=line.pk, at=KEYNOTE_WEEK).state
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(2) as pool:
        states = list(pool.map(run, lines))

    assert sorted(states) == [LineState.MATCHED, LineState.UNMATCHED]
    assert len(gone(account)) == 1

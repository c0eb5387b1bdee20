"""What a line pays for: the table of rules, and what becomes of the order behind it."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from events.registration.models import OrderState
from foundation.billing import services as billing
from foundation.billing.bank import references
from foundation.billing.bank.models import BankLine, Fit, LineState, Reason
from foundation.billing.bank.suggestions import suggest
from foundation.billing.models import EntryKind
from tests.factories.bank import (
    camt_entry,
    camt_file,
    csv_file,
    make_account,
    make_line,
    make_statement,
    row,
)
from tests.factories.orders import make_pending

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    [
        "AB2CDE",
        "ab2cde",
        "Order AB2CDE, thank you",
        "Order: AB 2C-DE",
        "ref.AB2CDE/Summit",
        "EREF+NOTPROVIDED SVWZ+AB2CDE",
        "A B 2 C D E",
    ],
)
def test_a_reference_is_found_however_it_is_written(text):
    assert "AB2CDE" in references.clues(text).references


@pytest.mark.parametrize("text", ["AB2CDEF", "XAB2CDE", "AB2CD", "", "THE AB2 WAS CDE"])
def test_half_a_reference_is_none(text):
    assert "AB2CDE" not in references.codes(text)


def test_look_alike_letters_are_forgiven():
    assert references.codes("0B2CDI") == ["QB2CDJ"]


@pytest.mark.parametrize(
    "text", ["INV-2022-00017", "inv 2022 00017", "INV2022OOO17", "INV/2022/00017"]
)
def test_the_number_of_an_invoice_is_found_too(text):
    assert references.clues(text).invoices == {"INV-2022-00017"}


@pytest.mark.parametrize(
    ("owed", "text", "amount", "outcome"),
    [
        (100, "AB2CDE", "100.00", (LineState.MATCHED, "", Fit.EXACT)),
        (100, "AB2CDE", "60.00", (LineState.MATCHED, "", Fit.PARTIAL)),
        (100, "AB2CDE", "160.00", (LineState.MATCHED, "", Fit.TOO_MUCH)),
        (0, "AB2CDE", "100.00", (LineState.MATCHED, "", Fit.LATE)),
        (100, "thanks", "100.00", (LineState.UNMATCHED, Reason.NO_REFERENCE, "")),
        (100, "ZZZZZZ", "100.00", (LineState.UNMATCHED, Reason.NO_REFERENCE, "")),
        (100, "AB2CDE FG3HJK", "100.00", (LineState.UNMATCHED, Reason.TWO_REFERENCES, "")),
        (100, "AB2CDE AB2CDE", "100.00", (LineState.MATCHED, "", Fit.EXACT)),
    ],
)
def test_what_leaves_no_doubt_is_booked(at, staff, run_queue, owed, text, amount, outcome):
    make_account(owed=owed)
    make_account("FG3HJK")

    line = make_line(text, amount=amount, by=staff)
    run_queue()

    line.refresh_from_db()
    assert (line.state, line.reason, line.fit) == outcome


def test_money_of_another_currency_waits_for_a_person(at, staff, run_queue):
    make_account(currency="EUR")

    line = make_line("AB2CDE", by=staff)

    assert (line.state, line.reason) == (LineState.UNMATCHED, Reason.CURRENCY)


def test_an_account_that_is_paid_already_is_not_paid_twice_unseen(at, staff, room):
    account = make_account()
    billing.receive(account=account, amount=Decimal(100), key="by hand", at=at)

    line = make_line("AB2CDE", by=staff)

    assert (line.state, line.reason) == (LineState.UNMATCHED, Reason.PAID_ALREADY)
    assert billing.owed(account) == 0


def test_a_card_payment_between_preview_and_booking_is_seen(at, staff, run_queue):
    account = make_account()
    line = make_line("AB2CDE", by=staff)
    billing.receive(account=account, amount=Decimal(100), key="card", at=at)

    run_queue()

    line.refresh_from_db()
    assert (line.state, line.reason) == (LineState.UNMATCHED, Reason.PAID_ALREADY)


def test_money_that_went_out_is_ignored(at, staff, run_queue):
    account = make_account()

    line = make_line("AB2CDE", by=staff, way="DBIT")
    run_queue()

    assert (line.state, line.reason, line.amount) == (LineState.IGNORED, Reason.OUTGOING, -100)
    assert billing.owed(account) == 100


def test_the_second_of_two_payments_of_a_file_is_judged_after_the_first(at, staff, run_queue):
    account = make_account()

    statement = make_statement(csv_file(row(number="1"), row(number="2")), by=staff)
    run_queue()

    states = statement.lines.order_by("number").values_list("state", "reason")
    assert list(states) == [
        (LineState.MATCHED, ""),
        (LineState.UNMATCHED, Reason.PAID_ALREADY),
    ]
    assert billing.owed(account) == 0


def test_the_same_money_from_another_format_waits_for_a_person(at, staff, run_queue):
    account = make_account(owed=200)
    make_statement(csv_file(row("Order AB2CDE")), by=staff)
    run_queue()

    second = make_statement(camt_file(camt_entry("Order AB2CDE")), by=staff)
    run_queue()

    assert second.lines.get().reason == Reason.SEEN_ELSEWHERE
    assert billing.owed(account) == 100


def test_an_order_is_paid_and_its_buyer_told(at, staff, run_queue, mailoutbox):
    order = make_pending()
    run_queue()
    mailoutbox.clear()

    make_line(f"Summit {order.code[:3]} {order.code[3:]}", amount=f"{order.total}", by=staff)
    run_queue()

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert any(order.email in mail.to for mail in mailoutbox)
    [entry] = order.account.entries.filter(kind=EntryKind.PAYMENT)
    assert entry.note == "By bank transfer, Analytical Engines"


def test_the_number_of_an_invoice_pays_its_order(at, staff, run_queue):
    order = make_pending()
    run_queue()
    invoice = order.account.invoices.get()

    make_line(f"Invoice {invoice.number}", amount=f"{order.total}", by=staff)
    run_queue()

    order.refresh_from_db()
    assert order.state == OrderState.PAID


def test_suggestions_name_what_speaks_for_them(at, staff, run_queue):
    order = make_pending(organization="Hopper Compilers")
    run_queue()
    slip = make_account("FG3HJK", owed=7)
    same = make_account("MN4PQR", owed=55)

    line = make_line("FG3HJM", amount="55.00", by=staff)
    line.payer = "HOPPER COMPILERS LTD"

    why = {hit.account.pk: hit.why for hit in suggest(line)}
    assert why == {
        slip.pk: ["reference with one letter off"],
        same.pk: ["same amount"],
        order.account.pk: ["similar name"],
    }


def test_what_the_bank_wrote_never_changes(at, staff):
    line = make_line("AB2CDE", by=staff)

    with pytest.raises(DatabaseError), transaction.atomic():
        BankLine.objects.filter(pk=line.pk).update(amount=5)
    with pytest.raises(DatabaseError), transaction.atomic():
        line.delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "matched"},
        {"state": "unmatched", "reason": ""},
        {"state": "ignored", "reason": "by_hand", "note": ""},
        {"state": "somehow", "reason": "outgoing"},
    ],
)
def test_the_table_refuses_a_state_without_its_facts(at, staff, fields):
    line = make_line("AB2CDE", by=staff)

    with pytest.raises(DatabaseError), transaction.atomic():
        BankLine.objects.filter(pk=line.pk).update(**fields)

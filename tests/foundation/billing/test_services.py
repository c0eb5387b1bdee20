from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from foundation.base.errors import RuleError
from foundation.billing import services, settlement
from foundation.billing.models import Account, EntryKind, Invoice, InvoiceLine, NumberSequence
from tests.factories.orders import make_foundation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(monkeypatch):
    """A room of its own that hears about its accounts."""
    heard = []
    monkeypatch.setitem(
        settlement._handlers, "test", lambda account, at: heard.append(services.owed(account))
    )
    return heard


def make_account(at):
    account = services.open_account(purpose="test", reference="A1", currency="USD", at=at)
    services.add_entry(
        account=account, kind=EntryKind.CHARGE, amount=Decimal(100), key="charge", at=at
    )
    return account


def line(total, rate=0):
    return InvoiceLine(description="Dues", quantity=1, price=total, total=total, tax_rate=rate)


def issue(account, at, total=100):
    make_foundation()
    return services.issue_invoice(
        account=account, lines=[line(Decimal(total))], buyer="Ada", buyer_email="a@b.org", at=at
    )


def test_charges_raise_and_payments_lower_what_is_owed(at, room):
    account = make_account(at)

    services.receive(account=account, amount=Decimal(60), key="p1", at=at)

    sums = Account.objects.with_sums().get()
    assert (sums.charged, sums.paid, sums.owed) == (100, 60, 40)
    assert room == [40]


def test_the_same_key_is_booked_once_and_told_once(at, room):
    account = make_account(at)
    assert services.receive(account=account, amount=Decimal(60), key="p1", at=at)
    assert not services.receive(account=account, amount=Decimal(60), key="p1", at=at)
    assert services.owed(account) == 40
    assert len(room) == 1


def test_amounts_are_rounded_half_up_to_the_smallest_unit(at):
    account = make_account(at)
    services.receive(account=account, amount=Decimal("0.005"), key="p", at=at)
    assert services.owed(account) == Decimal("99.99")


def test_a_card_payment_is_for_what_is_owed_now(at):
    account = make_account(at)
    start = {
        "description": "x",
        "email": "a@b.org",
        "success_path": "/",
        "failure_path": "/",
        "at": at,
    }
    first = services.start_card_payment(account=account, **start)
    services.receive(account=account, amount=Decimal(30), key="p", at=at)

    second = services.start_card_payment(account=account, **start)

    assert (first.total, second.total) == (100, 70)
    first.refresh_from_db()
    assert first.status == "cancelled"


def test_nothing_owed_is_not_paid_by_card(at):
    account = make_account(at)
    services.receive(account=account, amount=Decimal(100), key="p", at=at)
    with pytest.raises(RuleError) as refusal:
        services.start_card_payment(
            account=account, description="x", email="", success_path="/", failure_path="/", at=at
        )
    assert refusal.value.code == "nothing_owed"


def test_a_rollback_leaves_no_hole_in_the_numbers(at):
    account = make_account(at)
    issue(account, at)
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(account, at)
        raise RuntimeError

    assert issue(account, at).number == "INV-2022-00002"
    assert NumberSequence.objects.get().last == 2


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_invoice_is_never_edited(at, change):
    issue(make_account(at), at)
    with pytest.raises(DatabaseError, match="[Cc]annot"):
        Invoice.objects.update(total=1) if change == "update" else Invoice.objects.all().delete()


def test_a_wrong_invoice_is_reversed_once(at):
    account = make_account(at)
    invoice = issue(account, at)

    (note,) = services.reverse_open_invoices(account=account, at=at)

    assert note.reverses == invoice
    assert note.total == -100
    assert services.reverse_open_invoices(account=account, at=at) == []


def test_the_year_of_a_number_is_the_year_at_the_seat(at):
    make_foundation()
    new_year_in_utc = at.replace(year=2023, month=1, day=1, hour=3)
    assert issue(make_account(at), new_year_in_utc).number.startswith("INV-2022-")

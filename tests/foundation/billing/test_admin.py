from io import BytesIO
from zipfile import ZipFile

import pytest

from events.registration import bills, services
from foundation.billing.models import Account, Entry, Invoice, Payment
from tests.admin import act, enter, said, url
from tests.factories.orders import make_filled, make_paid, make_pending
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


@pytest.mark.parametrize("model", [Account, Entry, Invoice, Payment])
def test_the_ledger_is_not_edited_by_hand(at, staff, run_queue, model):
    make_paid()
    services.pay_by_card(order=make_filled(), at=at)
    run_queue()
    row = model.objects.first()

    assert staff.get(url(model, "add")).status_code == 403
    assert (
        staff.post(url(model, "change", row.pk), {"total": "1", "amount": "1"}).status_code == 403
    )
    assert staff.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_accounts_are_filtered_by_what_is_open(at, staff):
    open_, settled, too_much = make_pending(), make_paid(), make_paid()
    services.cancel(order=too_much, at=at, by_staff=True)

    def found(owed):
        page = staff.get(url(Account, "changelist"), {"owed": owed})
        return [account.reference for account in page.context["cl"].result_list]

    assert found("open") == [open_.code]
    assert found("settled") == [settled.code]
    assert found("too_much") == [too_much.code]


def test_sums_stay_numbers_when_they_are_taken_along(at, staff):
    make_pending()

    table = staff.get(url(Account, "export", "csv")).getvalue().decode("utf-8-sig").splitlines()

    assert ",USD,599.00,0,599.00," in table[1]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_accounts_costs_the_same_for_any_number(
    at, staff, django_assert_num_queries, rows
):
    for _row in range(rows):
        make_pending()

    with django_assert_num_queries(9):
        staff.get(url(Account, "changelist"))


def test_chosen_invoices_are_taken_along_as_paper_in_one_file(at, staff):
    bills.invoice_for(make_paid(), at)
    bills.invoice_for(make_paid(), at)
    make_pending()
    first, second = Invoice.objects.order_by("pk")[:2]

    answer = act(staff, "as_zip", first, second, confirmed=False)

    packed = ZipFile(BytesIO(answer.getvalue()))
    assert packed.namelist() == [f"{second.number}.pdf", f"{first.number}.pdf"]
    assert packed.read(f"{first.number}.pdf").startswith(b"%PDF")
    assert 'filename="invoices-2022-10-10.zip"' in answer["Content-Disposition"]


def test_too_many_invoices_at_once_are_refused_in_words(at, staff, monkeypatch):
    monkeypatch.setattr("foundation.billing.admin.packed.MOST", 1)
    bills.invoice_for(make_paid(), at)
    bills.invoice_for(make_paid(), at)

    act(staff, "as_zip", *Invoice.objects.all(), confirmed=False)

    assert said(staff)[0].startswith("Choose at most 1 at once")


def test_who_may_not_see_invoices_takes_none_along(at, client):
    bills.invoice_for(make_paid(), at)
    client.force_login(make_user(is_staff=True))

    assert act(client, "as_zip", Invoice.objects.get(), confirmed=False).status_code == 403

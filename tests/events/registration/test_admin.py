import pytest
from django.urls import reverse

from events.registration import bills, services
from events.registration.models import Order, OrderState
from foundation.base.models import Mail
from foundation.billing.models import Account, Entry, EntryKind, Invoice
from tests.admin import act, enter, said, url
from tests.factories.orders import (
    make_free,
    make_held,
    make_paid,
    make_pending,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


def owed(order):
    return Account.objects.with_sums().get(order=order).owed


def test_cancelling_is_shown_before_it_is_done(at, staff):
    orders = [make_pending(), make_free(), services.cancel(order=make_free(), at=at)]

    page = act(staff, "cancel", *orders, confirmed=False)

    assert page.context["title"] == "2 orders will be cancelled"
    assert page.context["cannot_count"] == "1 order"
    assert "it is cancelled already" in page.content.decode()
    assert not Order.objects.filter(state=OrderState.CANCELLED).exclude(pk=orders[2].pk).exists()


def test_cancelling_takes_what_it_can_and_tells_the_rest(at, staff):
    orders = [make_pending(), services.cancel(order=make_free(), at=at)]

    act(staff, "cancel", *orders, because="Visa refused")

    orders[0].refresh_from_db()
    assert orders[0].state == OrderState.CANCELLED
    assert orders[0].closed_because == "Visa refused"
    assert said(staff) == ["1 order cancelled.", f"{orders[1]}: it is cancelled already."]


def test_a_record_offers_only_what_it_allows_now(at, staff):
    def offered(order):
        page = staff.get(url(Order, "change", order.pk))
        return {name for name, _label in page.context["record_actions"]}

    assert offered(make_pending()) == {"mark_paid", "resend", "correct_buyer", "cancel"}
    assert offered(make_paid()) == {"resend", "correct_buyer", "move_tickets", "cancel"}
    assert offered(make_held()) == {"cancel"}
    assert offered(services.cancel(order=make_paid(), at=at, by_staff=True)) == {"record_refund"}


def test_marking_as_paid_confirms_the_order(at, staff):
    order = make_pending()

    act(staff, "mark_paid", order, amount="599", seen="1", note="Statement 12")

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert Entry.objects.get(kind=EntryKind.PAYMENT).note == "Statement 12"


def test_marking_as_paid_twice_books_once(at, staff):
    order = make_pending()

    for _click in range(2):
        act(staff, "mark_paid", order, amount="599", seen="1")

    assert Entry.objects.filter(kind=EntryKind.PAYMENT).count() == 1
    assert owed(order) == 0


def test_two_clicks_on_a_part_payment_book_once(at, staff):
    order = make_pending()

    act(staff, "mark_paid", order, amount="100", seen="1")
    again = act(staff, "mark_paid", order, amount="100", seen="1")

    assert again.status_code == 422
    assert "The account has changed" in again.content.decode()
    assert owed(order) == 499


def test_an_amount_that_is_none_is_asked_again(at, staff):
    order = make_pending()

    page = act(staff, "mark_paid", order, amount="lots", seen="1", note="Statement 12")

    assert page.status_code == 422
    assert "Statement 12" in page.content.decode()
    assert owed(order) == 599


def test_several_orders_are_paid_each_with_its_own_amount(at, staff):
    orders = [make_pending(), make_pending(quantity=2)]

    act(staff, "mark_paid", *orders)

    assert [owed(order) for order in orders] == [0, 0]
    assert said(staff) == ["2 orders marked as paid."]


def test_cancelling_a_paid_order_makes_it_wait_for_a_refund(at, staff):
    order = make_paid()

    act(staff, "cancel", order)

    waiting = staff.get(url(Order, "changelist"), {"refund_needed__exact": "1"})
    assert list(waiting.context["cl"].result_list) == [order]


def test_a_recorded_refund_clears_the_desk(at, staff):
    order = services.cancel(order=make_paid(), at=at, by_staff=True)

    act(staff, "record_refund", order, amount="599", seen="3")

    order.refresh_from_db()
    assert not order.refund_needed
    assert owed(order) == 0
    assert Entry.objects.get(kind=EntryKind.REFUND).amount == 599


def test_half_a_refund_leaves_the_rest_waiting(at, staff):
    order = services.cancel(order=make_paid(), at=at, by_staff=True)

    act(staff, "record_refund", order, amount="200", seen="3")

    order.refresh_from_db()
    assert order.refund_needed
    assert owed(order) == -399


def test_more_than_we_owe_is_not_paid_back(at, staff):
    order = services.cancel(order=make_paid(), at=at, by_staff=True)

    act(staff, "record_refund", order, amount="600", seen="3")

    assert said(staff) == [f"{order}: Enter an amount above zero and not above what we owe."]
    assert owed(order) == -599


def test_the_confirmation_is_sent_again_with_the_tickets_as_they_are(at, staff, run_queue):
    order = make_paid()
    run_queue()

    act(staff, "resend", order)
    run_queue()

    assert Mail.objects.filter(kind="order_confirmed").count() == 2
    page = staff.get(url(Order, "change", order.pk)).content.decode()
    assert page.count(reverse("admin:base_mail_changelist")) >= 2


def test_a_corrected_buyer_is_billed_anew(at, staff):
    order = make_pending()
    old = bills.invoice_for(order, at)

    act(staff, "correct_buyer", order, organization="New Ltd", country="IT", address="Via Roma 1")

    order.refresh_from_db()
    assert order.organization == "New Ltd"
    assert Invoice.objects.filter(reverses=old).exists()
    assert bills.invoice_for(order, at).buyer == "New Ltd\nVia Roma 1\nItaly"


def test_a_wrong_tax_number_is_said_before_anything_is_reversed(at, staff):
    order = make_pending()
    bills.invoice_for(order, at)

    answer = act(staff, "correct_buyer", order, country="IT", tax_number="IT1")

    assert "This is no valid tax number of Italy" in answer.content.decode()
    assert not Invoice.objects.filter(kind="credit_note").exists()

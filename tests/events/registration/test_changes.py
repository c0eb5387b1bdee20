from datetime import timedelta

import pytest

from events.registration import bills, services
from events.registration.models import OrderState, Stock
from foundation.base.errors import RuleError
from foundation.billing.models import Account, Invoice, InvoiceKind
from tests.factories.orders import make_filled, make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db

GRACE = {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"}


def taken():
    return Stock.objects.get().taken


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code


@pytest.mark.parametrize("make", [make_filled, make_pending, make_free])
def test_the_owner_cancels_what_is_unpaid_or_free(at, make):
    order = services.cancel(order=make(), at=at)

    assert order.state == OrderState.CANCELLED
    assert taken() == 0
    assert not order.refund_needed
    assert not order.tickets.live().exists()


def test_the_owner_does_not_cancel_what_is_paid(at):
    order = make_paid()

    refused("paid", lambda: services.cancel(order=order, at=at))

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert taken() == 1


def test_staff_cancel_a_paid_order_and_owe_its_money(at):
    order = services.cancel(order=make_paid(), at=at, by_staff=True, because="Visa refused")

    assert order.state == OrderState.CANCELLED
    assert order.refund_needed
    assert Account.objects.with_sums().get(order=order).owed == -599
    assert taken() == 0


def test_cancelling_twice_gives_places_back_once(at):
    ticket_type = make_sale(size=10)
    make_pending(ticket_type=ticket_type, quantity=3)
    order = make_pending(ticket_type=ticket_type, quantity=2)

    services.cancel(order=order, at=at)
    services.cancel(order=order, at=at)

    assert taken() == 3


def test_cancelling_writes_a_credit_note_for_the_invoice(at):
    order = make_pending()
    bills.invoice_for(order, at)

    services.cancel(order=order, at=at)

    note = Invoice.objects.get(kind=InvoiceKind.CREDIT_NOTE)
    assert (note.number, note.total) == ("CN-2022-00001", -599)
    assert note.lines.get().total == -599


def test_one_ticket_of_two_can_be_cancelled(at):
    order = make_paid(quantity=2)

    services.cancel_ticket(ticket=order.tickets.last(), at=at)

    order.refresh_from_db()
    assert order.total == 599
    assert order.refund_needed
    assert taken() == 1


def test_the_last_ticket_is_cancelled_with_its_order(at):
    order = make_paid()
    refused("last", lambda: services.cancel_ticket(ticket=order.tickets.get(), at=at))


def test_passing_on_kills_the_old_link_and_qr(at):
    ticket = make_paid().tickets.get()
    old = (ticket.secret, ticket.code)

    ticket = services.assign(ticket=ticket, attendee=GRACE, at=at)

    assert ticket.attendee_name == "Grace Hopper"
    assert ticket.secret != old[0]
    assert ticket.code != old[1]


def test_correcting_a_name_keeps_link_and_qr(at):
    ticket = make_paid().tickets.get()
    attendee = {"attendee_name": "Ada King", "attendee_email": "ADA@example.org"}

    changed = services.assign(ticket=ticket, attendee=attendee, at=at)

    assert (changed.secret, changed.code) == (ticket.secret, ticket.code)
    assert changed.attendee_name == "Ada King"


def test_after_the_cut_off_only_an_unassigned_ticket_gets_a_name(at):
    order = make_paid(quantity=2)
    order.event.changes_until = at - timedelta(seconds=1)
    order.event.save()
    assigned, unassigned = order.tickets.order_by("position")

    refused("too_late", lambda: services.assign(ticket=assigned, attendee=GRACE, at=at))
    assert services.assign(ticket=unassigned, attendee=GRACE, at=at).is_assigned


def test_a_type_that_may_not_be_passed_on_stays_with_its_holder(at):
    ticket_type = make_sale(may_be_passed_on=False)
    ticket = make_paid(ticket_type=ticket_type).tickets.get()

    refused("not_transferable", lambda: services.assign(ticket=ticket, attendee=GRACE, at=at))


def test_a_cancelled_ticket_is_not_assigned(at):
    order = make_pending()
    services.cancel(order=order, at=at)
    ticket = order.tickets.get()

    refused("closed", lambda: services.assign(ticket=ticket, attendee=GRACE, at=at))

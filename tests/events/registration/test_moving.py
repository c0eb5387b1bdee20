from decimal import Decimal

import pytest

from events.registration import bills, services
from events.registration.models import Code, Invitation, Order, OrderState, Stock
from foundation.base.errors import RuleError
from foundation.billing.models import Account, EntryKind, Invoice
from tests.admin import act, enter, url
from tests.events.registration import audit
from tests.factories.orders import make_code, make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db

GRACE = {"name": "Grace Hopper", "email": "Grace@example.org", "organization": "Navy"}


@pytest.fixture(autouse=True)
def _adds_up():
    yield
    audit.the_counters_add_up()
    audit.the_money_adds_up()
    audit.the_numbers_have_no_hole()


def keys(order, number=1):
    return list(order.tickets.order_by("-position").values_list("pk", flat=True)[:number])


def sums(order):
    row = Account.objects.with_sums().get(order=order)
    return row.charged, row.paid, row.owed


def test_tickets_split_off_take_their_place_and_money_along(at):
    order = make_paid(quantity=3)
    bills.invoice_for(order, at)
    (ticket,) = order.tickets.filter(position=3)
    taken = Stock.objects.get().taken

    new = services.split(order=order, tickets=[ticket.pk], purchaser=GRACE, at=at)
    bills.invoice_for(Order.objects.get(pk=order.pk), at)
    bills.invoice_for(new, at)

    order.refresh_from_db()
    assert (new.name, new.email, new.state) == ("Grace Hopper", "grace@example.org", "paid")
    assert (order.total, new.total) == (1198, 599)
    assert sums(order) == (1198, 1198, 0)
    assert sums(new) == (599, 599, 0)
    assert Stock.objects.get().taken == taken == 3
    moved = new.tickets.get()
    assert (moved.pk, moved.code, moved.position) == (ticket.pk, ticket.code, 1)
    assert Invoice.objects.filter(kind="credit_note").count() == 1
    assert new.code != order.code
    assert new.secret != order.secret


def test_tickets_move_into_another_order(at):
    kind = make_sale()
    order, into = make_paid(ticket_type=kind, quantity=2), make_paid(ticket_type=kind)

    services.move(order=order, tickets=keys(order), into=into, at=at)

    into.refresh_from_db()
    assert into.total == 1198
    assert list(into.tickets.values_list("position", flat=True)) == [1, 2]
    assert sums(into) == (1198, 1198, 0)
    notes = into.account.entries.filter(kind=EntryKind.PAYMENT).values_list("note", flat=True)
    assert list(notes)[1] == f"Tickets moved from order {order} to order {into}"


def test_uses_of_a_code_go_along_and_stay_whose_they_are(at):
    kind = make_sale(price=100)
    make_code(ticket_type=kind, text="HELLO", most_uses=3, most_per_person=3)
    order = make_paid(ticket_type=kind, quantity=3, code="HELLO")

    new = services.split(order=order, tickets=keys(order, 2), purchaser=GRACE, at=at)

    assert Code.objects.get().used == 3
    assert new.code_uses.get().quantity == 2
    assert new.code_used_by == "ada@example.org"
    audit.the_counters_add_up()
    services.cancel(order=new, at=at, by_staff=True)
    assert Code.objects.get().used == 1


def test_free_tickets_need_no_account(at):
    order = make_free(ticket_type=make_sale(price=0), quantity=2)

    new = services.split(order=order, tickets=keys(order), purchaser=GRACE, at=at)

    assert (new.total, new.account) == (Decimal(0), None)


def test_what_was_split_off_can_be_cancelled_and_paid_back(at):
    order = make_paid(quantity=2)
    new = services.split(order=order, tickets=keys(order), purchaser=GRACE, at=at)

    services.cancel(order=new, at=at, by_staff=True)
    services.record_refund(order=new, at=at)

    assert sums(new) == (0, 0, 0)
    assert Stock.objects.get().taken == 1


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: make_pending(quantity=2), "not_confirmed"),
        (lambda: make_paid(quantity=1), "last"),
    ],
)
def test_what_cannot_be_split(at, make, code):
    order = make()

    with pytest.raises(RuleError) as refused:
        services.split(order=order, tickets=keys(order), purchaser=GRACE, at=at)

    assert refused.value.code == code
    assert Order.objects.count() == 1


def test_tickets_of_others_are_refused(at):
    kind = make_sale()
    order, other = make_paid(ticket_type=kind, quantity=2), make_paid(ticket_type=kind)

    with pytest.raises(RuleError) as refused:
        services.split(order=order, tickets=keys(other), purchaser=GRACE, at=at)

    assert refused.value.code == "nothing"


def test_nothing_moves_to_another_event_or_into_itself(at):
    order, into = make_paid(quantity=2), make_paid()

    for target, code in ((into, "other_event"), (order, "same")):
        with pytest.raises(RuleError) as refused:
            services.move(order=order, tickets=keys(order), into=target, at=at)
        assert refused.value.code == code


def test_an_invitation_is_for_one(at):
    order = make_paid(quantity=2)
    row = Invitation.objects.create(event=order.event, email="ada@example.org")
    Order.objects.filter(pk=order.pk).update(invitation=row)

    with pytest.raises(RuleError) as refused:
        services.split(order=order, tickets=keys(order), purchaser=GRACE, at=at)

    assert refused.value.code == "invited"


def ask(staff, order, **answers):
    """Confirm the action with these answers."""
    chosen = {"action": "move_tickets", "_selected_action": [order.pk], "_confirmed": "yes"}
    return staff.post(url(Order, "changelist"), chosen | answers)


def test_staff_split_an_order_after_a_look(at, client):
    staff = enter(client)
    order = make_paid(quantity=2)

    page = act(staff, "move_tickets", order, confirmed=False).content.decode()
    assert "Ada Lovelace" in page
    ask(staff, order, tickets=keys(order), **GRACE)

    new = Order.objects.exclude(pk=order.pk).get()
    assert (new.name, new.state) == ("Grace Hopper", OrderState.PAID)


def test_staff_move_tickets_by_the_code_of_an_order(at, client):
    staff = enter(client)
    kind = make_sale()
    order, into = make_paid(ticket_type=kind, quantity=2), make_paid(ticket_type=kind)

    ask(staff, order, tickets=keys(order), into=f" {into.code.lower()} ")

    assert into.tickets.count() == 2


@pytest.mark.parametrize(
    "typed",
    [
        {"into": "NOSUCH"},
        {"into": "\0"},
        {"into": "x" * 99},
        {"name": "Grace", "email": "no address"},
        {},
        {"tickets": ["0"], **GRACE},
        {"tickets": ["x"], **GRACE},
    ],
)
def test_what_staff_mistype_changes_nothing(at, client, typed):
    order = make_paid(quantity=2)

    page = ask(enter(client), order, **({"tickets": keys(order)} | typed))

    assert page.status_code in {200, 422}
    assert Order.objects.count() == 1
    assert order.tickets.count() == 2

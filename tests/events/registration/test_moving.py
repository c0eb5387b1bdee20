from decimal import Decimal

import pytest

from events.registration import bills, services
from events.registration.models import (
    Code,
    InvitationState,
    Order,
    OrderState,
    PaymentMethod,
    Stock,
)
from events.registration.services import keeping
from foundation.base.errors import RuleError
from foundation.billing.models import Account, EntryKind, Invoice
from tests.admin import act, enter, url
from tests.events.registration import audit
from tests.factories.orders import (
    make_code,
    make_foundation,
    make_free,
    make_invitation,
    make_paid,
    make_pending,
    make_sale,
)

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


@pytest.fixture
def invited(at):
    """A confirmed order by invitation, and another ticket beside the one that needs it."""
    open_kind = make_sale(price=0)
    guest = make_sale(event=open_kind.event, price=0, audience="with_invitation")
    row = make_invitation(ticket_type=guest)
    order = services.hold(
        event=open_kind.event,
        lines=[(guest.pk, 1), (open_kind.pk, 2)],
        basket="b" * 22,
        at=at,
        invitation=row.secret,
    )
    person = {"name": "Ada", "email": row.email}
    services.fill_in(order=order, purchaser=person, attendees={}, at=at)
    make_foundation()
    order = services.place(order=order, method=PaymentMethod.FREE, at=at)
    order.guest = order.tickets.get(ticket_type=guest)
    return order


def test_other_tickets_of_an_order_by_invitation_go_to_anybody(invited, at):
    other = invited.tickets.exclude(pk=invited.guest.pk).first()

    new = services.split(order=invited, tickets=[other.pk], purchaser=GRACE, at=at)

    invited.refresh_from_db()
    assert (new.invitation, invited.invitation is None) == (None, False)
    assert invited.invited_at == at


def test_a_ticket_by_invitation_takes_the_invitation_along(invited, at):
    ada = {"name": "Ada", "email": "ADA@example.org"}

    new = services.split(order=invited, tickets=[invited.guest.pk], purchaser=ada, at=at)

    invited.refresh_from_db()
    assert (invited.invitation, invited.invited_at) == (None, None)
    assert new.invited_at == at
    services.cancel(order=new, at=at, by_staff=True)
    new.invitation.refresh_from_db()
    assert new.invitation.state(at) == InvitationState.WRITTEN


def test_a_ticket_by_invitation_goes_to_nobody_else(invited, at):
    with pytest.raises(RuleError, match="invitation of their own") as refused:
        services.split(order=invited, tickets=[invited.guest.pk], purchaser=GRACE, at=at)

    assert refused.value.code == "invited"
    assert Order.objects.count() == 1
    invited.refresh_from_db()
    assert invited.invited_at == at


def make_promised(at, *, kept, quantity, text="KEPT", kind=None):
    """A confirmed order of which so many places had been kept for its code."""
    kind = kind or make_sale(price=0)
    code = make_code(event=kind.event, text=text, most_uses=0)
    keeping.keep(code=code, places={kind.stocks.get().pk: kept}, before_all=())
    return kind, code, make_free(ticket_type=kind, quantity=quantity, code=text)


def places_of(order):
    return list(order.reservations.values_list("quantity", "kept"))


@pytest.mark.parametrize(
    ("kept", "going", "stay", "gone"),
    [
        (2, 1, (2, 1), (1, 1)),
        (2, 2, (1, 0), (2, 2)),
        (3, 1, (2, 2), (1, 1)),
        (1, 2, (1, 0), (2, 1)),
    ],
)
def test_places_that_were_kept_for_a_code_go_along_and_back_to_it(at, kept, going, stay, gone):
    _kind, code, order = make_promised(at, kept=kept, quantity=3)

    new = services.split(order=order, tickets=keys(order, going), purchaser=GRACE, at=at)

    assert (places_of(order), places_of(new)) == ([stay], [gone])
    assert Stock.objects.get().taken == 3
    services.cancel(order=new, at=at, by_staff=True)
    assert code.promises.get().quantity == gone[1]
    services.cancel(order=order, at=at, by_staff=True)
    assert code.promises.get().quantity == kept == Stock.objects.get().taken


def test_an_order_holds_places_of_one_code_so_another_is_split_off(at):
    kind, _code, order = make_promised(at, kept=2, quantity=2)
    _kind, _code, into = make_promised(at, kept=1, quantity=1, text="MORE", kind=kind)

    with pytest.raises(RuleError, match="Split the tickets off") as refused:
        services.move(order=order, tickets=keys(order), into=into, at=at)

    assert refused.value.code == "promised"
    assert (places_of(order), places_of(into)) == ([(2, 2)], [(1, 1)])


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


def test_a_ticket_whose_refund_waits_for_an_answer_stays_where_it_is(at):
    order = make_paid(quantity=2)
    other = make_paid(ticket_type=order.tickets.get(position=1).ticket_type)
    services.ask_refund(order=order, positions=[2], reason="", at=at)

    for change in (
        lambda: services.split(order=order, tickets=keys(order), purchaser=GRACE, at=at),
        lambda: services.move(order=order, tickets=keys(order), into=other, at=at),
    ):
        with pytest.raises(RuleError) as refusal:
            change()
        assert refusal.value.code == "asked_back"

    services.decline_refund(request=order.refund_requests.get(), at=at, answer="No.")
    assert services.split(order=order, tickets=keys(order), purchaser=GRACE, at=at).total

from datetime import timedelta

import pytest

from events.registration import services
from events.registration.models import OrderState, Stock, Ticket
from events.registration.services.contents import HOLD
from events.registration.services.expiry import MOST_EXTENSIONS
from foundation.base.errors import RuleError
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import ADA, make_filled, make_free, make_held, make_paid, make_sale

pytestmark = pytest.mark.django_db


def taken():
    return Stock.objects.get().taken


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value


def hold(ticket_type, quantity, at, basket="tab-1"):
    lines = [(ticket_type.pk, quantity)]
    return services.hold(event=ticket_type.event, lines=lines, basket=basket, at=at)


def test_a_hold_takes_places_for_half_an_hour(at):
    order = hold(make_sale(size=5), 3, at)

    assert order.state == OrderState.HELD
    assert order.held_until == at + HOLD
    assert order.total == 3 * 599
    assert [ticket.position for ticket in order.tickets.all()] == [1, 2, 3]
    assert taken() == 3


def test_more_than_there_are_is_sold_out_and_takes_nothing(at):
    ticket_type = make_sale(size=2)

    refused("sold_out", lambda: hold(ticket_type, 3, at))

    assert taken() == 0
    assert not Ticket.objects.exists()


def test_a_stock_shared_by_two_types_counts_both(at):
    first = make_sale(size=3)
    second = make_ticket_type(stock=first.stocks.get(), name="Workshop", price=10)

    lines = [(first.pk, 2), (second.pk, 2)]
    refused("sold_out", lambda: services.hold(event=first.event, lines=lines, basket="a", at=at))

    assert taken() == 0


def test_a_type_with_two_stocks_takes_both_or_none(at):
    ticket_type = make_sale(size=5)
    ticket_type.stocks.add(make_stock(event=ticket_type.event, name="Dinner", size=1))

    refused("sold_out", lambda: hold(ticket_type, 2, at))

    assert set(Stock.objects.values_list("taken", flat=True)) == {0}


def test_a_second_click_finds_the_same_order(at):
    ticket_type = make_sale()

    first, second = hold(ticket_type, 2, at), hold(ticket_type, 2, at)

    assert first == second
    assert taken() == 2


def test_a_second_tab_changes_what_is_held_and_keeps_what_was_typed(at):
    ticket_type = make_sale()
    order = make_filled(ticket_type=ticket_type, quantity=2, basket="tab")

    again = hold(ticket_type, 1, at, basket="tab")

    assert again == order
    assert again.name == ADA["name"]
    assert again.tickets.get().attendee_name == ADA["name"]
    assert taken() == 1


def test_choosing_another_type_keeps_the_attendee(at):
    ticket_type = make_sale()
    other = make_ticket_type(stock=ticket_type.stocks.get(), name="Other", price=100)
    make_filled(ticket_type=ticket_type, basket="tab")

    order = hold(other, 1, at, basket="tab")

    ticket = order.tickets.get()
    assert (ticket.ticket_type, ticket.price) == (other, 100)
    assert ticket.attendee_name == ADA["name"]
    assert taken() == 1


def test_an_order_that_was_sent_off_is_not_changed_by_the_back_button(at):
    ticket_type = make_sale()
    order = make_paid(ticket_type=ticket_type, basket="tab")

    again = hold(ticket_type, 5, at, basket="tab")

    assert again == order
    assert again.state == OrderState.PAID
    assert again.tickets.count() == 1
    assert taken() == 1


@pytest.mark.parametrize("quantity", [0, -1])
def test_nothing_is_not_an_order(at, quantity):
    ticket_type = make_sale()
    refused("nothing_chosen", lambda: hold(ticket_type, quantity, at))


def test_no_more_than_the_type_allows_in_one_order(at):
    ticket_type = make_sale(size=100, most_per_order=4)
    refusal = refused("too_many", lambda: hold(ticket_type, 5, at))
    assert "at most 4" in refusal.messages[0]


@pytest.mark.parametrize("audience", ["with_code", "with_invitation"])
def test_a_hidden_type_is_refused_like_one_that_does_not_exist(at, audience):
    event = make_event()
    hidden = make_ticket_type(event=event, name="Secret", audience=audience, price=1)

    known = refused("not_on_sale", lambda: hold(hidden, 1, at))
    unknown = refused(
        "not_on_sale",
        lambda: services.hold(event=event, lines=[(999999, 1)], basket="b", at=at),
    )

    assert known.messages == unknown.messages


def test_a_type_of_another_event_is_not_on_sale_here(at):
    other = make_ticket_type(event=make_event(slug="other"), price=1)
    event = make_event(slug="this")

    refused(
        "not_on_sale",
        lambda: services.hold(event=event, lines=[(other.pk, 1)], basket="b", at=at),
    )


def test_the_window_closes_at_its_last_instant(at):
    ticket_type = make_sale(sales_until=at)
    refused("not_on_sale", lambda: hold(ticket_type, 1, at))
    assert hold(ticket_type, 1, at - timedelta(seconds=1))


def test_a_hold_returns_by_itself_and_keeps_what_was_typed(at):
    order = make_filled(quantity=2)

    assert services.release_expired(at + HOLD) == 1

    order.refresh_from_db()
    assert order.state == OrderState.EXPIRED
    assert taken() == 0
    assert order.tickets.first().attendee_name == ADA["name"]


def test_a_hold_whose_time_is_not_over_stays(at):
    make_held()
    assert services.release_expired(at + HOLD - timedelta(seconds=1)) == 0
    assert taken() == 1


def test_an_expired_order_is_tried_again_with_one_click(at):
    order = make_filled(quantity=2)
    later = at + HOLD
    services.release_expired(later)

    order = services.extend(order=order, at=later)

    assert order.state == OrderState.HELD
    assert order.held_until == later + HOLD
    assert taken() == 2


def test_an_expired_order_is_not_revived_when_others_were_faster(at):
    ticket_type = make_sale(size=1)
    order = make_filled(ticket_type=ticket_type)
    services.release_expired(at + HOLD)
    make_held(ticket_type=ticket_type, at=at + HOLD)

    refused("sold_out", lambda: services.extend(order=order, at=at + HOLD))

    order.refresh_from_db()
    assert order.state == OrderState.EXPIRED
    assert taken() == 1


def test_a_hold_can_be_extended_at_least_ten_times(at):
    order = make_held()
    for minutes in range(MOST_EXTENSIONS):
        order = services.extend(order=order, at=at + timedelta(minutes=minutes))
    assert MOST_EXTENSIONS >= 10
    assert order.held_until == at + timedelta(minutes=MOST_EXTENSIONS - 1) + HOLD
    refused("extended_enough", lambda: services.extend(order=order, at=at))


def test_closing_sales_releases_holds(at):
    order = make_held()
    order.event.registration_closes_at = at + timedelta(minutes=5)
    order.event.save()

    assert services.release_expired(at + timedelta(minutes=5)) == 1
    assert taken() == 0


def test_a_hold_that_ran_out_makes_room_at_once(at):
    ticket_type = make_sale(size=1)
    make_held(ticket_type=ticket_type)

    assert hold(ticket_type, 1, at + HOLD, basket="next").state == OrderState.HELD


def test_what_was_sent_off_cannot_be_filled_in_again(at):
    order = make_free()
    refused(
        "not_held",
        lambda: services.fill_in(order=order, purchaser={"name": "Eve"}, attendees={}, at=at),
    )

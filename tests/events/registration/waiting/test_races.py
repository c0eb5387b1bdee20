"""Those in line, buyers and workers at once. Real threads, each with its own connection."""

from collections import Counter

import pytest

from events.registration import services as sale
from events.registration.models import PaymentMethod, Promise, Stock
from events.registration.services import stock as places
from events.registration.waiting import services
from events.registration.waiting.models import Entry, EntryState
from events.registration.waiting.services import lines
from foundation.base import tokens
from foundation.base.models import Mail
from tests import queue
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration import audit
from tests.events.registration.test_races import at_once, buyer
from tests.factories.events import make_stock, make_ticket_type
from tests.factories.orders import make_free
from tests.factories.waiting import make_entry, make_sold_out

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [f"person-{number}@example.org" for number in range(6)]


def wait(ticket_type, people=PEOPLE):
    return [make_entry(ticket_type=ticket_type, email=email, at=KEYNOTE_WEEK) for email in people]


def worker():
    return services.serve_due(KEYNOTE_WEEK)


def states(entries):
    return [Entry.objects.get(pk=entry.pk).state for entry in entries]


def four_workers_serve_three_places():
    ticket_type, _orders = make_sold_out()
    entries = wait(ticket_type)
    Stock.objects.update(size=4)
    at_once([worker] * 4, workers=4)
    return entries


def test_workers_at_once_offer_each_place_once_and_in_order():
    entries = four_workers_serve_three_places()

    assert states(entries) == [EntryState.OFFERED] * 3 + [EntryState.WAITING] * 3
    assert Promise.objects.filter(quantity=1).count() == 3
    assert Stock.objects.get().taken == 4
    audit.the_counters_add_up()
    queue.run()
    assert Mail.objects.filter(kind="waiting_offered").count() == 3


def test_without_the_lock_workers_offer_one_person_two_places(monkeypatch):
    """Shows that the test above can fail: the line is read, and nobody holds it."""

    def unlocked(event_id):
        return list(lines.Line.objects.select_related("stock__event"))

    monkeypatch.setattr(lines, "lock_all", unlocked)
    for _ in range(5):
        four_workers_serve_three_places()
        if Promise.objects.filter(quantity=1).count() > Entry.objects.offered().count():
            return
    pytest.fail("Nobody was offered two places.")


def test_buyers_and_a_worker_at_once_leave_what_returned_to_who_waits():
    ticket_type, orders = make_sold_out(size=3)
    entries = wait(ticket_type, PEOPLE[:3])

    def cancel(order):
        return sale.cancel(order=order, at=KEYNOTE_WEEK).state

    jobs = [buyer(ticket_type)] * 6 + [worker] * 3
    outcome = Counter(at_once([*(lambda o=o: cancel(o) for o in orders), *jobs], workers=12))
    worker()

    assert outcome["sold"] == 0
    assert states(entries) == [EntryState.OFFERED] * 3
    assert Stock.objects.get().taken == 3
    audit.the_counters_add_up()


def test_without_the_guard_a_buyer_gets_what_returned_for_who_waits(monkeypatch):
    """Shows that the test above can fail: a counter that does not know the line."""
    ticket_type, [order] = make_sold_out()
    wait(ticket_type, PEOPLE[:1])
    sale.cancel(order=order, at=KEYNOTE_WEEK)
    guarded = places._take
    monkeypatch.setattr(
        places, "_take", lambda pk, more, **_known: guarded(pk, more, before_all=True)
    )

    assert at_once([buyer(ticket_type)], workers=1) == ["sold"]


def offer_to_one():
    ticket_type, [order] = make_sold_out()
    [first, second] = wait(ticket_type, PEOPLE[:2])
    sale.cancel(order=order, at=KEYNOTE_WEEK)
    worker()
    first.refresh_from_db()
    return ticket_type, first, second


def take(ticket_type, entry, at):
    def taking():
        order = sale.hold(
            event=ticket_type.event,
            lines=[(ticket_type.pk, 1)],
            basket=tokens.secret(),
            at=at,
            code=entry.code.text,
        )
        person = {"name": "Ada", "email": entry.email}
        sale.fill_in(order=order, purchaser=person, attendees={}, at=at)
        return sale.place(order=order, method=PaymentMethod.FREE, at=at).state

    return taking


def test_an_offer_taken_as_it_ends_is_taken_or_lapsed_never_both():
    for _ in range(2):
        ticket_type, first, second = offer_to_one()
        before, after = first.offer_until - first.offer_until.resolution, first.offer_until

        outcome = at_once(
            [take(ticket_type, first, before), lambda at=after: services.serve_due(at)], workers=2
        )
        services.serve_due(after)

        if "paid" in outcome:
            assert states([first, second]) == [EntryState.TAKEN, EntryState.WAITING]
        else:
            assert states([first, second]) == [EntryState.LAPSED, EntryState.OFFERED]
        audit.the_counters_add_up()


def test_eight_clicks_on_an_offer_take_one_place():
    ticket_type, first, _second = offer_to_one()

    outcome = Counter(at_once([take(ticket_type, first, KEYNOTE_WEEK)] * 8, workers=8))

    assert outcome["paid"] == 1
    assert set(outcome) <= {"paid", "sold_out", "code_used_up"}
    assert Stock.objects.get().taken == 1
    audit.the_counters_add_up()


def test_a_place_that_returns_while_another_is_taken_is_offered_once():
    ticket_type, orders = make_sold_out(size=2)
    entries = wait(ticket_type, PEOPLE[:3])
    sale.cancel(order=orders[0], at=KEYNOTE_WEEK)
    worker()
    entries[0].refresh_from_db()

    at_once(
        [
            take(ticket_type, entries[0], KEYNOTE_WEEK),
            lambda: sale.cancel(order=orders[1], at=KEYNOTE_WEEK).state,
            worker,
            worker,
        ],
        workers=4,
    )
    worker()

    assert states(entries) == [EntryState.TAKEN, EntryState.OFFERED, EntryState.WAITING]
    assert Stock.objects.get().taken == 2
    audit.the_counters_add_up()


def test_one_address_joins_once_however_often_it_clicks():
    ticket_type, _orders = make_sold_out()

    at_once([lambda: make_entry(ticket_type=ticket_type, at=KEYNOTE_WEEK).pk] * 8, workers=8)

    assert Entry.objects.count() == 1
    assert Stock.objects.get().waiting == 1


def two_need_the_same_two_places():
    """Hall and dinner are full. Ada waits in the line of the hall, Grace in that of the dinner;
    both need a place of each."""
    hall, [sold] = make_sold_out()
    event, hall_stock = hall.event, hall.stocks.get()
    dinner = make_stock(event=event, size=1)
    meal = make_ticket_type(event=event, stock=dinner, price=0)
    both = make_ticket_type(event=event, stock=dinner, price=0)
    both.stocks.add(hall_stock)
    [ada] = wait(both, PEOPLE[:1])
    eaten = make_free(ticket_type=meal)
    wait(meal, PEOPLE[2:4])
    [grace] = wait(both, PEOPLE[1:2])
    assert (ada.line.stock, grace.line.stock) == (hall_stock, dinner)
    for entry in Entry.objects.filter(ticket_type=meal):
        services.leave(entry=entry, at=KEYNOTE_WEEK)
    return (hall, meal), (sold, eaten), (ada, grace)


def test_of_two_who_need_the_same_two_places_the_first_gets_both():
    (hall, meal), given_back, people = two_need_the_same_two_places()

    def cancel(order):
        return sale.cancel(order=order, at=KEYNOTE_WEEK).state

    jobs = [*(lambda o=o: cancel(o) for o in given_back), *[worker] * 4]
    outcome = at_once([*jobs, buyer(hall), buyer(meal), buyer(hall), buyer(meal)], workers=10)
    worker()

    assert Counter(outcome)["sold"] == 0
    assert states(people) == [EntryState.OFFERED, EntryState.WAITING]
    assert Promise.objects.filter(quantity=1).count() == 2
    audit.the_counters_add_up()

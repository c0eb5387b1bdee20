"""Standing in line: in order, by personal codes, never two offers for one place (domain 4.1)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from events.registration import services as sale
from events.registration.models import CodeKind, PaymentMethod, Promise, Stock
from events.registration.waiting import services
from events.registration.waiting.models import Entry, EntryState, Line
from events.registration.waiting.queries import position
from foundation.base import clock, tokens
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.events.registration import audit
from tests.factories.events import make_stock, make_ticket_type
from tests.factories.orders import make_sale
from tests.factories.waiting import close_registration, make_entry, make_sold_out

pytestmark = pytest.mark.django_db

ADA, GRACE, JOAN = "ada@example.org", "grace@example.org", "joan@example.org"


@pytest.fixture
def line(at):
    """One place, sold; Ada waits, then Grace."""
    ticket_type, [order] = make_sold_out()
    entries = [make_entry(ticket_type=ticket_type, email=email) for email in (ADA, GRACE)]
    return ticket_type, order, entries


def state(entry):
    return Entry.objects.get(pk=entry.pk).state


def kinds(*, to):
    mails = Mail.objects.filter(to=to, kind__startswith="waiting_").order_by("pk")
    return list(mails.values_list("kind", flat=True))


def buy(ticket_type, at, code="", email=ADA):
    order = sale.hold(
        event=ticket_type.event,
        lines=[(ticket_type.pk, 1)],
        basket=tokens.secret(),
        at=at,
        code=code,
    )
    sale.fill_in(order=order, purchaser={"name": "A", "email": email}, attendees={}, at=at)
    return order


def test_who_joins_gets_a_mail_and_a_place_in_line(line, run_queue):
    _ticket_type, _order, [ada, grace] = line

    run_queue()

    assert (position(ada), position(grace)) == (1, 2)
    assert Stock.objects.get().waiting == 2
    assert kinds(to=ADA) == ["waiting_joined"]


def test_joining_twice_is_one_place_in_line(line, run_queue):
    ticket_type, _order, [ada, _grace] = line

    again = make_entry(ticket_type=ticket_type, email="ADA@example.org ")
    run_queue()

    assert again == ada
    assert Entry.objects.count() == 2
    assert kinds(to=ADA) == ["waiting_joined"]


def test_the_database_lets_nobody_stand_in_one_line_twice(line):
    _ticket_type, _order, [ada, _grace] = line

    with pytest.raises(IntegrityError, match="entry_one_live"), transaction.atomic():
        Entry.objects.create(line=ada.line, ticket_type=ada.ticket_type, email=ADA)


def test_nobody_waits_for_what_can_be_bought(at):
    with pytest.raises(RuleError) as refused:
        make_entry(ticket_type=make_sale(size=1))

    assert refused.value.code == "not_sold_out"


def test_nobody_joins_when_nothing_is_sold(line, at):
    ticket_type, _order, _entries = line
    close_registration(ticket_type.event)

    with pytest.raises(RuleError) as refused:
        make_entry(ticket_type=ticket_type, email=JOAN)

    assert refused.value.code == "closed"


def test_a_place_that_returns_is_offered_to_the_first_by_mail(line, at, run_queue):
    _ticket_type, order, [ada, grace] = line

    sale.cancel(order=order, at=at)
    run_queue()

    ada.refresh_from_db()
    assert (ada.state, state(grace)) == (EntryState.OFFERED, EntryState.WAITING)
    assert ada.offer_until == at + timedelta(hours=24)
    assert (ada.code.kind, ada.code.owner_email) == (CodeKind.WAITING, ADA)
    assert kinds(to=ADA) == ["waiting_joined", "waiting_offered"]
    audit.the_counters_add_up()


def test_it_is_not_sold_to_somebody_else_before(line, at):
    ticket_type, order, _entries = line
    sale.cancel(order=order, at=at)

    with pytest.raises(RuleError) as refused:
        buy(ticket_type, at)

    assert refused.value.code == "sold_out"


def test_more_places_than_people_in_line_are_sold_at_once(line, at):
    ticket_type, _order, _entries = line
    Stock.objects.update(size=4)

    buy(ticket_type, at)

    with pytest.raises(RuleError):
        buy(ticket_type, at)
    assert services.serve_due(at) == 2


def test_more_places_make_offers_in_order_and_running_again_makes_none(line, at):
    _ticket_type, _order, entries = line
    Stock.objects.update(size=2)

    assert services.serve_due(at) == 1
    assert services.serve_due(at) == 0
    assert [state(entry) for entry in entries] == [EntryState.OFFERED, EntryState.WAITING]


def offered(line, at):
    ticket_type, order, [ada, grace] = line
    sale.cancel(order=order, at=at)
    services.serve_due(at)
    ada.refresh_from_db()
    return ticket_type, ada, grace


def test_the_offer_is_taken_with_its_code_and_only_by_its_owner(line, at):
    ticket_type, ada, grace = offered(line, at)
    order = buy(ticket_type, at, code=ada.code.text, email=GRACE)
    with pytest.raises(RuleError) as refused:
        sale.place(order=order, method=PaymentMethod.FREE, at=at)
    assert refused.value.code == "code_of_another"
    person = {"name": "Ada", "email": ADA}
    sale.fill_in(order=order, purchaser=person, attendees={}, at=at)

    sale.place(order=order, method=PaymentMethod.FREE, at=at)
    services.serve_due(at)

    assert (state(ada), state(grace)) == (EntryState.TAKEN, EntryState.WAITING)
    assert Stock.objects.get().taken == 1
    audit.the_counters_add_up()


def test_an_offer_that_is_over_goes_to_the_next(line, at, run_queue):
    _ticket_type, ada, grace = offered(line, at)

    with clock.seen_from(ada.offer_until):
        services.serve_due(ada.offer_until)
        run_queue()

    assert (state(ada), state(grace)) == (EntryState.LAPSED, EntryState.OFFERED)
    # The mail of an offer that is over when it would be written is not written.
    assert kinds(to=ADA) == ["waiting_lapsed"]
    assert Stock.objects.get().taken == 1
    audit.the_counters_add_up()


def test_an_offer_that_is_being_taken_does_not_lapse_before_the_order_does(line, at):
    ticket_type, ada, grace = offered(line, at)
    late = ada.offer_until - timedelta(minutes=1)
    order = buy(ticket_type, late, code=ada.code.text)

    assert services.serve_due(ada.offer_until) == 0
    assert state(ada) == EntryState.OFFERED
    sale.release_expired(order.held_until)
    services.serve_due(order.held_until)

    assert (state(ada), state(grace)) == (EntryState.LAPSED, EntryState.OFFERED)


def test_a_lapsed_order_leaves_the_offer_standing(line, at):
    ticket_type, ada, _grace = offered(line, at)
    order = buy(ticket_type, at, code=ada.code.text)

    sale.release_expired(order.held_until)
    services.serve_due(order.held_until)

    assert state(ada) == EntryState.OFFERED
    assert Promise.objects.get().quantity == 1


def test_who_leaves_gives_the_place_to_the_next(line, at, run_queue):
    _ticket_type, ada, grace = offered(line, at)

    services.leave(entry=ada, at=at)
    services.leave(entry=ada, at=at)
    run_queue()

    assert (state(ada), state(grace)) == (EntryState.LEFT, EntryState.OFFERED)
    audit.the_counters_add_up()


def test_who_left_may_join_again_at_the_end(line, at):
    ticket_type, _order, [ada, grace] = line
    services.leave(entry=ada, at=at)

    again = make_entry(ticket_type=ticket_type, email=ADA, at=at + timedelta(minutes=1))

    assert (position(grace), position(again)) == (1, 2)


def test_the_end_of_the_sale_ends_the_line_and_its_offers(line, at, run_queue):
    ticket_type, ada, grace = offered(line, at)
    close_registration(ticket_type.event)

    services.serve_due(at)
    run_queue()

    assert (state(ada), state(grace)) == (EntryState.ENDED, EntryState.ENDED)
    # That she has joined would be wrong by the time it is written.
    assert kinds(to=GRACE) == ["waiting_ended"]
    stock = Stock.objects.get()
    assert (stock.taken, stock.waiting) == (0, 0)


def test_who_waits_for_a_ticket_that_is_sold_no_more_is_told(line, at):
    ticket_type, _order, [ada, _grace] = line
    ticket_type.sales_until = at
    ticket_type.save()

    services.serve_due(at)

    assert state(ada) == EntryState.ENDED


def test_the_offer_is_for_the_price_step_on_sale(at):
    step, [order] = make_sold_out(step_of="Pass", sales_until=at + timedelta(hours=1))
    late = make_ticket_type(
        event=step.event, stock=step.stocks.get(), step_of="Pass", sales_from=step.sales_until
    )
    ada = make_entry(ticket_type=step)
    sale.cancel(order=order, at=at)

    services.serve_due(step.sales_until)

    ada.refresh_from_db()
    held = buy(late, step.sales_until, code=ada.code.text)
    assert held.tickets.get().ticket_type == late


def test_a_ticket_that_takes_two_stocks_is_offered_when_both_have_a_place(line, at):
    ticket_type, order, [ada, grace] = line
    dinner = make_stock(event=ticket_type.event, size=0)
    both = make_ticket_type(event=ticket_type.event, stock=dinner, price=0)
    both.stocks.add(ada.line.stock)
    joan = make_entry(ticket_type=both, email=JOAN)
    assert joan.line == ada.line
    services.leave(entry=ada, at=at)
    services.leave(entry=grace, at=at)
    sale.cancel(order=order, at=at)

    assert services.serve_due(at) == 0
    Stock.objects.filter(pk=dinner.pk).update(size=1)
    assert services.serve_due(at) == 1

    assert state(joan) == EntryState.OFFERED
    assert set(Stock.objects.values_list("taken", flat=True)) == {1}


def test_staff_offer_a_free_place_out_of_order(line, at):
    _ticket_type, _order, [_ada, grace] = line
    with pytest.raises(RuleError) as refused:
        services.offer_now(entry=grace, at=at)
    assert refused.value.code == "no_place"
    Stock.objects.update(size=2)

    services.offer_now(entry=grace, at=at)

    assert state(grace) == EntryState.OFFERED
    with pytest.raises(RuleError) as refused:
        services.offer_now(entry=grace, at=at)
    assert refused.value.code == "not_waiting"


def test_the_time_of_an_offer_is_set_by_line_and_ends_with_the_sale(line, at):
    ticket_type, order, [ada, grace] = line
    Line.objects.update(hours=2)
    Stock.objects.update(size=2)
    services.serve_due(at)
    ada.refresh_from_db()
    assert ada.offer_until == at + timedelta(hours=2)
    close_registration(ticket_type.event, at=at + timedelta(hours=1))
    sale.cancel(order=order, at=at)

    services.serve_due(at)

    grace.refresh_from_db()
    assert grace.offer_until == at + timedelta(hours=1)


def test_a_worker_killed_half_way_has_done_a_step_wholly_or_not_at_all(line, at, monkeypatch):
    _ticket_type, _order, [ada, grace] = line
    Stock.objects.update(size=3)
    count = services.serving.lines.count

    def killed(row):
        count(row)
        if Entry.objects.offered().count() == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(services.serving.lines, "count", killed)
    with pytest.raises(KeyboardInterrupt):
        services.serve_due(at)
    assert (state(ada), state(grace)) == (EntryState.OFFERED, EntryState.WAITING)
    audit.the_counters_add_up()
    monkeypatch.undo()

    assert services.serve_due(at) == 1
    assert state(grace) == EntryState.OFFERED
    audit.the_counters_add_up()


def test_who_needs_two_places_is_served_before_who_came_later_for_one(line, at):
    ticket_type, order, [ada, grace] = line
    event, hall = ticket_type.event, ada.line.stock
    dinner = make_stock(event=event, size=1)
    meal = make_ticket_type(event=event, stock=dinner, price=0)
    both = make_ticket_type(event=event, stock=dinner, price=0)
    both.stocks.add(hall)
    joan = make_entry(ticket_type=both, email=JOAN)
    eaten = buy(meal, at)
    later = make_entry(ticket_type=meal, email="late@example.org")
    for entry in (ada, grace):
        services.leave(entry=entry, at=at)
    assert (joan.line.stock, later.line.stock) == (hall, dinner)

    sale.cancel(order=eaten, at=at)
    # The dinner alone is of no use to her, so it is not withheld from who can have it.
    assert services.serve_due(at) == 1
    assert (state(joan), state(later)) == (EntryState.WAITING, EntryState.OFFERED)
    services.leave(entry=Entry.objects.get(pk=later.pk), at=at)
    sale.cancel(order=order, at=at)
    services.serve_due(at)

    assert state(joan) == EntryState.OFFERED
    audit.the_counters_add_up()


def test_two_who_need_the_same_two_places_do_not_keep_one_each_from_the_other(line, at):
    ticket_type, order, [ada, grace] = line
    event, hall = ticket_type.event, ada.line.stock
    dinner = make_stock(event=event, size=1)
    meal = make_ticket_type(event=event, stock=dinner, price=0)
    both = make_ticket_type(event=event, stock=dinner, price=0)
    both.stocks.add(hall)
    first = make_entry(ticket_type=both, email=JOAN)
    eaten = buy(meal, at)
    eaters = [make_entry(ticket_type=meal, email=f"{n}@example.org") for n in range(4)]
    second = make_entry(ticket_type=both, email="second@example.org")
    assert (first.line.stock, second.line.stock) == (hall, dinner)
    for entry in (ada, grace, *eaters):
        services.leave(entry=entry, at=at)
    Stock.objects.filter(pk=hall.pk).update(size=2)
    Stock.objects.filter(pk=dinner.pk).update(size=2)

    services.serve_due(at)

    assert (state(first), state(second)) == (EntryState.OFFERED, EntryState.WAITING)
    for given in (order, eaten):
        sale.cancel(order=given, at=at)
    services.serve_due(at)
    assert state(second) == EntryState.OFFERED
    audit.the_counters_add_up()


def test_who_joins_is_offered_at_once_what_those_in_front_cannot_have(line, at, run_queue):
    ticket_type, order, [ada, grace] = line
    full = make_stock(event=ticket_type.event, size=0)
    both = make_ticket_type(event=ticket_type.event, stock=full, price=0)
    both.stocks.add(ada.line.stock)
    make_entry(ticket_type=both, email="both@example.org")
    for entry in (ada, grace):
        services.leave(entry=entry, at=at)
    sale.cancel(order=order, at=at)
    run_queue()

    joan = make_entry(ticket_type=ticket_type, email=JOAN)
    run_queue()

    assert state(joan) == EntryState.OFFERED

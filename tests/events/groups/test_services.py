"""Handing out the tickets of a group order: by list, by one link, by a link for each."""

from datetime import timedelta
from functools import partial

import pytest

from events.groups import services
from events.groups.models import GroupLink, TicketOffer
from events.registration import reminding
from events.registration.models import Reminder
from events.registration.questions import queries as questions
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.orders import make_filled, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db


def person(number, **more):
    return {"attendee_name": f"Person {number}", "attendee_email": f"p{number}@example.org"} | more


def take(door, at, number=1, ticket=None):
    ticket = ticket or services.unnamed(door.order)[0]
    return services.claim(
        door=door,
        ticket=ticket,
        attendee=person(number),
        paper=questions.paper_of(door.order, [ticket]),
        given={},
        at=at,
    )


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code


def test_a_list_names_the_tickets_nobody_has_in_their_sequence(at, run_queue):
    order = make_paid(quantity=3)

    count = services.name_all(order=order, people=[person(1), person(2)], at=at)
    run_queue()

    names = order.tickets.order_by("position").values_list("attendee_name", flat=True)
    assert (count, list(names)) == (2, ["Ada Lovelace", "Person 1", "Person 2"])
    assert set(Mail.objects.filter(kind="ticket").values_list("to", flat=True)) >= {
        "p1@example.org",
        "p2@example.org",
    }


def test_a_list_that_does_not_fit_names_nobody(at):
    order = make_paid(quantity=2)

    refused("too_many", lambda: services.name_all(order=order, people=[person(1)] * 2, at=at))
    twin = person(1, attendee_email="ADA@example.org")
    refused("named_already", lambda: services.name_all(order=order, people=[twin], at=at))

    assert len(services.unnamed(order)) == 1


def test_whoever_has_the_link_takes_the_next_ticket_and_only_one(at):
    link = services.open_link(order=make_paid(quantity=3), domain="", at=at)

    kept = take(link, at)

    assert (kept.position, kept.attendee_name) == (2, "Person 1")
    refused("yours_already", lambda: take(link, at))
    assert take(link, at, 2).position == 3


def test_a_link_for_a_domain_refuses_other_addresses(at):
    link = services.open_link(order=make_paid(quantity=2), domain="example.com", at=at)

    refused("other_domain", lambda: take(link, at))


def test_a_closed_link_opens_nothing_and_opened_again_is_another(at):
    order = make_paid(quantity=2)
    link = services.open_link(order=order, domain="", at=at)
    services.close_link(order=order, at=at)

    refused("closed", lambda: take(link, at))
    assert services.open_link(order=order, domain="", at=at).secret != link.secret


def test_an_open_link_keeps_its_address_when_it_is_opened_again(at):
    order = make_paid(quantity=2)
    link = services.open_link(order=order, domain="", at=at)

    assert services.open_link(order=order, domain="example.org", at=at).secret == link.secret
    assert GroupLink.objects.get().domain == "example.org"


def test_an_offer_is_mailed_once_and_works_once(at, run_queue):
    order = make_paid(quantity=3)
    rows = services.offer(order=order, people={"P1@example.org": "P", "x@example.org": ""}, at=at)
    run_queue()

    kept = take(rows[0], at)

    assert Mail.objects.filter(kind="ticket_offer").count() == 2
    assert TicketOffer.objects.get(email="p1@example.org").ticket == kept
    refused("closed", lambda: take(rows[0], at, 2))


def test_no_more_offers_than_tickets_and_nobody_is_asked_twice(at):
    order = make_paid(quantity=2)
    ask = partial(services.offer, order=order, at=at)

    refused("too_many", lambda: ask(people={"a@example.org": "", "b@example.org": ""}))
    ask(people={"a@example.org": ""})
    refused("all_asked", lambda: ask(people={"A@example.org": "", "ada@example.org": ""}))
    refused("too_many", lambda: ask(people={"b@example.org": ""}))


def test_an_offer_that_was_taken_back_is_not_mailed_and_frees_the_ticket(at, run_queue):
    order = make_paid(quantity=2)
    (row,) = services.offer(order=order, people={"a@example.org": ""}, at=at)

    services.take_back(order=order, offer_id=row.pk, at=at)
    run_queue()

    assert not Mail.objects.filter(kind="ticket_offer").exists()
    refused("closed", lambda: take(row, at))
    services.offer(order=order, people={"a@example.org": ""}, at=at)


def test_before_it_is_paid_we_write_to_nobody_for_it(at):
    order = make_pending(quantity=2)

    refused("not_paid", lambda: services.offer(order=order, people={"a@example.org": ""}, at=at))


@pytest.mark.parametrize("late", [False, True])
def test_an_order_that_is_not_placed_or_over_gives_nothing_out(at, late):
    order = make_paid(quantity=2) if late else make_filled(quantity=2)
    moment = at + timedelta(days=4000) if late else at

    refused("closed", lambda: services.open_link(order=order, domain="", at=moment))
    refused("closed", lambda: services.name_all(order=order, people=[person(1)], at=moment))


def test_the_buyer_is_reminded_once_of_tickets_that_nobody_has(at, run_queue):
    order = make_paid(quantity=2)
    make_paid(ticket_type=order.tickets.first().ticket_type)
    event = order.event
    event.starts_on = event.ends_on = (at + timedelta(days=5)).date()
    event.save()
    Reminder.objects.create(event=event, kind="incomplete_tickets", days=7)

    assert [reminding.remind(), run_queue(), reminding.remind()][::2] == [1, 0]

    mail = Mail.objects.get(kind="incomplete_order")
    assert f"{order.code}-2" in mail.text
    assert "/group/" in mail.text


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_last_ticket_at_once_are_one():
    order = make_paid(ticket_type=make_sale(size=9), quantity=3)
    link = services.open_link(order=order, domain="", at=KEYNOTE_WEEK)
    first = services.unnamed(order)[0]

    jobs = [partial(take, link, KEYNOTE_WEEK, number, first) for number in range(6)]
    results = at_once(jobs, workers=6)

    assert results.count("just_taken") == 5
    assert len(services.unnamed(order)) == 1

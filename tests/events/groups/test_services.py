"""Handing out the tickets of a group order: by list, by one link, by a link for each."""

from datetime import timedelta
from functools import partial

import pytest

from events.groups import services
from events.groups.models import GroupLink, TicketOffer
from events.models import Event
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

    two = [person(1), person(2)]
    refused("too_many", lambda: services.name_all(order=order, people=two, at=at))
    twin = person(1, attendee_email="ADA@example.org", ticket=2)
    refused("named_already", lambda: services.name_all(order=order, people=[twin], at=at))
    for wrong, code in (([person(1, ticket=3)], "no_ticket"),
                        ([person(1, ticket=2), person(2, ticket=2)], "twice")):  # fmt: skip
        refused(code, partial(services.name_all, order=order, people=wrong, at=at))

    assert len(services.unnamed(order)) == 1


def a_named_order(at):
    """Three tickets of p1, p2 and p3, after the buyer's own; p1 told more of themselves."""
    order = make_paid(quantity=4)
    services.name_all(order=order, people=[person(1), person(2), person(3)], at=at)
    order.tickets.filter(position=2).update(dietary_needs="Vegan", organization="Old Ltd")
    return order


def held(order):
    rows = order.tickets.order_by("position")
    return list(rows.values_list("attendee_email", flat=True))


def test_the_same_list_again_changes_nothing_and_writes_to_nobody(at, run_queue):
    order = a_named_order(at)
    run_queue()
    mails = Mail.objects.count()

    assert services.name_all(order=order, people=[person(2), person(1)], at=at) == 0
    run_queue()

    found = services.plan_for(order, [person(2), person(1)])
    assert (found.to_do, found.same, found.others) == ([], 2, 2)
    assert Mail.objects.count() == mails


def test_a_corrected_list_changes_the_tickets_it_is_about(at):
    order = a_named_order(at)
    before = {row.position: (row.secret, row.code) for row in order.tickets.all()}
    corrected = [
        # By e-mail; by name, whose e-mail was wrong; by the number of the ticket.
        person(1, attendee_name="Person One", organization="New Ltd", job_title=""),
        person(2, attendee_email="Second@example.org"),
        person(9, ticket=4),
    ]

    assert services.name_all(order=order, people=corrected, at=at) == 3

    own, one, two, nine = order.tickets.order_by("position")
    assert held(order) == [
        *(own.attendee_email, "p1@example.org", "second@example.org", "p9@example.org")
    ]
    assert (one.attendee_name, one.organization, one.dietary_needs) == (
        *("Person One", "New Ltd", "Vegan"),
    )
    assert (one.secret, one.code) == before[2]
    assert two.secret != before[3][0]
    assert nine.code != before[4][1]


def test_what_a_person_told_does_not_go_on_with_the_ticket(at):
    order = a_named_order(at)

    services.name_all(order=order, people=[person(9, ticket=2)], at=at)

    ticket = order.tickets.get(position=2)
    assert (ticket.dietary_needs, ticket.organization) == ("", "")


def test_two_change_their_tickets(at):
    order = a_named_order(at)
    swapped = [person(1, ticket=3), person(2, ticket=2)]

    assert services.name_all(order=order, people=swapped, at=at) == 2

    assert held(order)[1:3] == ["p2@example.org", "p1@example.org"]


def test_who_gives_way_in_the_list_takes_another_ticket(at):
    order = make_paid(quantity=4)
    services.name_all(order=order, people=[person(1), person(2)], at=at)

    services.name_all(order=order, people=[person(9, ticket=2), person(1)], at=at)

    assert held(order)[1:] == ["p9@example.org", "p2@example.org", "p1@example.org"]


def test_a_plan_that_was_seen_is_done_or_nothing_is(at):
    order = a_named_order(at)
    people = [person(1, attendee_name="Person One")]
    mark = services.plan_for(order, people).mark
    order.tickets.filter(position=2).update(attendee_name="Somebody")

    refused("seen_other",
            lambda: services.name_all(order=order, people=people, at=at, mark=mark))  # fmt: skip

    assert order.tickets.get(position=2).attendee_name == "Somebody"


def test_after_the_cut_off_a_list_that_passes_on_says_which_ticket_and_does_nothing(at):
    order = a_named_order(at)
    Event.objects.filter(pk=order.event_id).update(changes_until=at - timedelta(days=1))
    people = [person(1, organization="New Ltd"), person(9, ticket=3)]

    with pytest.raises(RuleError, match="Ticket 3: The time for changes is over") as refusal:
        services.name_all(order=order, people=people, at=at)

    assert refusal.value.code == "too_late"
    assert order.tickets.get(position=2).organization == "Old Ltd"


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

"""Which tickets still lack something: group orders are reminded of these."""

from datetime import timedelta

import pytest

from events.registration.models import Ticket
from events.registration.questions import queries, services
from events.registration.questions.models import Kind, Scope
from tests.factories.events import make_event
from tests.factories.orders import make_free, make_held, make_sale
from tests.factories.questions import make_question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def lacking(at):
    return [row.position for row in Ticket.objects.incomplete(at).order_by("position")]


def give(order, number, question, value, at):
    paper = queries.paper_of(order)
    services.answer(order=order, paper=paper, given={number: {question.pk: value}}, at=at)


def test_a_ticket_without_an_attendee_is_incomplete(at):
    make_free(ticket_type=make_sale(price=0), quantity=2)
    make_held()

    assert lacking(at) == [2]


def test_a_ticket_with_an_open_question_is_incomplete_until_it_is_answered(at):
    sale = make_sale(price=0)
    other = make_sale(event=sale.event, price=0)
    must = make_question(event=sale.event, is_required=True)
    make_question(event=sale.event)
    make_question(event=sale.event, is_required=True, types=[other])
    make_question(event=sale.event, is_required=True, is_active=False)
    make_question(event=make_event(), is_required=True)
    order = make_free(ticket_type=sale)
    assert lacking(at) == [1]

    give(order, 1, must, "Nova", at)

    assert lacking(at) == []


def test_a_condition_decides_whether_an_answer_is_missing(at):
    sale = make_sale(price=0)
    bus = make_question(event=sale.event, scope=Scope.ORDER, kind=Kind.YES_NO)
    stop = make_question(event=sale.event, is_required=True, when=(bus, "yes"))
    order = make_free(ticket_type=sale)
    assert lacking(at) == []

    give(order, 0, bus, ["yes"], at)
    assert lacking(at) == [1]
    assert [row.pk for row in queries.paper_of(order).missing(1)] == [stop.pk]

    give(order, 1, stop, "Main", at)
    assert lacking(at) == []


def test_what_can_no_longer_be_answered_is_not_missing(at):
    sale = make_sale(event=make_event(answers_until=at + timedelta(days=1)), price=0)
    make_question(event=sale.event, is_required=True)
    make_free(ticket_type=sale)

    assert lacking(at) == [1]
    assert lacking(at + timedelta(days=2)) == []
    assert lacking(at + timedelta(days=400)) == []

"""Answers after the order was sent off: changed by owner and holder, until a day, and passed on."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.registration import services as registration
from events.registration.models import Ticket
from events.registration.questions.models import Answer, AnswerFile, Kind, Scope
from foundation.base import clock
from tests.events.registration.pages import page, text
from tests.factories.events import make_event
from tests.factories.orders import make_free, make_sale
from tests.factories.questions import make_question

from .test_answering import PDF, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

ADA = {"attendee_name": "Ada Lovelace", "attendee_email": "ada@example.org"}
GRACE = {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"}


@pytest.fixture
def sale(at):
    return make_sale(event=make_event(answers_until=at + timedelta(days=30)), price=0)


def holder(ticket, name="ticket_edit"):
    return reverse(f"registration:{name}", args=[ticket.order.event.slug, ticket.secret])


def owner(order, position=1):
    return reverse(
        "registration:attendee", args=[order.event.slug, order.code, order.secret, position]
    )


def test_a_holder_is_told_what_is_missing_and_answers(client, sale):
    order = make_free(ticket_type=sale)
    must = make_question(event=sale.event, text="Team?", is_required=True)
    ticket = order.tickets.get()

    assert "We still need an answer from you." in text(client.get(holder(ticket, "ticket")))
    assert "1 question to answer" in text(client.get(page(order, "order")))
    assert client.post(holder(ticket), ADA).status_code == 422
    done = client.post(holder(ticket), ADA | {f"ticket-1-question-{must.pk}": "Nova"}, follow=True)

    assert "We still need" not in text(done)
    assert "Nova" in text(done)


def test_the_owner_answers_for_a_ticket(client, sale):
    question = make_question(event=sale.event, kind=Kind.FILE)
    order = make_free(ticket_type=sale, quantity=2)
    sent = SimpleUploadedFile("visa.pdf", PDF)

    client.post(owner(order, 2), GRACE | {f"ticket-2-question-{question.pk}": sent})

    file = AnswerFile.objects.get()
    ticket = file.answer.ticket
    assert ticket.position == 2
    link = reverse("registration:ticket_file", args=[sale.event.slug, ticket.secret, file.key])
    assert link in text(client.get(holder(ticket, "ticket")))
    assert client.get(link).content == PDF
    first = order.tickets.get(position=1)
    stranger = reverse("registration:ticket_file", args=[sale.event.slug, first.secret, file.key])
    assert client.get(stranger).status_code == 404
    # Nothing is sent the second time: the file stays. Ticked, it goes.
    client.post(owner(order, 2), GRACE)
    assert AnswerFile.objects.exists()
    client.post(owner(order, 2), GRACE | {f"ticket-2-question-{question.pk}-clear": "on"})
    assert not Answer.objects.exists()


def test_the_owner_changes_the_answers_of_the_order(client, sale):
    bus = make_question(event=sale.event, scope=Scope.ORDER, kind=Kind.YES_NO, text="Bus?")
    stop = make_question(event=sale.event, text="Stop?", when=(bus, "yes"))
    order = make_free(ticket_type=sale)
    name = f"order-question-{bus.pk}"

    client.post(page(order, "answers"), {name: "yes"})
    assert page(order, "answers") not in text(client.get(holder(order.tickets.get(), "ticket")))
    client.post(owner(order), ADA | {f"ticket-1-question-{stop.pk}": "Main"})
    assert said() == {"Bus?": "Yes", "Stop?": "Main"}

    assert client.post(page(order, "answers"), {name: "perhaps"}).status_code == 422
    done = client.post(page(order, "answers"), {name: "no"}, follow=True)

    assert "Your answers are kept." in text(done)
    assert said() == {"Bus?": "No"}


def test_after_its_day_nothing_is_answered_but_by_staff(client, sale, at):
    question = make_question(event=sale.event, is_required=True)
    whole = make_question(event=sale.event, scope=Scope.ORDER)
    order = make_free(ticket_type=sale)
    name = f"ticket-1-question-{question.pk}"

    with clock.seen_from(at + timedelta(days=31)):
        assert name not in text(client.get(owner(order)))
        assert client.post(owner(order), ADA | {name: "Late"}).status_code == 302
        answer = client.post(page(order, "answers"), {f"order-question-{whole.pk}": "Late"})

    assert answer["Location"] == page(order, "order")
    assert not Answer.objects.exists()


@pytest.mark.parametrize("by_owner", [True, False], ids=["owner", "holder"])
def test_passing_on_forgets_what_was_about_the_person(client, sale, by_owner):
    food = make_question(event=sale.event, text="Allergies?")
    hall = make_question(event=sale.event, text="Hall?", is_personal=False)
    note = make_question(event=sale.event, text="Desk", is_private=True)
    order = make_free(ticket_type=sale)
    ticket = order.tickets.get()
    typed = {f"ticket-1-question-{food.pk}": "Nuts", f"ticket-1-question-{hall.pk}": "West"}
    client.post(owner(order), ADA | typed)
    Answer.objects.create(question=note, ticket=ticket, value="VIP", words="VIP")

    client.post(owner(order) if by_owner else holder(ticket), GRACE | typed)

    assert Ticket.objects.get().attendee_name == "Grace Hopper"
    assert said() == {"Hall?": "West"}


def test_what_is_typed_anew_for_the_next_person_is_kept(client, sale):
    food = make_question(event=sale.event, text="Allergies?")
    order = make_free(ticket_type=sale)
    name = f"ticket-1-question-{food.pk}"
    client.post(owner(order), ADA | {name: "Nuts"})

    client.post(owner(order), GRACE | {name: "Milk"})

    assert said() == {"Allergies?": "Milk"}


def test_a_cancelled_order_takes_no_answers(client, sale, at):
    make_question(event=sale.event, scope=Scope.ORDER)
    order = make_free(ticket_type=sale)
    registration.cancel(order=order, at=at)

    assert client.get(page(order, "answers"))["Location"] == page(order, "order")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("order", 6), ("answers", 4)])
def test_the_cost_of_a_page_with_questions_is_flat(
    client, sale, django_assert_num_queries, rows, name, queries
):
    for number in range(rows):
        forum = make_question(event=sale.event, kind=Kind.CHOICE, options=["A", f"B{number}"])
        make_question(event=sale.event, scope=Scope.ORDER, types=[sale])
        make_question(event=sale.event, when=(forum, str(forum.options.first().pk)))
    order = make_free(ticket_type=sale, quantity=rows)

    with django_assert_num_queries(queries):
        assert client.get(page(order, name)).status_code == 200


def test_a_ticket_changed_to_another_type_drops_what_it_is_not_asked(client, sale, at):
    other = make_sale(event=sale.event, price=0)
    make_question(event=sale.event, text="Both?")
    make_question(event=sale.event, text="First?", types=[sale])
    order = make_free(ticket_type=sale)
    typed = {f"ticket-1-question-{row.pk}": "Kept" for row in sale.event.questions.all()}
    client.post(owner(order), ADA | typed)

    registration.change(order=order, swaps={1: other.pk}, more=[], expected=0, at=at)

    assert said() == {"Both?": "Kept"}

"""Answering with an order: what is asked, kept, dropped and refused."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.registration import services
from events.registration.models import Order
from events.registration.questions.models import Answer, AnswerFile, Kind, Scope
from tests.events.registration.pages import answers, choose, page, shop, text
from tests.factories.events import make_event
from tests.factories.orders import make_held, make_sale
from tests.factories.questions import make_question, option

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"


@pytest.fixture
def sale():
    return make_sale(event=make_event(slug="summit"))


def send(client, order, **more):
    return client.post(page(order, "attendees"), answers(order.tickets.count()) | more)


def said(**of):
    return {row.question.text: row.words for row in Answer.objects.filter(**of)}


def every_kind(event):
    """A question of each kind, what is typed, and the words that are kept."""
    ask = {
        kind: make_question(event=event, kind=kind, text=kind.label, options=["A", "B", "C"])
        for kind in Kind
    }
    typed = {
        Kind.TEXT: " Ceph\u202e and\nNova ",
        Kind.LONG: "One\r\n\r\nTwo",
        Kind.NUMBER: "2.50",
        Kind.YES_NO: "no",
        Kind.CHOICE: option(ask[Kind.CHOICE], "B"),
        Kind.CHOICES: [option(ask[Kind.CHOICES], "C"), option(ask[Kind.CHOICES], "A")],
        Kind.COUNTRY: "TW",
        Kind.DATE: "2023-06-13",
        Kind.FILE: SimpleUploadedFile("../../x.pdf", PDF),
    }
    words = [
        "Ceph and Nova",
        "One\n\nTwo",
        "2.5",
        "No",
        "B",
        "C, A",
        "Taiwan",
        "2023-06-13",
        "x.pdf",
    ]
    sent = {f"ticket-1-question-{ask[kind].pk}": value for kind, value in typed.items()}
    return sent, {kind.label: word for kind, word in zip(typed, words, strict=True)}


def test_answers_of_every_kind_are_kept_in_words(client, sale):
    sent, words = every_kind(sale.event)
    order = make_held(ticket_type=sale)

    shown = client.get(page(order, "attendees"))
    answer = send(client, order, **sent)

    assert 'enctype="multipart/form-data"' in text(shown)
    assert answer.status_code == 302
    assert said(ticket__order=order) == words
    assert "Ceph and Nova" in text(client.get(page(order, "check")))
    again = text(client.get(page(order, "attendees")))
    assert 'value="Ceph and Nova"' in again
    assert "x.pdf" in again


def test_what_must_be_answered_is_listed_and_everything_typed_stays(client, sale):
    must = make_question(event=sale.event, is_required=True, text="Your team?")
    order_wide = make_question(event=sale.event, scope=Scope.ORDER, is_required=True)
    order = make_held(ticket_type=sale, quantity=2)

    answer = send(client, order, **{f"ticket-2-question-{must.pk}": "Nova"})

    assert answer.status_code == 422
    assert f'<a href="#id_ticket-1-question-{must.pk}">Your team: Fill this in.</a>' in text(answer)
    assert f"id_order-question-{order_wide.pk}" in text(answer)
    assert 'value="Nova"' in text(answer)
    assert not Answer.objects.exists()


def test_a_question_is_asked_after_the_answer_that_asks_it(client, sale):
    event = sale.event
    forum = make_question(event=event, kind=Kind.YES_NO, text="The Forum?", is_required=True)
    topic = make_question(event=event, text="Topic?", when=(forum, "yes"), is_required=True)
    order = make_held(ticket_type=sale)
    one, two = (f"ticket-1-question-{row.pk}" for row in (forum, topic))

    shown = text(client.get(page(order, "attendees")))
    assert f'<shown-when name="{one}" value="yes">' in shown
    assert "Only if you answer “Yes” to “The Forum?”." in shown

    assert send(client, order, **{one: "yes"}).status_code == 422
    assert send(client, order, **{one: "no", two: "Nobody asked"}).status_code == 302
    assert said() == {"The Forum?": "No"}
    assert send(client, order, **{one: "yes", two: "Upgrades"}).status_code == 302
    assert said() == {"The Forum?": "Yes", "Topic?": "Upgrades"}
    assert send(client, order, **{one: "no", two: "Upgrades"}).status_code == 302
    assert said() == {"The Forum?": "No"}


def test_an_answer_of_the_order_asks_every_attendee(client, sale):
    event = sale.event
    bus = make_question(event=event, scope=Scope.ORDER, kind=Kind.CHOICE, options=["Bus", "Own"])
    stop = make_question(
        event=event, text="Stop?", when=(bus, option(bus, "Bus")), is_required=True
    )
    order = make_held(ticket_type=sale, quantity=2)
    name = f"order-question-{bus.pk}"

    assert send(client, order, **{name: option(bus, "Own")}).status_code == 302
    answer = send(client, order, **{name: option(bus, "Bus")})

    assert answer.status_code == 422
    assert text(answer).count("Stop: Fill this in.") == 2
    stops = {f"ticket-{n}-question-{stop.pk}": "Main" for n in (1, 2)}
    assert send(client, order, **{name: option(bus, "Bus")} | stops).status_code == 302
    assert Answer.objects.filter(question=stop).count() == 2


def test_answers_are_copied_to_all_where_theirs_are_empty(client, sale):
    hotel = make_question(event=sale.event, text="Hotel?", is_personal=False, is_required=True)
    food = make_question(event=sale.event, text="Allergies?")
    order = make_held(ticket_type=sale, quantity=3)
    sent = {
        f"ticket-1-question-{hotel.pk}": "Pan Pacific",
        f"ticket-3-question-{hotel.pk}": "Fairmont",
        f"ticket-1-question-{food.pk}": "Nuts",
    }

    assert "Copy these answers to all attendees" in text(client.get(page(order, "attendees")))
    assert send(client, order, **sent).status_code == 422
    assert send(client, order, **sent | {"copy-answers": "on"}).status_code == 302

    rows = Answer.objects.filter(question=hotel).order_by("ticket__position")
    assert [row.words for row in rows] == ["Pan Pacific", "Pan Pacific", "Fairmont"]
    assert Answer.objects.filter(question=food).count() == 1


def test_questions_are_for_their_tickets_and_not_for_others(client):
    one = make_sale(event=make_event())
    two = make_sale(event=one.event)
    question = make_question(event=one.event, types=[two], is_required=True)
    make_question(event=one.event, text="Seen the visa?", is_private=True)
    make_question(event=one.event, text="Not any more", is_active=False)
    order = make_held(ticket_type=one)

    assert "question-" not in text(client.get(page(order, "attendees")))
    assert send(client, order, **{f"ticket-1-question-{question.pk}": "Mine"}).status_code == 302
    assert not Answer.objects.exists()


def test_a_person_who_is_named_later_is_asked_later(client, sale):
    must = make_question(event=sale.event, is_required=True)
    order = make_held(ticket_type=sale, quantity=2)

    answer = send(
        client, order, **{"ticket-2-who": "later", f"ticket-1-question-{must.pk}": "Nova"}
    )

    assert answer.status_code == 302
    assert Answer.objects.get().ticket.position == 1


def test_another_type_keeps_the_answers_that_fit_it(client):
    one = make_sale(event=make_event())
    two = make_sale(event=one.event)
    both = make_question(event=one.event, text="For both")
    make_question(event=one.event, text="For one", types=[one])
    choose(client, one)
    order = Order.objects.get()
    names = {f"ticket-1-question-{row.pk}": "Kept" for row in one.event.questions.all()}
    send(client, order, **names)
    assert said() == {"For both": "Kept", "For one": "Kept"}

    services.hold(event=one.event, lines=[(two.pk, 1)], basket=order.basket, at=order.created_at)

    assert said() == {"For both": "Kept"}
    assert Answer.objects.get().ticket == order.tickets.get()
    assert both.answers.count() == 1


def test_an_order_that_expired_keeps_its_answers(client, sale, at):
    question = make_question(event=sale.event)
    order = make_held(ticket_type=sale)
    send(client, order, **{f"ticket-1-question-{question.pk}": "Kept"})
    services.release_expired(at + timedelta(hours=1))

    services.extend(order=order, at=at + timedelta(hours=1))

    assert said() == {question.text: "Kept"}


def test_a_file_is_not_asked_for_twice_because_of_another_mistake(client, sale):
    question = make_question(event=sale.event, kind=Kind.FILE, is_required=True)
    order = make_held(ticket_type=sale)
    name = f"ticket-1-question-{question.pk}"

    answer = send(client, order, email="ada", **{name: SimpleUploadedFile("cv.pdf", PDF)})

    assert answer.status_code == 422
    assert "cv.pdf" in text(answer)
    assert send(client, order).status_code == 302
    assert bytes(AnswerFile.objects.get().content) == PDF


def test_one_free_ticket_asks_on_its_one_page(client):
    sale = make_sale(event=make_event(), price=0)
    zone = make_question(event=sale.event, text="Zone?", is_required=True)
    whole = make_question(event=sale.event, text="How did you hear?", scope=Scope.ORDER)

    shown = client.get(shop(sale.event))
    sent = {
        "basket": shown.context["form"]["basket"].value(),
        "attendee_name": "Ada",
        "attendee_email": "ada@example.org",
        "conduct": "on",
        f"order-question-{whole.pk}": "A friend",
    }
    refused = client.post(shop(sale.event), sent)
    done = client.post(shop(sale.event), sent | {f"ticket-1-question-{zone.pk}": "UTC"})

    assert refused.status_code == 422
    assert "Zone: Fill this in." in text(refused)
    assert 'value="A friend"' in text(refused)
    assert done.status_code == 302
    assert said() == {"Zone?": "UTC", "How did you hear?": "A friend"}

"""Staff make questions, see them as buyers do, copy them, read, change and count the answers."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from events.registration.models import Order, Ticket
from events.registration.questions import queries, services
from events.registration.questions.models import Answer, Kind, Question, Scope
from foundation.base.admin import refusals
from tests.admin import enter, url
from tests.events.registration.pages import text
from tests.factories.events import make_event
from tests.factories.orders import make_free, make_sale
from tests.factories.questions import make_question, option

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def staff(client):
    return enter(client)


@pytest.fixture
def sale():
    return make_sale(event=make_event(), price=0)


def sent(event, *options, **more):
    rows = {}
    for number, words in enumerate(options):
        rows |= {f"options-{number}-text": words, f"options-{number}-position": number}
        rows |= {f"options-{number}-is_active": "on"}
    return {
        "event": event.pk,
        "text": "Hotel?",
        "scope": "ticket",
        "kind": "text",
        "position": 0,
        "most_megabytes": 5,
        "file_kinds": ["pdf"],
        "is_active": "on",
        "options-TOTAL_FORMS": len(options),
        "options-INITIAL_FORMS": 0,
        **rows,
        **more,
    }


def fill(order, at, number=1, **values):
    paper = queries.paper_of(order)
    keys = {row.text: row.pk for row in paper.questions}
    given = {number: {keys[name]: value for name, value in values.items()}}
    services.answer(order=order, paper=paper, given=given, at=at, by_staff=True)


def test_a_question_is_made_with_its_options_and_its_condition(staff, sale):
    forum = make_question(event=sale.event, kind=Kind.YES_NO, text="Forum?")

    answer = staff.post(
        url(Question, "add"),
        sent(sale.event, "Pan Pacific", "Own", kind="choice", condition=f"{forum.pk}=yes"),
    )

    assert answer.status_code == 302
    made = Question.objects.get(text="Hotel?")
    assert [row.text for row in made.options.all()] == ["Pan Pacific", "Own"]
    assert (made.depends_on, made.shown_value) == (forum, "yes")
    assert "Forum? Yes" in text(staff.get(url(Question, "changelist")))


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": "choice"}, "Give the answers to choose from."),
        ({"at_least": 5, "at_most": 1}, "The largest number is below the smallest."),
        ({"text": "Forum?"}, "This event asks that already."),
        ({"is_private": "on", "is_required": "on"}, "cannot be required of a buyer"),
        ({"scope": "order", "condition": "forum"}, "A question to the order cannot hang on"),
        ({"condition": "999=yes"}, "Select a valid choice."),
        ({"condition": "other"}, "That question is of another event."),
        ({"condition": "private"}, "Buyers do not see that question"),
        ({"most_megabytes": 500}, "Allow files of 1 to 20 MB."),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(staff, sale, more, says):
    ask = {
        "forum": make_question(event=sale.event, kind=Kind.YES_NO, text="Forum?"),
        "other": make_question(event=make_event(), kind=Kind.YES_NO),
        "private": make_question(event=sale.event, kind=Kind.YES_NO, is_private=True),
    }
    if more.get("condition") in ask:
        more = more | {"condition": f"{ask[more['condition']].pk}=yes"}

    answer = staff.post(url(Question, "add"), sent(sale.event, **more))

    assert answer.status_code == 422
    assert says in text(answer)


def test_a_circle_is_refused(staff, sale):
    one = make_question(event=sale.event, kind=Kind.YES_NO)
    two = make_question(event=sale.event, kind=Kind.YES_NO, when=(one, "yes"))
    more = {"text": "One?", "kind": "yes_no", "condition": f"{two.pk}=no"}

    answer = staff.post(url(Question, "change", one.pk), sent(sale.event, **more))

    assert answer.status_code == 422
    assert "These questions would wait for each other." in text(answer)


def test_an_option_that_was_chosen_is_switched_off_and_not_deleted(staff, sale, at):
    hotel = make_question(event=sale.event, text="Hotel", kind=Kind.CHOICE, options=["A", "B"])
    order = make_free(ticket_type=sale)
    fill(order, at, Hotel=[option(hotel, "A")])
    rows = {"options-INITIAL_FORMS": 2, "options-0-DELETE": "on", "text": "Hotel"}
    for number, row in enumerate(hotel.options.all()):
        rows |= {f"options-{number}-id": row.pk, f"options-{number}-question": hotel.pk}

    answer = staff.post(url(Question, "change", hotel.pk), sent(sale.event, "A", "B", **rows))
    assert answer.status_code == 422
    assert "switch it off instead" in text(answer)

    hotel.options.filter(text="A").update(text="Old A", is_active=False)
    assert Answer.objects.get().words == "A"
    assert "Old A" in text(staff.get(url(Ticket, "answers", order.tickets.get().pk)))


def test_staff_answer_for_others_and_what_is_for_staff_only(staff, sale):
    make_question(event=sale.event, text="Desk", is_private=True)
    whole = make_question(event=sale.event, text="Source", scope=Scope.ORDER)
    order = make_free(ticket_type=sale)
    desk = Question.objects.get(text="Desk")

    page = staff.get(url(Order, "answers", order.pk))
    answer = staff.post(
        url(Order, "answers", order.pk),
        {f"order-question-{whole.pk}": "A friend", f"ticket-1-question-{desk.pk}": "VIP"},
    )

    assert "For staff only." in text(page)
    assert answer.status_code == 302
    assert "A friend" in text(staff.get(url(Order, "change", order.pk)))
    shown = text(staff.get(url(Ticket, "change", order.tickets.get().pk)))
    assert "VIP" in shown
    assert "VIP" not in text(staff.get(order.get_absolute_url()))
    assert "VIP" not in text(staff.get(order.tickets.get().get_absolute_url()))


def test_an_export_has_a_column_for_each_question(staff, sale, at):
    make_question(event=sale.event, text="Team")
    make_question(event=sale.event, text="Source", scope=Scope.ORDER)
    order = make_free(ticket_type=sale)
    fill(order, at, Team="=Nova")
    fill(order, at, 0, Source="A friend")

    header, line = (
        staff.get(url(Ticket, "export", "csv")).getvalue().decode("utf-8-sig").splitlines()
    )
    orders = staff.get(url(Order, "export", "csv")).getvalue().decode("utf-8-sig")
    every = staff.get(url(Answer, "export", "csv")).getvalue().decode("utf-8-sig")

    assert header.endswith("Team,Source")
    assert line.endswith("'=Nova,A friend")
    assert "A friend" in orders
    assert "Team" not in orders
    assert len(every.splitlines()) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_an_export_with_answers_is_flat(
    staff, sale, at, django_assert_num_queries, rows
):
    make_question(event=sale.event, text="Team")
    for number in range(rows):
        fill(make_free(ticket_type=sale, email=f"ada{number}@example.org"), at, Team="Nova")

    with django_assert_num_queries(9):
        staff.get(url(Ticket, "export", "csv")).getvalue()


def test_answers_are_counted(staff, sale, at, django_assert_num_queries):
    make_question(event=sale.event, text="Hotel", kind=Kind.CHOICES, options=["A", "B"])
    make_question(event=sale.event, text="Nights", kind=Kind.NUMBER)
    make_question(event=sale.event, text="First", kind=Kind.YES_NO)
    hotel = Question.objects.get(text="Hotel")
    a, b = option(hotel, "A"), option(hotel, "B")
    for number, (hotels, nights) in enumerate([([a, b], 2), ([a], 5)]):
        order = make_free(ticket_type=sale, email=f"ada{number}@example.org")
        fill(order, at, Hotel=hotels, Nights=nights, First=["no"])
    page = reverse("admin:questions_question_statistics")

    with django_assert_num_queries(9):
        answer = staff.get(page)

    tallies = {row.question.text: row for row in answer.context["tallies"]}
    assert tallies["Hotel"].rows == [("A", 2), ("B", 1)]
    assert tallies["First"].rows == [("Yes", 0), ("No", 2)]
    nights = tallies["Nights"]
    assert (nights.number, nights.smallest, nights.mean, nights.largest) == (2, 2, 3.5, 5)


def test_the_preview_asks_and_judges_and_keeps_nothing(staff, sale):
    must = make_question(event=sale.event, text="Team?", is_required=True)
    page = reverse("admin:questions_question_preview")

    assert "Team?" in text(staff.get(page, {"event": sale.event.pk, "type": sale.pk}))
    assert "Fill this in." in text(staff.post(page, {}))
    good = staff.post(page, {f"ticket-1-question-{must.pk}": "Nova"})
    assert "These answers would be kept." in text(good)
    assert staff.get(page, {"event": "999999"}).status_code == 404
    assert not Answer.objects.exists()


def test_questions_are_copied_to_another_event_once(staff, sale):
    hotel = make_question(event=sale.event, kind=Kind.CHOICE, options=["A", "B"], text="Hotel?")
    make_question(event=sale.event, text="Room?", when=(hotel, option(hotel, "B")), types=[sale])
    target = make_event()
    page = reverse("admin:questions_question_copy")
    both = {"source": sale.event.pk, "target": target.pk}

    assert staff.post(page, both | {"target": sale.event.pk}).status_code == 422
    staff.post(page, both)
    staff.post(page, both)

    twin = target.questions.get(text="Room?")
    assert target.questions.count() == 2
    assert twin.depends_on == target.questions.get(text="Hotel?")
    assert twin.shown_value == option(twin.depends_on, "B")
    assert not twin.is_active


@pytest.mark.parametrize("page", ["preview", "copy", "statistics"])
def test_pages_are_for_staff_only(client, page):
    assert client.get(reverse(f"admin:questions_question_{page}")).status_code == 302


def test_the_database_refuses_in_words_what_the_form_did_not_see(sale):
    one = make_question(event=sale.event, kind=Kind.YES_NO)
    two = make_question(event=sale.event, kind=Kind.YES_NO, when=(one, "yes"))

    with pytest.raises(IntegrityError) as refused:
        Question.objects.filter(pk=one.pk).update(depends_on=two, shown_value="yes")

    assert refusals.words(refused.value) == ["These questions would wait for each other."]


@pytest.mark.parametrize("change", [{"kind": "text"}, {"scope": "order"}, {"is_private": True}])
def test_what_decides_stays_what_it_is(sale, change):
    one = make_question(event=sale.event, kind=Kind.YES_NO)
    make_question(event=sale.event, when=(one, "yes"))

    with pytest.raises(IntegrityError):
        Question.objects.filter(pk=one.pk).update(**change)

"""The page for consulates: what it tells, whom, and how often."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.letters import papers
from events.letters.models import Guess, Paper, VisaLetter
from events.letters.services import cleaning, visa
from events.registration import services as registration
from foundation.base import clock
from tests.factories.letters import ADA, make_issued, make_letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def ask(client, number, code, **more):
    return client.get(reverse("letters:check"), {"number": number, "code": code}, **more)


def text(response):
    return " ".join(response.content.decode().split())


def test_a_valid_letter_is_told_with_its_name_and_nothing_of_the_passport(client):
    letter = make_issued()

    shown = text(ask(client, letter.number, letter.code))

    assert "This letter is valid" in shown
    for said in ("Ada Lovelace", letter.number, letter.ticket.order.event.name, "10 October 2022"):
        assert said in shown
    for hidden in (ADA["passport"], "United Kingdom", "1985", "Hotel Example", "ada@example.org",
                   "London", letter.ticket.order.code, letter.ticket.secret):  # fmt: skip
        assert hidden not in shown


def test_the_name_is_the_one_that_was_printed(client):
    letter = make_issued()
    letter.ticket.attendee_name = "Mallory"
    letter.ticket.save()

    assert "Mallory" not in text(ask(client, letter.number, letter.code))


def test_the_code_on_the_paper_leads_there_and_look_alikes_are_forgiven(client):
    letter = make_issued()
    VisaLetter.objects.update(code="QJ23456789")
    address = urlsplit(papers.check_url(letter.number, "QJ23456789"))

    assert "is valid" in text(client.get(f"{address.path}?{address.query}"))
    assert "is valid" in text(ask(client, f" {letter.number.lower()} ", "o1 2345-6789"))


def test_what_is_worth_nothing_names_nobody(client, at):
    revoked, cancelled, passed_on = make_issued(), make_issued(), make_issued()
    visa.revoke(letter=revoked, reason="A secret reason.", at=at)
    registration.cancel(order=cancelled.ticket.order, at=at)
    grace = {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"}
    registration.assign(ticket=passed_on.ticket, attendee=grace, at=at)

    for letter in (revoked, cancelled, passed_on):
        response = ask(client, letter.number, letter.code)
        assert response.status_code == 200
        assert "This letter is not valid" in text(response)
        for hidden in ("Ada Lovelace", "Grace Hopper", "A secret reason."):
            assert hidden not in text(response)


def test_after_the_event_it_names_nobody_either(client, at):
    letter = make_issued()
    with clock.seen_from(at + timedelta(days=252)):
        shown = text(ask(client, letter.number, letter.code))

    assert "The event it was issued for is over" in shown
    assert "Ada" not in shown


def test_a_wrong_code_and_a_wrong_number_answer_and_cost_alike(client):
    letter = make_issued()
    waiting = make_letter()
    ask(client, "VL-2022-99999", "x")  # the counter of wrong tries is there from now on
    answers = set()
    for number, code in [
        (letter.number, "WRONG23456"), ("VL-2022-99999", letter.code), ("VL-1", "2222222222"),
        (str(waiting), "2"), ("%00'--", "é" * 40), (letter.number, "O" * 40),
    ]:  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            response = ask(client, number, code)
        page = text(response).replace(number, "").replace(code, "")
        answers.add((response.status_code, "We know no such letter" in page, len(seen)))

    assert answers == {(404, True, 4)}


@pytest.mark.parametrize(
    ("number", "code"),
    [("", ""), ("VL-2022-00001", ""), ("x" * 10_000, "y"), ("x", "y" * 10_000), ("\x00", "\x00")],
)
def test_half_a_question_is_not_looked_up(client, number, code):
    response = ask(client, number, code)

    assert response.status_code == 422
    assert not Guess.objects.exists()


def test_nobody_tries_all_codes(client, at):
    letter = make_issued()
    for _ in range(30):
        assert ask(client, letter.number, "2" * 10).status_code == 404

    stopped = ask(client, letter.number, letter.code)
    assert stopped.status_code == 429
    assert 0 < int(stopped["Retry-After"]) <= 600
    assert "Ada Lovelace" not in text(stopped)
    assert ask(client, letter.number, letter.code, REMOTE_ADDR="192.0.2.7").status_code == 200
    with clock.seen_from(at + timedelta(minutes=10)):
        assert ask(client, letter.number, letter.code).status_code == 200


def test_who_asked_is_not_kept(client, at):
    ask(client, "VL-2022-00001", "2" * 10, REMOTE_ADDR="192.0.2.7")

    assert "192.0.2.7" not in Guess.objects.get().who
    with clock.seen_from(at + timedelta(hours=2)):
        assert cleaning.forget_guesses() == 1


def test_the_page_is_found_by_no_search_and_kept_by_no_cache(client):
    letter = make_issued()
    for response in (client.get(reverse("letters:check")), ask(client, letter.number, letter.code)):
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Cache-Control"] == "no-store, private"
        assert not response.cookies
    assert "Disallow: /letters/" in client.get("/robots.txt").content.decode()


def test_a_letter_without_its_paper_is_no_error(client):
    letter = make_issued()
    Paper.objects.all().delete()

    assert ask(client, letter.number, letter.code).status_code == 200


def test_markup_in_the_question_is_text(client):
    response = ask(client, "<script>alert(1)</script>", "<b>")

    assert "<script>alert(1)" not in text(response)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_check_costs_two_questions(client, django_assert_num_queries, rows):
    letters = [make_issued() for _ in range(rows)]

    with django_assert_num_queries(2):
        ask(client, letters[0].number, letters[0].code)

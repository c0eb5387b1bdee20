"""The pages of a visa letter: asking, mending, taking it along; and what strangers see."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.letters.models import LetterState, VisaLetter
from events.letters.services import visa
from events.registration import links
from events.registration import services as registration
from foundation.base import clock
from tests.factories.events import make_event
from tests.factories.letters import ADA, make_issued, make_letter, make_rules, make_ticket
from tests.factories.orders import make_free, make_pending, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

SENT = ADA | {"born_on": "1985-12-10", "arrival": "2023-06-11", "departure": "2023-06-17"}


def door(ticket, name="visa"):
    return reverse(f"letters:{name}", args=[ticket.order.event.slug, ticket.secret])


def text(response):
    return " ".join(response.content.decode().split())


def test_from_the_ticket_to_the_letter(client, at):
    ticket = make_ticket()
    page = text(client.get(ticket.get_absolute_url()))
    assert door(ticket) in page
    assert "Ask for a visa letter" in page

    asked = text(client.post(door(ticket), SENT, follow=True))
    assert "We have your request" in asked
    assert 'by <time datetime="2022-10-17">17 October 2022</time>' in asked

    letter = visa.issue(letter=VisaLetter.objects.get(), at=at)
    shown = text(client.get(door(ticket)))
    assert letter.number in shown
    assert client.get(door(ticket, "visa_pdf")).content.startswith(b"%PDF")
    assert "Your visa letter" in text(client.get(ticket.get_absolute_url()))


def test_the_number_of_the_passport_is_never_shown_again(client):
    letter = make_letter()

    shown = text(client.get(door(letter.ticket)))

    assert ADA["passport"] not in shown
    assert "ends in 47" in shown
    done = client.post(door(letter.ticket), SENT | {"passport": "", "consulate": "Leeds"})
    assert done.status_code == 302
    assert VisaLetter.objects.get().traveller.passport == ADA["passport"]


def test_a_secret_page_is_kept_by_nobody(client):
    response = client.get(door(make_ticket()))

    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]


def test_the_page_says_why_there_is_no_form(client, at):
    event = make_rules().event
    pending = make_pending(ticket_type=make_sale(event=event)).tickets.get()
    empty = make_free(ticket_type=make_sale(event=event, price=0), quantity=2)
    late = make_ticket(event=event)

    assert "once yours is paid" in text(client.get(door(pending)))
    assert client.post(door(pending), SENT).status_code == 409
    assert "Say first who comes" in text(client.get(door(empty.tickets.get(position=2))))
    with clock.seen_from(at + timedelta(days=240)):
        assert "25 May 2023, 23:59 PDT" in text(client.get(door(late)))
        refused = client.post(door(late), SENT)
    assert refused.status_code == 409
    assert "Letters could be asked for until" in text(refused)
    assert not VisaLetter.objects.exists()


def test_a_refused_letter_shows_the_reason_and_the_form(client, at):
    letter = visa.refuse(letter=make_letter(), reason="<b>Blurred</b>", at=at)

    shown = text(client.get(door(letter.ticket)))

    assert "&lt;b&gt;Blurred&lt;/b&gt;" in shown
    assert "Ask again" in shown
    client.post(door(letter.ticket), SENT)
    assert VisaLetter.objects.filter(state=LetterState.REQUESTED).count() == 1


def test_a_letter_of_a_ticket_that_was_passed_on_is_nobodys(client, at):
    letter = make_issued()
    old = door(letter.ticket), door(letter.ticket, "visa_pdf")
    grace = {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"}
    ticket = registration.assign(ticket=letter.ticket, attendee=grace, at=at)

    assert [client.get(address).status_code for address in old] == [404, 404]
    new = client.get(door(ticket))
    assert "Ada Lovelace" not in text(new)
    assert letter.number not in text(new)
    assert client.get(door(ticket, "visa_pdf")).status_code == 404


def test_no_paper_before_it_is_issued_nor_after_it_is_revoked(client, at):
    waiting, issued = make_letter(), make_issued()
    visa.revoke(letter=issued, reason="Forged.", at=at)

    assert client.get(door(waiting.ticket, "visa_pdf")).status_code == 404
    assert client.get(door(issued.ticket, "visa_pdf")).status_code == 404
    assert "This letter was revoked" in text(client.get(door(issued.ticket)))


def test_a_foreign_secret_opens_nothing(client):
    letter, other = make_issued(), make_ticket()
    secrets = ["x", letter.holder_code, other.secret + "x"]
    for secret in secrets:
        address = reverse("letters:visa", args=[letter.ticket.order.event.slug, secret])
        assert client.get(address).status_code == 404
        assert client.post(address, SENT).status_code == 404
    crossed = reverse("letters:visa", args=[make_event().slug, letter.ticket.secret])
    assert client.get(crossed).status_code == 404


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("name", "", "Fill this in."),
        ("name", "أمينة محمد", "Latin letters"),
        ("name", "<script>alert(1)</script>", "Latin letters"),
        ("name", '#eval("1") *x*', "Latin letters"),
        ("name", "A" * 10_000, "Use at most 150 characters"),
        ("nationality", "XX", "Choose a country"),
        ("passport", "123", "5 to 20 letters and digits"),
        ("passport", "№ 1234567", "5 to 20 letters and digits"),
        ("passport", "9" * 10_000, "Use at most 20 characters"),
        ("born_on", "10.12.1985", "year, month, day"),
        ("born_on", "2022-10-10", "Nobody was born on that day"),
        ("born_on", "0001-01-01", "Nobody was born on that day"),
        ("born_on", "9999-99-99", "year, month, day"),
        ("arrival", "2023-06-16", "The event is over by then."),
        ("departure", "2023-06-12", "The event has not begun by then."),
        ("departure", "2024-06-17", "more than half a year"),
        ("stay", "x" * 301, "Use at most 300 characters"),
        ("consulate", "", "Fill this in."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(client, name, sent, said):
    response = client.post(door(make_ticket()), SENT | {name: sent})

    assert response.status_code == 422
    assert said in text(response)
    assert "Error: " in text(response)
    assert 'value="London"' in text(response) or name == "consulate"
    assert "<script>alert" not in text(response)
    assert not VisaLetter.objects.exists()


def test_controls_and_turned_letters_are_dropped(client):
    client.post(
        door(make_ticket()), SENT | {"name": "Ada\u202e\u0000 \n Lovelace", "stay": "a\r\nb"}
    )

    traveller = VisaLetter.objects.get().traveller
    assert (traveller.name, traveller.stay) == ("Ada Lovelace", "a b")


def test_the_order_links_the_letters_of_its_tickets(client):
    ticket = make_ticket(quantity=2)

    shown = text(client.get(ticket.order.get_absolute_url()))

    assert shown.count("Ask for a visa letter") == 1


def test_the_page_of_the_event_and_the_public_page_lead_there(client):
    rules = make_rules(hint="Plan sixty days.")
    shown = text(client.get(reverse("letters:how", args=[rules.event.slug])))

    assert "within 5 working days" in shown
    assert "Plan sixty days." in shown
    assert client.get(reverse("letters:how", args=[make_event().slug])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_pages_is_flat(client, at, django_assert_num_queries, rows):
    event = make_rules().event
    tickets = [make_issued(ticket=make_ticket(event=event)).ticket for _ in range(rows)]

    with django_assert_num_queries(3):
        client.get(door(tickets[0]))
    with django_assert_num_queries(2):
        found = links.of(event, tickets, at)
    assert [len(found[ticket.pk]) for ticket in tickets] == [1] * rows

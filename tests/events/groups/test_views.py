"""The page of a group order, the list, and the page behind its links."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.groups import services
from events.groups.models import GroupLink, TicketOffer
from tests.events.registration.pages import text
from tests.factories.orders import make_paid, make_pending

pytestmark = pytest.mark.django_db


def page(order, name="group"):
    return reverse(f"groups:{name}", args=[order.event.slug, order.code, order.secret])


def mark_of(shown):
    """Stands for the plan that a page shows."""
    return re.search(rb'name="confirm" value="([0-9a-f]+)"', shown.content)[1].decode()


def test_from_the_link_to_a_ticket_of_ones_own(client, at):
    order = make_paid(quantity=2)
    client.post(page(order), {"do": "open", "domain": "@Example.org "})
    link = GroupLink.objects.get()
    assert link.get_absolute_url() in text(client.get(page(order)))

    taken = client.post(
        link.get_absolute_url(),
        {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"},
    )

    ticket = order.tickets.get(position=2)
    assert taken.url == ticket.get_absolute_url()
    assert ticket.attendee_name == "Grace Hopper"
    gone = client.get(link.get_absolute_url())
    assert gone.status_code == 410
    assert "No ticket is left" in text(gone)


def test_a_list_is_shown_before_it_is_used(client, at):
    order = make_paid(quantity=3)
    sent = "Name;E-Mail;Company\nGrace Hopper;grace@example.org;Navy\n\nKatherine;k@example.org;"

    shown = client.post(page(order, "people"), {"people": sent})
    assert "2 tickets will change" in text(shown)
    assert '<textarea name="people" readonly hidden>' in text(shown)
    assert len(services.unnamed(order)) == 2
    meant = {"people": sent, "confirm": mark_of(shown)}
    done = client.post(page(order, "people"), meant, follow=True)

    assert "2 tickets are changed." in text(done)
    grace = order.tickets.get(attendee_name="Grace Hopper")
    assert (grace.attendee_email, grace.organization) == ("grace@example.org", "Navy")


def test_a_corrected_list_shows_what_is_other_and_then_does_it(client, at):
    order = make_paid(quantity=3)
    sent = {"people": "Grace Hoper,grace@example.org,Navy\nKatherine,k@example.org"}
    mark = mark_of(client.post(page(order, "people"), sent))
    client.post(page(order, "people"), sent | {"confirm": mark})
    taken = client.get(page(order, "people_csv"))
    lines = taken.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Ticket,Name,E-mail,Organisation,Job title"
    assert lines[2] == "2,Grace Hoper,grace@example.org,Navy,"
    lines[2] = "2,Grace Hopper,grace@example.org,US Navy,"
    lines[3] = "3,Hedy Lamarr,hedy@example.org,,"

    shown = client.post(page(order, "people"), {"people": "\n".join(lines)})

    assert "2 tickets will change" in text(shown)
    assert "Name: <del>Grace Hoper</del> <ins>Grace Hopper</ins>" in text(shown)
    assert "Gets the ticket of Katherine (k@example.org), whose QR ends at once" in text(shown)
    assert "1 line says what is so already." in text(shown)
    done = {"people": "\n".join(lines), "confirm": mark_of(shown)}
    assert client.post(page(order, "people"), done).status_code == 302
    assert order.tickets.get(position=3).attendee_name == "Hedy Lamarr"

    again = client.post(page(order, "people"), {"people": "\n".join(lines)})
    assert "Nothing will change" in text(again)
    assert b'name="confirm"' not in again.content
    late = client.post(page(order, "people"), done)
    assert late.status_code == 409
    assert "Something has changed since you looked" in text(late)


def test_a_file_of_people_is_shown_and_then_used_without_being_sent_again(client, at):
    order = make_paid(quantity=2)
    file = SimpleUploadedFile("people.csv", "Grace,grace@example.org".encode("utf-8-sig"))

    shown = client.post(page(order, "people"), {"file": file})

    assert "Grace,grace@example.org" in shown.content.decode()


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ("", 422, "The list is empty"),
        ("Grace", 422, "Line 1: give the full name and the e-mail."),
        ("Grace,grace", 422, "Line 1: “grace” is no e-mail address."),
        ("A,a@example.org\nB,A@example.org", 422, "Line 2: it repeats the e-mail of line 1."),
        ("x" * 200 + ",a@example.org", 422, "is too long."),
        (
            "A,a@example.org\nB,b@example.org",
            409,
            "without a ticket: 2. Tickets that nobody has: 1.",
        ),
        ("Ada,ada@example.org", 200, "1 ticket will change"),
        ("Ticket,Name,E-mail\nx,A,a@example.org", 422, "Line 2: “x” is no number of a ticket."),
        ("Ticket,Name,E-mail\n9,A,a@example.org", 409, "This order has no ticket 9"),
        ("Ticket,Name,E-mail\n²,A,a@example.org", 422, "“²” is no number"),
        ('"A\nB",a@example.org', 200, "A B"),
        ("A\0B,a@example.org", 422, "Null characters are not allowed."),
        ("=cmd(),a@example.org", 200, "=cmd()"),
        ("<script>x</script>,a@example.org", 200, "&lt;script&gt;"),
        ("\n".join(f"A{n},a{n}@example.org" for n in range(501)), 422, "At most 500 people"),
    ],
)
def test_a_wrong_list_says_which_line_and_keeps_what_was_typed(client, at, sent, status, sentence):
    order = make_paid(quantity=2)

    answer = client.post(page(order, "people"), {"people": sent})

    assert answer.status_code == status
    assert sentence in text(answer)
    assert len(services.unnamed(order)) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"\xff\xfe\x00A", "cannot be read"), (b"A,a@example.org\n" * 80_000, "too large")],
)
def test_a_file_that_is_no_list_is_refused(client, at, content, sentence):
    order = make_paid(quantity=2)

    answer = client.post(page(order, "people"), {"file": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 422
    assert sentence in text(answer)


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"do": "offer", "people": "nobody"}, 422, "no e-mail address"),
        ({"do": "offer", "people": ""}, 422, "Write at least one e-mail."),
        ({"do": "offer", "people": "a@example.org\nb@example.org"}, 409, "1 tickets are left"),
        ({"do": "open", "domain": "not a domain"}, 422, "Write the domain as example.org"),
        ({"do": "drop table"}, 200, "Hand out the tickets"),
        ({"do": "take_back", "offer": "9" * 40}, 302, ""),
        ({"do": "take_back", "offer": "-1"}, 302, ""),
    ],
)
def test_wrong_input_is_said_where_it_was_typed(client, at, sent, status, sentence):
    order = make_paid(quantity=2)

    answer = client.post(page(order), sent)

    assert answer.status_code == status
    assert sentence in text(answer)


def test_an_offer_of_another_order_is_not_taken_back(client, at):
    other = make_paid(quantity=2)
    (row,) = services.offer(order=other, people={"a@example.org": ""}, at=at)

    client.post(page(make_paid(quantity=2)), {"do": "take_back", "offer": row.pk})

    assert TicketOffer.objects.get().withdrawn_at is None


def test_a_wrong_secret_opens_nothing(client, at):
    order = make_paid(quantity=2)
    slug = order.event.slug

    assert client.get(reverse("groups:claim", args=[slug, "x" * 22])).status_code == 404
    wrong = reverse("groups:group", args=[slug, order.code, "x" * 22])
    assert client.post(wrong, {"do": "open"}).status_code == 404


def test_the_taker_reads_why_not_and_keeps_what_was_typed(client, at):
    order = make_pending(quantity=2)
    link = services.open_link(order=order, domain="", at=at)

    bad = client.post(link.get_absolute_url(), {"attendee_name": "Grace", "attendee_email": "x"})
    taken = client.post(
        link.get_absolute_url(), {"attendee_name": "Ada", "attendee_email": "ada@example.org"}
    )

    assert (bad.status_code, taken.status_code) == (422, 409)
    assert 'value="Grace"' in bad.content.decode()
    assert "You have a ticket of this order already" in text(taken)


@pytest.mark.parametrize("quantity", [2, 4])
def test_the_page_asks_the_database_as_often_for_many_tickets(
    client, at, quantity, django_assert_num_queries
):
    order = make_paid(quantity=quantity)
    services.offer(order=order, people={"a@example.org": ""}, at=at)

    with django_assert_num_queries(6):
        client.get(page(order))

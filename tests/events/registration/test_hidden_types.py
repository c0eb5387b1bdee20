"""A hidden type's name, price and key appear nowhere for who may not have it (domain 4.1)."""

import pytest
from django.urls import reverse

from events.registration.models import Effect, Order
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_code, make_foundation, make_invitation, make_sale

from .pages import shop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

NAME, PRICE, KEY = "Zanzibar pass", "873.21", 987654


@pytest.fixture(params=["with_code", "with_invitation"])
def hidden(request):
    """A type that only its code or its invitation opens; others of the event do not."""
    make_foundation()
    sale = make_sale(name="Pass", price=599)
    event = sale.event
    kind = make_ticket_type(
        event=event,
        pk=KEY,
        name=NAME,
        step_of="Zanzibar",
        price=PRICE,
        description="Zanzibar",
        includes="Zanzibar",
        audience=request.param,
    )
    if request.param == "with_code":
        make_code(event=event, text="OPENS", effect=Effect.NONE, types=[kind])
    else:
        make_invitation(ticket_type=kind, email="guest@example.org")
    make_code(event=event, text="OTHER")
    other = make_sale(event=event, name="Other hidden", audience="with_invitation", price=1)
    kind.stranger = make_invitation(ticket_type=other, email="stranger@example.org")
    kind.sale = sale
    return kind


def leaks(response):
    """What of the hidden type the answer says, echo of what was sent left out."""
    body = response.content.decode()
    return [word for word in ("Zanzibar", PRICE, str(KEY)) if word in body]


def pages(hidden):
    event = hidden.event
    tickets = shop(event)
    return [
        event.get_absolute_url(),
        "/",
        "/events/",
        "/search/?q=Zanzibar",
        "/sitemap.xml",
        reverse("events:event", args=[event.slug]) + "event.ics",
        tickets,
        f"{tickets}?group=1",
        f"{tickets}?code=OTHER",
        f"{tickets}?code=WRONG",
        f"{tickets}?code=",
        f"{tickets}?invitation=x",
        hidden.stranger.get_absolute_url(),
        f"/events/{event.slug}/invitation/x/",
    ]


def forms(hidden):
    wanted = {f"quantity_{KEY}": "1"}
    sale = {f"quantity_{hidden.sale.pk}": "1"}
    return [
        wanted,
        wanted | sale,
        wanted | {"count": "yes"},
        wanted | {"code": "OTHER"},
        wanted | {"code": "OTHER", "apply": "yes"},
        wanted | {"code": "WRONG"},
        wanted | {"code": "OTHER", "remove": "yes"},
        wanted | {"uninvited": "yes"},
        {f"quantity_{KEY}": "999999"},
        {f"quantity_{KEY}": "-1"},
        {f"quantity_{KEY}": "x"},
        {f"quantity_{KEY}": "0"},
    ]


def test_no_page_says_it(client, hidden):
    told = {url: leaks(client.get(url)) for url in pages(hidden) if "Zanzibar" not in url}
    found = leaks(client.get("/search/?q=zanz"))
    assert {url for url, words in told.items() if words} == set()
    assert found == []


@pytest.mark.parametrize("number", range(12))
def test_no_answer_to_a_form_says_it_or_sells_it(client, hidden, number):
    sent = forms(hidden)[number]

    answer = client.post(shop(hidden.event), sent)

    assert answer.status_code in {200, 302, 422}
    assert leaks(answer) == []
    assert not Order.objects.filter(tickets__ticket_type=KEY).exists()


def test_the_invitation_to_another_type_shows_and_sells_only_that(client, hidden):
    client.post(hidden.stranger.get_absolute_url(), {"accept": "yes"})

    shown = client.get(shop(hidden.event))
    answer = client.post(shop(hidden.event), {f"quantity_{KEY}": "1"})

    assert "Other hidden" in shown.content.decode()
    assert (leaks(shown), leaks(answer)) == ([], [])
    assert not Order.objects.exists()


def test_its_own_key_opens_it(client, hidden):
    if hidden.audience == "with_code":
        shown = client.get(shop(hidden.event), {"code": "OPENS"})
    else:
        client.post(hidden.invitations.get().get_absolute_url(), {"accept": "yes"})
        shown = client.get(shop(hidden.event))
    assert leaks(shown) == ["Zanzibar", PRICE, str(KEY)]

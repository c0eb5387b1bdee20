"""The pages of an invitation and of a member's price: opened, answered, kept, pointed out."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from events.registration.models import CodeKind, Order, OrderState
from events.registration.services import invitations
from foundation.base import clock
from foundation.base.models import Mail
from members.accounts.models import User
from tests.factories.events import make_ticket_type
from tests.factories.members import make_mail_domain, make_membership
from tests.factories.orders import ADA, make_code, make_foundation, make_invitation, make_sale

from .pages import answers, choose, page, shop, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def sale():
    make_foundation()
    return make_sale(name="Pass", price=599)


@pytest.fixture
def guest(sale):
    return make_sale(event=sale.event, name="Invited guest", price=0, audience="with_invitation")


@pytest.fixture
def invitation(guest):
    return make_invitation(ticket_type=guest, name="Ada Lovelace")


def log_in(client, email=ADA["email"], verified=True):
    user = User.objects.create_user(email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    client.force_login(user)
    return client


def accept(client, invitation):
    return client.post(invitation.get_absolute_url(), {"accept": "yes"})


def through(client, order, **more):
    client.post(page(order, "attendees"), answers(1, **more))
    return client.post(page(order, "check"), {"conduct": "on"})


def test_the_page_says_what_is_offered_and_leads_to_the_ticket(client, guest, invitation):
    shown = client.get(invitation.get_absolute_url())
    assert shown.status_code == 200
    assert "Invited guest" in text(shown)
    assert "no-store" in shown["Cache-Control"]

    assert accept(client, invitation)["Location"] == shop(guest.event)
    tickets = client.get(shop(guest.event))
    assert "By your invitation" in text(tickets)
    choose(client, guest)
    order = Order.objects.get()
    people = client.get(page(order, "attendees"))
    assert 'value="ada@example.org"' in text(people)
    assert 'value="Ada Lovelace"' in text(people)

    through(client, order)
    order.refresh_from_db()
    assert (order.state, order.invitation) == (OrderState.PAID, invitation)
    assert "You have accepted" in text(client.get(invitation.get_absolute_url()))


def test_opening_and_following_links_answers_nothing(client, invitation):
    client.get(invitation.get_absolute_url(), {"decline": "yes", "accept": "yes"})
    invitation.refresh_from_db()
    assert (invitation.declined_at, invitation.accepted_at) == (None, None)


def test_declining_and_taking_it_back(client, invitation):
    address = invitation.get_absolute_url()

    shown = client.post(address, {"decline": "yes"}, follow=True)
    assert "You have declined" in text(shown)
    assert "Invited guest" not in text(shown)
    shown = client.post(address, {"accept": "yes"}, follow=True)
    assert "You have declined" in text(shown)
    shown = client.post(address, {"reopen": "yes"}, follow=True)
    assert "You are invited" in text(shown)


@pytest.mark.parametrize(
    ("field", "status", "said"),
    [
        ("withdrawn_at", 410, "was withdrawn"),
        ("valid_until", 410, "The time to answer is over"),
        ("declined_at", 200, "I can come after all"),
        ("accepted_at", 200, "You have accepted"),
    ],
)
def test_a_link_that_has_ended_explains_itself(client, guest, at, field, status, said):
    address = make_invitation(ticket_type=guest, **{field: at}).get_absolute_url()

    for shown in (client.get(address), client.post(address, {"accept": "yes"}, follow=True)):
        assert shown.status_code == status
        assert said in text(shown)
        assert "Invited guest" not in text(shown)


def test_an_event_that_is_over_or_cancelled_offers_nothing(client, invitation, at):
    event = invitation.event
    event.cancelled_at = at
    event.save()
    shown = client.get(invitation.get_absolute_url())
    assert "is cancelled" in text(shown)
    assert "Accept and go" not in text(shown)


@pytest.mark.parametrize("secret", ["x", "-", "A" * 200, "..%2F"])
def test_a_made_up_link_is_404_and_that_of_another_event_too(client, invitation, secret):
    made_up = f"/events/{invitation.event.slug}/invitation/{secret}/"
    foreign = reverse("registration:invitation", args=[make_sale().event.slug, invitation.secret])
    assert {client.get(url).status_code for url in (made_up, foreign)} == {404}


def test_another_address_is_said_at_the_e_mail_and_all_is_kept(client, guest, invitation):
    accept(client, invitation)
    choose(client, guest)
    order = Order.objects.get()

    shown = client.post(page(order, "attendees"), answers(1, email="eve@example.org"))

    assert shown.status_code == 422
    assert '<a href="#id_email">Your e-mail: Your invitation is for another' in text(shown)
    assert 'value="eve@example.org"' in text(shown)


def test_going_on_without_it(client, sale, guest, invitation):
    accept(client, invitation)

    left = client.post(shop(sale.event), {"uninvited": "yes"})

    assert "Invited guest" not in text(left)
    assert "Invited guest" not in text(client.get(shop(sale.event)))


def test_a_reader_with_the_invited_address_sees_it_and_no_other_does(client, guest, invitation):
    shown = text(log_in(client).get(shop(guest.event)))
    assert "Your invitation is applied." in shown
    assert "Go on without it" not in shown
    for verified, email in ((False, "Ada@example.org"), (True, "eve@example.org")):
        User.objects.all().delete()
        stranger = log_in(Client(), email, verified)
        assert "Invited guest" not in text(stranger.get(shop(guest.event)))


def test_one_withdrawn_while_choosing_is_said_once(client, sale, guest, invitation):
    accept(client, invitation)
    client.get(shop(sale.event))
    invitations.withdraw(invitation=invitation, at=clock.now())

    answer = client.post(shop(sale.event), {f"quantity_{guest.pk}": 1})
    assert answer.status_code == 422
    assert "This invitation was withdrawn." in text(answer)
    assert "withdrawn" not in text(client.get(shop(sale.event)))


def test_who_is_invited_is_led_to_the_mail_and_a_stranger_learns_nothing(
    client, sale, invitation, run_queue
):
    open_one = make_ticket_type(event=sale.event, price=0, audience="without_invitation")
    choose(client, open_one)

    refused = through(client, Order.objects.get())
    run_queue()

    assert refused.status_code == 409
    assert "cannot be ordered with this e-mail address" in text(refused)
    assert not {"invited", "invitation"} & set(text(refused).lower().split())
    assert Mail.objects.get(kind="invitation").to == "ada@example.org"


def test_other_tickets_than_those_of_the_invitation_are_pointed_out(client, sale, invitation):
    accept(client, invitation)
    choose(client, sale)
    order = Order.objects.get()

    assert "does not use your invitation" in text(client.get(page(order, "attendees")))
    through(client, order)
    for step in ("attendees", "check", "pay"):
        assert "this order does not use it" in text(client.get(page(order, step))), step


def test_a_code_applied_after_the_places_were_held_is_pointed_out_on_every_step(client, sale):
    make_code(ticket_type=sale)
    choose(client, sale)
    order = Order.objects.get()
    through(client, order)
    client.get(shop(sale.event), {"code": "HELLO"})

    said = "You applied the code HELLO, but this order was made without it."
    for step in ("attendees", "check", "pay"):
        assert said in text(client.get(page(order, step))), step
    choose(client, sale, 1, code="HELLO")
    assert said not in text(client.get(page(order, "pay")))


def member(sale, **fields):
    make_mail_domain(make_membership("Acme", "Gold").organization)
    return make_code(
        ticket_type=sale, text="MEMBERS", kind=CodeKind.MEMBER, applies_by_itself=True, **fields
    )


def test_a_member_sees_the_price_and_whose_it_is_and_pays_it(client, sale):
    member(sale, most_uses=0)
    assert "Log in</a> with the e-mail of your organisation" in text(client.get(shop(sale.event)))

    shown = text(log_in(client).get(shop(sale.event)))
    assert "You pay the member’s price." in shown
    assert "Acme is a Gold member" in shown
    assert 'data-price="539.10"' in shown
    assert "MEMBERS" not in shown

    choose(client, sale)
    order = Order.objects.get()
    assert "Price for people of Acme" in text(client.get(page(order, "attendees")))
    assert str(order.total) == "539.10"


def test_the_lower_price_wins_and_it_is_said(client, sale):
    member(sale, most_uses=0)
    make_code(ticket_type=sale, value=5)
    log_in(client)

    shown = choose(client, sale, 1, code="HELLO", apply="yes")
    assert "Your member’s price is lower, so it is not used" in text(shown)
    choose(client, sale, 1, code="HELLO")
    order = Order.objects.get()
    assert order.promo_code is None
    assert "was not used" in text(client.get(page(order, "attendees")))


def test_the_code_of_members_is_for_who_proves_to_be_one(client, sale):
    member(sale)
    answer = choose(client, sale, 1, code="MEMBERS")
    assert answer.status_code == 422
    assert "is for people of member organisations" in text(answer)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_an_invitation_is_flat(client, django_assert_num_queries, sale, rows):
    kinds = [make_sale(event=sale.event, audience="with_invitation") for _ in range(rows)]
    invitation = make_invitation(types=kinds, ticket_type=kinds[0])

    with django_assert_num_queries(3):
        shown = client.get(invitation.get_absolute_url())
    assert shown.content.count(b'class="choice"') == rows

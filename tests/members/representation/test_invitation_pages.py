"""The page behind the link of an invitation."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.urls import reverse

from members.models import Representative
from members.representation import services
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_organization
from tests.factories.representation import make_invitation, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_a_stranger_is_led_to_log_in_and_back(client):
    url = make_invitation().get_absolute_url()

    page = client.get(url)

    assert page.status_code == 200
    assert f"/account/login/?next={url}" in page.content.decode()
    assert f"/account/signup/?next={url}" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert "noindex" in page["X-Robots-Tag"]


def test_who_makes_an_account_for_it_comes_back_when_the_address_is_verified(client, mailoutbox):
    url = make_invitation().get_absolute_url()
    client.get(url)
    client.post(reverse("account_signup") + f"?next={url}",
                {"email": "ada@example.org", "password1": "four-opens-2022"})  # fmt: skip
    link = next(word for word in mailoutbox[-1].body.split() if "confirm-email" in word)

    page = client.post("/" + link.split("/", 3)[3], follow=True)

    assert unquote(page.redirect_chain[-1][0]).endswith(f"next={url}")


def test_accepting_makes_them_a_representative(client):
    invitation = make_invitation()
    client.force_login(make_person())

    page = client.post(invitation.get_absolute_url(), {"do": "accept", "name": "Ada King"})

    assert page.status_code == 302
    assert Representative.objects.get().name == "Ada King"
    again = client.post(invitation.get_absolute_url(), {"do": "accept", "name": "Ada King"})
    assert again.status_code == 410
    assert "This invitation is accepted" in again.content.decode()


@pytest.mark.parametrize("email", ["", "eve@example.org"])
def test_anybody_else_cannot_accept(client, email):
    url = make_invitation().get_absolute_url()
    if email:
        client.force_login(make_person(email))

    page = client.post(url, {"do": "accept", "name": "Eve"})

    assert page.status_code == 422
    assert not Representative.objects.exists()


@pytest.mark.parametrize("name", ["", "\0", "x" * 151, "\u202e"])
def test_a_name_that_is_none_is_refused_in_words(client, name):
    invitation = make_invitation()
    client.force_login(make_person())

    page = client.post(invitation.get_absolute_url(), {"do": "accept", "name": name})

    assert page.status_code == 422
    assert not Representative.objects.exists()


def test_declining_needs_no_log_in_and_an_old_link_says_what_became_of_it(client):
    url = make_invitation().get_absolute_url()

    page = client.post(url, {"do": "decline"})

    assert page.status_code == 200
    assert "You have declined" in page.content.decode()
    assert client.get(url).status_code == 410


def test_one_that_is_over_or_taken_back_says_so_and_a_made_up_one_is_not_found(client):
    acme = make_organization()
    over = make_invitation(acme, at=KEYNOTE_WEEK - timedelta(days=40))
    taken = make_invitation(acme, email="bob@example.org")
    services.withdraw(invitation=taken, at=KEYNOTE_WEEK)

    assert "The time to answer is over" in client.get(over.get_absolute_url()).content.decode()
    assert "was taken back" in client.get(taken.get_absolute_url()).content.decode()
    assert client.get("/members/invitations/made-up/").status_code == 404


def test_its_cost_is_small(client, django_assert_num_queries):
    url = make_invitation().get_absolute_url()
    client.force_login(make_person())
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)

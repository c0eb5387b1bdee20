import pytest
from django.test import Client
from django.urls import reverse

from events.mailings.models import Reason, Unsubscription
from tests.factories.mailings import make_started
from tests.factories.orders import make_free, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def recipient(at):
    kind = make_sale(price=0)
    make_free(ticket_type=kind)
    return make_started(event=kind.event).recipients.get()


def link(recipient, secret=""):
    slug = recipient.mailing.event.slug
    return reverse("mailings:unsubscribe", args=[slug, secret or recipient.secret])


def test_opening_the_link_changes_nothing(client, recipient):
    page = client.get(link(recipient))

    assert page.status_code == 200
    assert b"ad\xe2\x80\xa6@example.org" in page.content
    assert not Unsubscription.objects.exists()


def test_one_click_of_a_mail_program_is_enough(recipient):
    outside = Client(enforce_csrf_checks=True)

    for _ in range(2):
        answer = outside.post(
            link(recipient), "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200

    gone = Unsubscription.objects.get()
    assert (gone.email, gone.event) == ("ada@example.org", recipient.mailing.event)


def test_it_can_be_taken_back_and_widened(client, recipient):
    client.post(link(recipient), {"all": "1"})
    assert Unsubscription.objects.get().event is None

    page = client.post(link(recipient), {"again": "1"})

    assert not Unsubscription.objects.exists()
    assert b"again" in page.content


def test_a_link_that_opens_nothing_is_not_found(client, recipient):
    assert client.post(link(recipient, "test")).status_code == 404
    assert client.delete(link(recipient)).status_code == 405
    type(recipient.mailing).objects.update(state="draft", reason=Reason.BOOKING)
    assert client.get(link(recipient)).status_code == 404


def test_the_page_asks_the_database_little(client, recipient, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(link(recipient))

from datetime import timedelta

import pytest

from projects.hosting import services
from projects.hosting.models import EnquiryState
from projects.models import Stage
from tests.factories.projects import make_enquiry

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_stage_and_what_was_sent(client, at):
    enquiry = make_enquiry(at=at, comment="First line\nsecond", contributors=0)

    page = client.get(enquiry.get_absolute_url()).text

    assert "Thank you. We have your enquiry" in page
    assert enquiry.reference in page
    assert "24 October 2022" in page
    assert "First line<br>second" in page
    assert "<dt>Contributors</dt><dd>0</dd>" in page
    assert "None yet" in page


def test_the_page_is_for_nobody_else(client, at):
    response = client.get(make_enquiry(at=at).get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex' in response.text
    assert 'rel="canonical"' not in response.text


@pytest.mark.parametrize("secret", ["wrong", "x" * 500, "%00", "..%2f"])
def test_a_wrong_secret_is_404(client, at, secret):
    enquiry = make_enquiry(at=at)

    url = f"/projects/hosting/enquiry/{enquiry.reference}/{secret}/"
    assert client.get(url).status_code == 404
    assert client.post(f"{url}withdraw/").status_code == 404


def test_the_secret_of_another_enquiry_is_404(client, at):
    first, second = make_enquiry(at=at), make_enquiry(at=at)

    url = f"/projects/hosting/enquiry/{first.reference}/{second.secret}/"
    assert client.get(url).status_code == 404


def test_a_reference_typed_in_small_letters_is_found(client, at):
    enquiry = make_enquiry(at=at)

    url = f"/projects/hosting/enquiry/{enquiry.reference.lower()}/{enquiry.secret}/"
    assert client.get(url).status_code == 200


def test_each_stage_has_its_words(client, at):
    enquiry = make_enquiry(at=at)
    url = enquiry.get_absolute_url()

    services.take_up(enquiry=enquiry, at=at + timedelta(days=1))
    assert "taken up your enquiry on <time" in client.get(url).text

    project = services.accept_as_pilot(enquiry=enquiry, at=at + timedelta(days=2))
    page = client.get(url).text
    assert "Difference is hosted here" in page
    assert "12 April 2024" in page
    assert project.get_absolute_url() in page

    project.stage = Stage.CONFIRMED
    project.save()
    assert client.get(url).context["current"] == 5


@pytest.mark.parametrize("end", [services.decline, services.withdraw])
def test_an_enquiry_that_has_ended_cannot_be_withdrawn(client, at, end):
    enquiry = make_enquiry(at=at)
    end(enquiry=enquiry, at=at)

    page = client.get(enquiry.get_absolute_url()).text
    assert "Withdraw the enquiry" not in page

    response = client.post(f"{enquiry.get_absolute_url()}withdraw/")
    assert response.status_code == 422
    assert "cannot go to" in response.text


def test_whoever_asked_can_withdraw(client, at):
    enquiry = make_enquiry(at=at)

    response = client.post(f"{enquiry.get_absolute_url()}withdraw/", follow=True)

    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.WITHDRAWN
    assert "You have taken it back" in response.text


def test_looking_does_not_withdraw(client, at):
    enquiry = make_enquiry(at=at)

    assert client.get(f"{enquiry.get_absolute_url()}withdraw/").status_code == 405


def test_the_page_costs_few_queries(client, at, django_assert_num_queries):
    enquiry = make_enquiry(at=at)

    with django_assert_num_queries(4):
        client.get(enquiry.get_absolute_url())


def test_the_page_of_a_hosted_project_costs_few_queries(client, at, django_assert_num_queries):
    enquiry = services.take_up(enquiry=make_enquiry(at=at), at=at)
    services.accept_as_pilot(enquiry=enquiry, at=at)

    with django_assert_num_queries(9):
        client.get(enquiry.get_absolute_url())

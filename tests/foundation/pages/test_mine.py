"""My page: what belongs to the addresses somebody has proven to read, and to nobody else."""

import re
from datetime import date

import pytest
from allauth.account.models import EmailAddress

from members.accounts.models import User
from tests.factories.members import make_organization, make_representative
from tests.factories.orders import make_free, make_pending
from tests.factories.representation import make_person

pytestmark = pytest.mark.django_db


def make_user(email="ada@example.org", *, verified=True, **fields):
    user = User.objects.create_user(email, "long enough to be one", **fields)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def test_a_stranger_logs_in_first_and_comes_back(client, at):
    response = client.get("/me/")

    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/me/"


def test_my_orders_and_tickets_are_there(client, at):
    free, pending = make_free(), make_pending()
    client.force_login(make_user())

    html = client.get("/me/").content.decode()

    assert free.get_absolute_url() in html
    assert pending.get_absolute_url() in html
    assert free.tickets.get().get_absolute_url() in html


def test_the_case_of_an_address_makes_no_difference(client, at):
    order = make_free(email="ada@example.org")
    client.force_login(make_user("Ada@example.org"))

    assert order.get_absolute_url() in client.get("/me/").content.decode()


def test_nobody_sees_what_is_ordered_with_an_address_not_proven(client, at):
    order = make_free()
    client.force_login(make_user(verified=False))

    html = client.get("/me/").content.decode()

    assert order.get_absolute_url() not in html
    assert "no address is verified yet" in html


def test_nobody_sees_what_belongs_to_another(client, at):
    order = make_free()
    client.force_login(make_user("eve@example.org"))

    assert order.code not in client.get("/me/").content.decode()


def test_my_page_is_kept_by_nobody(client, at):
    client.force_login(make_user())

    assert "no-store" in client.get("/me/")["Cache-Control"]


@pytest.mark.parametrize("rows", [1, 3])
def test_my_page_costs_fourteen_queries(client, at, django_assert_num_queries, rows):
    for _ in range(rows):
        make_free()
    client.force_login(make_user())

    with django_assert_num_queries(14):
        html = client.get("/me/").content.decode()

    assert html.count('<th scope="row">') == rows


def test_a_former_representative_reads_since_when_and_whom_to_ask(client):
    person = make_person()
    acme, bell = make_organization("Acme"), make_organization("Bell")
    day = date(2022, 10, 9)
    make_representative(acme, since=date(2021, 1, 1), until=date(2021, 12, 31))
    make_representative(acme, role="billing", since=date(2022, 1, 1), until=day)
    make_representative(bell, role="billing", until=day)
    make_representative(bell)
    client.force_login(person)

    page = re.sub(r"</?time[^>]*>", "", client.get("/me/").text)

    assert "From 1 January 2021 until 9 October 2022." in page
    assert "Ask those who look after the pages" in page
    assert page.count("Since then you neither see") == 1
    assert "/me/organizations/bell/" in page
    assert "/me/organizations/acme/" not in page

"""The buttons on an organisation: renamed, acquired, split; first what will happen, then it does."""

from datetime import date

import pytest

from members.changes.models import OrganizationChange
from members.models import Membership, Organization
from tests.admin import agree, enter, press, url
from tests.factories.dues import make_member
from tests.factories.members import (
    make_mail_domain,
    make_membership,
    make_name,
    make_organization,
    make_representative,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_it_is_renamed_after_it_was_said_what_that_does(client):
    enter(client)
    row = make_organization("City Network", slug="city-network")
    asked = press(client, "rename", row)
    assert 'value="City Network"' in asked.text

    page = press(client, "rename", row, name="Cleura", slug="")
    assert page.context["told"] == [
        "City Network is called Cleura.",
        "Its page moves from /members/city-network/ to /members/cleura/; the old one leads there.",
        "Who searches for City Network still finds it.",
    ]
    assert Organization.objects.get().name == "City Network"
    assert not OrganizationChange.objects.exists()
    agree(client, "rename", row, name="Cleura", slug="", on="2022-05-01", text="A new name.")

    change = OrganizationChange.objects.get()
    assert (change.name, change.by.email, change.text) == (
        "City Network", "sam@example.org", "A new name.",
    )  # fmt: skip
    assert client.get("/members/city-network/")["Location"] == "/members/cleura/"


def test_what_was_agreed_to_is_what_is_done(client):
    enter(client)
    row = make_organization("Old")
    first = press(client, "rename", row, name="Newer", slug="")
    agreed = dict(first.context["fields"])["_agreed"]

    page = press(client, "rename", row, name="Other", slug="", _agreed=agreed)

    assert page.context["told"][0] == "Old is called Other."
    assert Organization.objects.get().name == "Old"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", "slug": ""}, "Fill this in."),
        ({"name": "Taken", "slug": ""}, "already"),
        ({"name": "X", "slug": "former"}, "leads to another organisation"),
        ({"name": "X", "slug": "people"}, "is the address of a page"),
        ({"name": "X", "slug": "a b"}, "valid"),
        ({"name": "X\0", "slug": ""}, "Null characters"),
        ({"name": "X", "slug": "", "on": "2022-02-02", "known": "2022-01-01"}, "comes before"),
    ],
)
def test_a_name_that_cannot_be_is_refused_and_nothing_lost(client, typed, said):
    enter(client)
    make_name("Former", organization=make_organization("Taken"), slug="former")
    row = make_organization("Old")

    page = press(client, "rename", row, text="Kept words", **typed)

    assert page.status_code == 422
    assert said in page.text
    assert "Kept words" in page.text
    assert Organization.objects.get(pk=row.pk).name == "Old"


def test_a_gold_member_that_buys_a_platinum_one_takes_its_term_over(client):
    enter(client)
    gold, platinum = make_member("Buyer", "Gold"), make_member("Bought", "Platinum")
    row = platinum.organization

    refused = press(client, "acquire", row, acquirer="Buyer")
    assert refused.status_code == 422
    assert "let the buyer take the term over" in refused.text
    _done, told = agree(client, "acquire", row, acquirer="buyer", with_term="on")

    assert told == [
        "Bought belongs to Buyer.",
        "Buyer holds Platinum; before it held Gold.",
        "Bought holds no tier; before it held Platinum.",
    ]
    row.refresh_from_db()
    assert row.parent == gold.organization
    assert Membership.objects.get(organization=row.parent, span__endswith=None).tier.name == (
        "Platinum"
    )


def test_nobody_acquires_itself_or_is_unknown(client):
    enter(client)
    row = make_organization("Acme")

    for typed in ("Acme", "Nobody", "\0", ""):
        assert press(client, "acquire", row, acquirer=typed).status_code == 422


def test_a_part_is_split_off_with_what_goes_over(client):
    enter(client)
    row = make_membership("Hewlett-Packard", "Gold", date(2015, 1, 1)).organization
    over, stays = (make_representative(row, email=f"{each}@example.org") for each in "ab")
    domain = make_mail_domain(row, "hpe.example")
    alien = make_representative(make_organization("Alien"), email="c@example.org")

    wrong = press(client, "split", row, name="HPE", slug="", people=[alien.pk])
    assert wrong.status_code == 422
    _done, told = agree(
        client, "split", row, name="HPE", slug="", people=[over.pk], domains=[domain.pk]
    )

    assert told[-1] == "Hewlett-Packard keeps Gold, its agreement and its books."
    part = Organization.objects.get(name="HPE")
    assert (part.representatives.get().email, part.mail_domains.get()) == (over.email, domain)
    assert row.representatives.filter(until=None).get() == stays


def test_who_may_not_write_changes_has_no_such_buttons(client, limited):
    row = make_organization("Acme")
    limited("view_organization", "change_organization")

    page = client.get(url(Organization, "change", row.pk))
    assert "It has another name" not in page.text
    press(client, "rename", row, name="New", slug="", _agreed="x")

    assert Organization.objects.get().name == "Acme"


def test_many_are_not_renamed_at_once(client):
    enter(client)
    make_organization("Acme")

    assert "It has another name" not in client.get(url(Organization, "changelist")).text


def test_an_organisation_leads_to_the_page_where_it_is_merged(client):
    enter(client)
    row = make_organization("Acme")

    there = press(client, "merge", row)

    assert there["Location"] == "/admin/changes/merge/pairs/?with=acme"
    assert 'value="acme"' in client.get(there["Location"]).text


@pytest.fixture
def limited(client):
    from django.contrib.auth.models import Permission

    from members.accounts.models import User

    def enter_with(*rights):
        user = User.objects.create_user("look@example.org", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client.force_login(user)

    return enter_with

"""What staff do with changes, pairs and merges in the admin."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.accounts.models import User
from members.changes import services
from members.changes.models import Dismissal, Merge, OrganizationChange
from members.models import Organization
from tests.admin import act, enter, url
from tests.factories.changes import make_change, make_merge
from tests.factories.members import (
    make_membership,
    make_organization,
    make_representative,
    make_supporter,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PAIRS = "/admin/changes/merge/pairs/"


@pytest.fixture
def pair():
    member = make_membership("Canonical", "Gold").organization
    return member, make_supporter("Canonical Ltd.", slug="canonical-ltd")


def compare(one, two):
    return reverse("admin:changes_merge_compare", args=[one.pk, two.pk])


def sent(**fields):
    return {"name_kind": "other", "on": ""} | fields


def test_every_page_opens(client, pair, at):
    enter(client)
    other = make_organization("Canonical Inc")
    change = make_change(pair[0], on=date(2021, 1, 1))
    merge = make_merge(*pair)
    services.dismiss(one=pair[0], other=other, why="No.", at=at, by=None)
    pages = [PAIRS, compare(pair[0], other)]
    for row in (change, merge, Dismissal.objects.get()):
        pages += [url(type(row), page, row.pk) for page in ("history", "change")]
        pages += [url(type(row), "changelist") + query for query in ("", "?q=%00")]
        pages.append(url(type(row), "export", "csv"))

    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


def test_a_pair_is_merged_side_by_side_and_undone(client, pair):
    enter(client)
    survivor, loser = pair
    make_representative(loser)
    assert compare(survivor, loser) in client.get(PAIRS).text

    page = client.get(compare(survivor, loser))
    assert ("representatives", 1, 0) in page.context["counts"]
    client.post(compare(survivor, loser), sent())

    assert client.get("/members/canonical-ltd/")["Location"] == "/members/canonical/"
    merge = Merge.objects.get()
    assert merge.by.email == "sam@example.org"
    assert "Undo the merge" in client.get(url(Merge, "change", merge.pk)).text
    act(client, "undo", merge)

    assert Organization.objects.get(pk=loser.pk).representatives.count() == 1
    assert client.get("/members/canonical-ltd/").status_code == 200
    act(client, "undo", merge)
    assert Organization.objects.count() == 2


def test_what_both_say_is_chosen(client):
    enter(client)
    one, two = make_organization("One", city="Bonn"), make_organization("Two", city="Bern")

    client.post(compare(one, two), sent(city="loser", is_public="on", on="2020-02-03"))

    assert Organization.objects.get().city == "Bern"
    assert OrganizationChange.objects.get().when == "3 February 2020"


def test_two_tiers_have_to_be_chosen_from_on_the_page(client):
    enter(client)
    one = make_membership("One", "Silver", date(2021, 1, 1)).organization
    two = make_membership("Two", "Gold", date(2022, 1, 1)).organization

    page = client.post(compare(one, two), sent(holds=""))
    assert page.status_code == 422
    assert "These memberships stay" in page.text
    client.post(compare(one, two), sent(holds="loser"))

    assert Merge.objects.count() == 1


def test_what_the_database_refuses_is_said_and_nothing_moves(client):
    enter(client)
    owner = make_organization("Owner")
    make_membership(make_organization("Sister", parent=owner), "Gold")
    one, two = make_organization("One", parent=owner), make_membership("Two").organization

    page = client.post(compare(one, two), sent())

    assert page.status_code == 422
    assert "One and Sister have the same owner" in page.text
    assert Organization.objects.filter(pk=two.pk).exists()


def test_a_pair_that_is_not_the_same_is_not_asked_about_again(client, pair):
    enter(client)

    page = client.post(compare(*pair), {"_dismiss": "1", "why": ""})
    assert page.status_code == 422
    client.post(compare(*pair), {"_dismiss": "1", "why": "Another country."})

    assert client.get(PAIRS).context["pairs"] == []
    assert Dismissal.objects.get().why == "Another country."


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"survivor": "canonical", "loser": "CANONICAL LTD."}, 302),
        ({"survivor": "canonical", "loser": "canonical"}, 422),
        ({"survivor": "nobody", "loser": "\0"}, 422),
        ({"survivor": "", "loser": "x" * 5000}, 422),
    ],
)
def test_any_two_can_be_named(client, pair, typed, status):
    assert enter(client).get(PAIRS, typed).status_code == status


@pytest.mark.parametrize(
    "fields",
    [
        {"name_kind": "x"},
        {"on": "2022-99-99"},
        {"holds": "\0", "name_kind": "\0"},
        {"_dismiss": "1", "why": "\0"},
        {"_dismiss": "1", "why": "x" * 5000},
    ],
)
def test_odd_input_is_refused(client, pair, fields):
    assert enter(client).post(compare(*pair), sent() | fields).status_code == 422
    assert Organization.objects.count() == 2


def test_who_may_not_change_organisations_merges_none(client, pair):
    looker = User.objects.create_user("look@example.org", is_staff=True)
    rights = ("view_organization", "change_organization", "view_merge", "add_merge")
    looker.user_permissions.set(Permission.objects.filter(codename__in=rights))
    merge = make_merge(make_organization("A"), make_organization("B"))
    client.force_login(looker)

    assert client.get(PAIRS).status_code == 403
    assert client.post(compare(*pair), sent()).status_code == 403
    act(client, "undo", merge)
    merge.refresh_from_db()
    assert merge.undone_at is None


def test_a_change_by_hand_says_who_wrote_it(client):
    enter(client)
    row = make_organization("Nokia")

    client.post(
        url(OrganizationChange, "add"),
        {"kind": "merged", "organization": row.pk, "other": "", "name": "Alcatel-Lucent",
         "on": "2016-01-01", "known": "2016-12-31", "text": "", "source": "", "is_public": "on"},
    )  # fmt: skip

    change = OrganizationChange.objects.get()
    assert (change.by.email, change.when) == ("sam@example.org", "2016")
    page = client.post(
        url(OrganizationChange, "add"),
        {"kind": "renamed", "organization": row.pk, "name": "", "on": "", "known": ""},
    )
    assert page.status_code == 422
    assert "write its name" in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_any_number(client, django_assert_num_queries, rows):
    enter(client)
    for number in range(rows):
        make_merge(make_organization(f"One {number}"), make_organization(f"Two {number}"))
    client.get(url(Merge, "changelist"))

    with django_assert_num_queries(7):
        client.get(url(Merge, "changelist"))

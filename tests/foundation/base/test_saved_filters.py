"""Filters that staff keep above their lists."""

import pytest
from django.contrib.auth.models import Permission

from foundation.base.models import SavedFilter
from members.accounts.models import User
from members.models import Organization
from tests.admin import enter, said, url
from tests.factories.members import make_membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
QUERY = "tier=gold&industry=Telecom"


@pytest.fixture
def staff(client):
    return enter(client)


def keep(client, **fields):
    data = {"name": "Telecoms", "query": QUERY} | fields
    return client.post(url(Organization, "filters"), data)


def shown(client):
    page = client.get(url(Organization, "changelist"))
    return [row.name for row in page.context["saved"]["rows"]]


def colleague(*codenames):
    person = User.objects.create_user("lee@example.org", is_staff=True, full_name="Lee")
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def test_a_filter_is_kept_and_stands_above_the_list(staff):
    make_membership()

    answer = keep(staff, query=f"?{QUERY}&p=3&q=&_facets=True")

    assert answer.headers["Location"].endswith(QUERY)
    assert SavedFilter.objects.get().query == QUERY
    page = staff.get(answer.headers["Location"])
    assert 'href="?tier=gold&amp;industry=Telecom" aria-current="true">Telecoms</a>' in page.text


def test_only_lists_that_are_filtered_can_be_saved(staff):
    assert "Save this filter" not in staff.get(url(Organization, "changelist")).text
    assert "Save this filter" in staff.get(url(Organization, "changelist"), {"q": "x"}).text


@pytest.mark.parametrize(("fields", "sentence"), [
    ({"query": "p=2"}, "Filter or search the list first, then save it."),
    ({"query": "password=x"}, "This list cannot be filtered so."),
    ({"query": "parent__representatives__email=x"}, "This list cannot be filtered so."),
    ({"query": "q=" + "x" * 1500}, "This filter is too long to be kept."),
    ({"name": ""}, "Give the filter a name."),
    ({"name": "x" * 61}, "Give the filter a shorter name: at most 60 letters."),
    ({"name": "a\0b"}, "Null characters are not allowed."),
])  # fmt: skip
def test_what_is_no_filter_of_this_list_is_refused(staff, fields, sentence):
    keep(staff, **fields)

    assert said(staff) == [sentence]
    assert not SavedFilter.objects.exists()


def test_a_name_is_used_once(staff):
    keep(staff)
    keep(staff, name="TELECOMS")

    assert "You have a filter of that name for this list already." in said(staff)
    assert SavedFilter.objects.count() == 1


def test_others_see_what_is_shared_and_cannot_delete_it(client, staff):
    keep(staff, name="Mine")
    keep(staff, name="Ours", is_shared="on")
    client.force_login(colleague("view_organization"))

    assert shown(client) == ["Ours"]
    ours = SavedFilter.objects.get(name="Ours")
    assert client.post(url(Organization, "filter_delete", ours.pk)).status_code == 404
    assert SavedFilter.objects.count() == 2


def test_ones_own_filter_can_be_deleted(staff):
    keep(staff)

    staff.post(url(Organization, "filter_delete", SavedFilter.objects.get().pk))

    assert shown(staff) == []


def test_who_may_not_see_the_list_keeps_nothing(client):
    client.force_login(colleague("view_mail"))

    assert keep(client).status_code == 403
    assert client.get(url(Organization, "filters")).status_code == 403

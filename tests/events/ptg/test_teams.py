"""The teams of a gathering."""

import pytest
from django.urls import reverse

from tests.factories.events import make_event, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathering():
    event = make_event(slug="ptg-october-2022")
    make_team(
        event=event,
        name="Kolla",
        track="kolla",
        lead="Michał Nasiadka",
        service="Containerised deployment",
        irc_channel="openstack-kolla",
    )
    make_team(event=event, name="Ironic", track="ironic", service="Bare Metal service")
    make_team(event=event, name="Interop", track="interop-wg", group="Working group")
    return event


def names(response):
    return [team.name for group in response.context["found"].groups for team in group.teams]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(client, django_assert_num_queries, rows):
    event = make_event()
    for _ in range(rows):
        make_team(event=event)

    with django_assert_num_queries(3):
        response = client.get(reverse("ptg:teams", args=[event.slug]))

    assert len(names(response)) == rows


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Ironic", "Kolla", "Interop"]),
        ("?q=kolla", ["Kolla"]),
        ("?q=michal", ["Kolla"]),
        ("?q=%23openstack-kolla", ["Kolla"]),
        ("?q=bare+metal", ["Ironic"]),
        ("?group=Working+group", ["Interop"]),
        ("?group=OpenStack&q=i", ["Ironic", "Kolla"]),
        ("?group=Nobody", ["Ironic", "Kolla", "Interop"]),
        ("?group=%00", ["Ironic", "Kolla", "Interop"]),
        ("?q=%00", ["Ironic", "Kolla", "Interop"]),
        ("?q=" + "x" * 5000, []),
        ("?q=%25", []),
        ("?q=a&q=interop&page=-1", ["Interop"]),
    ],
)
def test_teams_are_found_by_what_people_know(client, gathering, query, expected):
    response = client.get(f"/events/{gathering.slug}/teams/{query}")

    assert response.status_code == 200
    assert names(response) == expected


def test_what_finds_nothing_offers_a_way_out(client, gathering):
    page = client.get(f"/events/{gathering.slug}/teams/?q=zebra").content.decode()

    assert "No team matches" in page
    assert "All teams" in page


def test_lead_service_and_channel_are_told(client, gathering):
    page = client.get(f"/events/{gathering.slug}/teams/").content.decode()

    for text in ("Michał Nasiadka", "Containerised deployment", "#openstack-kolla"):
        assert text in page


@pytest.mark.parametrize("slug", ["nothing", "no-teams"])
def test_without_teams_there_is_no_page(client, slug):
    make_event(slug="no-teams")

    assert client.get(f"/events/{slug}/teams/").status_code == 404


def test_a_typed_text_is_kept_and_harmless(client, gathering):
    page = client.get(f'/events/{gathering.slug}/teams/?q="><b>').content.decode()

    assert "<b>" not in page
    assert "&quot;&gt;&lt;b&gt;" in page

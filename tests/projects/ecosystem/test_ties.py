"""The public list of who does what for which project."""

from datetime import date

import pytest

from tests.factories.ecosystem import make_tie
from tests.factories.members import make_organization
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

TIES = "/projects/ecosystem/"


def who(client, query=""):
    response = client.get(f"{TIES}{query}")
    return [
        (tie.organization.name, kind)
        for _heading, kind, ties in response.context["groups"]
        for tie in ties
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_two_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_tie()

    with django_assert_num_queries(2):
        page = client.get(TIES)

    assert page.text.count('class="ties__tie"') == rows


def test_ties_stand_by_kind_and_name_with_where_they_are_known_from(client):
    project = make_project(name="Zuul")
    make_tie(project, make_organization("Zeta"), kind="train", source="zeta.example")
    make_tie(project, make_organization("Beta"), kind="train", verified_on=date(2022, 10, 2))
    make_tie(project, make_organization("Acme"), kind="hire", start=date(2021, 9, 7))
    make_tie(project, make_organization("Over"), end=date(2022, 10, 1))
    make_tie(project, make_organization("Early"), start=date(2022, 11, 1))

    page = client.get(TIES).text

    assert who(client) == [("Beta", "train"), ("Zeta", "train"), ("Acme", "hire")]
    for words in (
        "Who trains",
        "Who hires",
        "zeta.example",
        "Since 7 September 2021",
        "not looked up",
    ):
        assert words in page
    assert "looked up on" in page
    assert "Over" not in page
    assert "Early" not in page


def test_filters_count_what_each_would_leave(client):
    zuul, kata = make_project(name="Zuul", slug="zuul"), make_project(name="Kata", slug="kata")
    acme = make_organization("Acme")
    for project, kind in ((zuul, "train"), (zuul, "host"), (kata, "train")):
        make_tie(project, acme, kind=kind)
    make_tie(kata, make_organization("Beta"), kind="host")

    page = client.get(f"{TIES}?kind=train").text

    assert who(client, "?kind=train&project=zuul") == [("Acme", "train")]
    assert who(client, "?q=bet") == [("Beta", "host")]
    assert "Zuul (1)" in page
    assert "Trains people in it (2)" in page
    assert "Hosts it as a service (2)" in page
    assert "Who hosts" not in page


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("?q=nobody", 200, "Nobody like that"),
        ("?kind=%00", 422, "There is nothing under"),
        ("?project=nothing", 422, "There is nothing under"),
        ("?page=99", 200, "Acme"),
        ("?q=%00acme", 422, "Acme"),
    ],
)
def test_odd_questions_are_answered(client, query, status, says):
    make_tie(organization=make_organization("Acme"))

    answer = client.get(f"{TIES}{query}")

    assert answer.status_code == status
    assert says in answer.text


def test_where_nobody_is_known_the_page_says_so(client):
    assert "Nobody is known yet" in client.get(TIES).text


def test_programs_read_all_of_them(client, django_assert_num_queries):
    make_tie(make_project(slug="zuul"), make_organization("Acme"), start=date(2021, 9, 7))

    with django_assert_num_queries(2):
        told = client.get("/projects/ecosystem.json").json()

    assert told["count"] == 1
    assert told["ties"] == [
        {
            "organization": "Acme",
            "project": "zuul",
            "kind": "ship",
            "since": "2021-09-07",
            "source": "a test",
            "looked_up_on": None,
        }
    ]

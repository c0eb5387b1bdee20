"""Pages to read: the Four Opens, the 3 Forces, about."""

import re
from datetime import date

import pytest

from foundation.pages import forces
from foundation.pages.models import Milestone
from foundation.pages.seed import base, pages
from tests.factories.events import make_event
from tests.factories.members import make_membership

pytestmark = pytest.mark.django_db


def test_four_opens_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/four-opens/").content.decode()

    for name in ("Open source", "Open design", "Open development", "Open community"):
        assert f">{name}</h2>" in html


def test_the_three_models_are_compared_in_a_real_table(client):
    html = client.get("/four-opens/").content.decode()

    table = html[html.index("<table") : html.index("</table>")]
    assert re.findall(r'<th scope="col">([^<]+)</th>', table) == [
        "Question", "Proprietary", "Single-vendor open source", "Open development",
    ]  # fmt: skip
    assert table.count('<th scope="row">') == 8
    assert table.count("<td") == 3 * 8


def test_three_forces_shows_every_programme_without_script(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        html = client.get("/three-forces/").content.decode()

    for force in forces.FORCES:
        assert f'href="#{force.slug}"' in html
        assert f'id="{force.slug}"' in html
        for programme in force.programmes:
            assert programme.name in html
    assert sum(len(force.programmes) for force in forces.FORCES) == 14


def test_each_arrow_starts_at_its_force_and_ends_before_the_next():
    names = [arrow.force for arrow in forces.arrows()]

    assert names == ["developers", "users", "ecosystem"]
    assert all(arrow.line.startswith("M") for arrow in forces.arrows())
    assert all(arrow.head.endswith("Z") for arrow in forces.arrows())


def test_about_names_the_parts_of_the_board_from_the_members(client, at):
    for number in range(9):
        make_membership(f"Platinum {number}", "Platinum")

    html = client.get("/about/").content.decode()

    assert html.count('<span class="seats__number">9</span>') == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_about_costs_five_queries(client, at, django_assert_num_queries, rows):
    base.seed()
    for number in range(rows):
        Milestone.objects.create(happened=f"201{number}", title=f"Stone {number}", source="Us")
        make_event()
        make_membership(f"Platinum {number}", "Platinum")

    with django_assert_num_queries(5):
        html = client.get("/about/").content.decode()

    assert html.count('class="route--past"') == rows


def test_the_line_of_history_says_when_and_from_where(client, at):
    pages.seed()

    html = client.get("/about/").content.decode()

    assert '<time datetime="2010-07">July 2010</time>' in html
    assert '<time datetime="2012">2012</time>' in html
    assert '<time datetime="2021-09-07">7 September 2021</time>' in html
    assert html.count("Source: ") == len(pages.MILESTONES)


def test_the_line_of_history_goes_on_with_what_comes(client, at):
    make_event(name="Summit to come", starts_on=date(2023, 6, 13), ends_on=date(2023, 6, 15))

    html = client.get("/about/").content.decode()

    assert "Summit to come" in html
    assert "in 8 months" in html


def test_about_has_the_places_that_the_footer_of_every_page_leads_to(client, at):
    html = client.get("/about/").content.decode()

    assert 'id="code-of-conduct"' in html
    assert 'id="privacy"' in html


def test_seeding_twice_changes_nothing(at):
    pages.seed()
    before = list(Milestone.objects.values_list("title", flat=True))
    pages.seed()

    assert list(Milestone.objects.values_list("title", flat=True)) == before

"""Figures are told on the pages of what they are about, with their day and source."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.base.models import Figure
from foundation.pages.models import FigureTie
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.events import make_event
from tests.factories.members import make_membership
from tests.factories.news import make_story
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def state(key="cores", day=date(2021, 12, 31), value=25_000_000, **fields):
    defaults = {"shown_as": "25 M", "label": f"{key} counted", "source": "A report"}
    return Figure.objects.create(key=key, stated_on=day, value=value, **defaults | fields)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_project_tells_its_figures_for_one_query_each_with_day_and_source(
    client, django_assert_num_queries, rows
):
    project = make_project()
    for number in range(rows):
        FigureTie.objects.create(key=f"k{number}", project=project)
        state(f"k{number}")
    state("other")
    FigureTie.objects.create(key="other", project=make_project())

    with django_assert_num_queries(10):
        page = client.get(project.get_absolute_url()).text

    assert page.count("stated for 31 December 2021. Source: A report") == rows
    assert page.count('<strong class="signs__big">25 M</strong>') == 1
    assert "other counted" not in page
    assert "chart" not in page, "one point is no chart"


def test_two_statements_make_a_chart_and_what_is_stated_later_is_not_known_yet(client):
    project = make_project()
    FigureTie.objects.create(key="cores", project=project)
    state()
    state(day=date(2022, 10, 1), value=40_000_000, shown_as="40 M")
    state(day=date(2023, 10, 1), value=45_000_000, shown_as="45 M")

    page = client.get(project.get_absolute_url()).text

    assert (
        '<strong class="signs__big">40 M</strong> <span>cores counted, 1 October 2022</span>'
        in page
    )
    assert "The same as a table" in page
    assert "45 M" not in page


def test_an_organisation_tells_its_figures_and_the_page_of_all_says_what_each_is_about(
    client, django_assert_num_queries
):
    organization = make_membership("Acme").organization
    event = make_event(name="Berlin")
    hidden = make_event(name="Hidden", is_public=False)
    for key, about in (
        ("a", {"organization": organization}),
        ("b", {"event": event}),
        ("b", {"event": hidden}),
    ):
        FigureTie.objects.create(key=key, **about)
    state("a")
    state("b")

    told = client.get(organization.get_absolute_url()).text
    assert "25 M a counted" in told
    assert "stated for 31 December 2021. Source: A report" in told
    with django_assert_num_queries(2):
        page = client.get("/figures/").text
    assert f'<a href="{organization.get_absolute_url()}">Acme</a>' in page
    assert f'<a href="{event.get_absolute_url()}">Berlin</a>' in page
    assert "Hidden" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_an_event_tells_its_figures_and_its_news(client, django_assert_num_queries, rows):
    event, other = make_event(), make_event()
    for number in range(rows):
        FigureTie.objects.create(key=f"k{number}", event=event)
        state(f"k{number}")
        state(f"k{number}", date(2023, 1, 1), shown_as="99 M")
        make_story(title=f"Story {number} of it", at_events=[event])
    make_story(title="Not yet told", at_events=[event], published_at=KEYNOTE_WEEK + timedelta(1))
    FigureTie.objects.create(key="k0", event=other)

    with django_assert_num_queries(8):
        page = client.get(event.get_absolute_url()).text

    assert page.count("stated for 31 December 2021. Source: A report") == rows
    assert page.count("of it</a>") == rows
    assert "99 M" not in page
    assert "Not yet told" not in page
    assert "25 M k0 counted" in client.get(other.get_absolute_url()).text


def test_what_is_stated_of_an_event_is_seen_at_once(client, settings):
    settings.PAGES_KEPT_SECONDS = 1
    event = make_event()
    assert "In figures" not in client.get(event.get_absolute_url()).text

    state("visitors")
    FigureTie.objects.create(key="visitors", event=event)
    assert "25 M visitors counted" in client.get(event.get_absolute_url()).text

    make_story(title="It begins", at_events=[event])
    assert "It begins" in client.get(event.get_absolute_url()).text


def test_a_tie_is_to_one_thing_and_is_said_once():
    project, event = make_project(), make_event()
    FigureTie.objects.create(key="a", project=project)

    for wrong in ({}, {"project": project, "event": event}, {"project": project}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FigureTie.objects.create(key="a", **wrong)


def test_staff_choose_among_the_figures_that_were_stated(client):
    state()
    project = make_project()
    admin.enter(client)
    address = admin.url(FigureTie, "add")
    assert "cores counted (cores)" in client.get(address).text

    assert client.post(address, {"key": "nothing", "project": project.pk}).status_code in {200, 422}
    assert client.post(address, {"key": "cores"}).status_code in {200, 422}
    assert client.post(address, {"key": "cores", "project": project.pk}).status_code == 302
    assert FigureTie.objects.get().about == project

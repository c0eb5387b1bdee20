"""What events tell on the pages of projects: talks about them, and where their teams meet."""

from datetime import date

import pytest
from django.urls import reverse

from events import telling
from events.models import Recording
from events.ptg import telling as gatherings
from events.ptg.models import Team
from foundation.pages.seed import talks
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.events import make_event, make_recording, make_team
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

PAST = {"starts_on": date(2022, 6, 7), "ends_on": date(2022, 6, 9)}
NEXT = {"starts_on": date(2022, 10, 17), "ends_on": date(2022, 10, 21), "zone": "UTC"}


def make_talk(project, **fields):
    talk = make_recording(event=fields.pop("event", None) or make_event(**PAST), **fields)
    talk.projects.add(project)
    return talk


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_project_tells_of_talks_and_teams_for_two_queries(
    client, django_assert_num_queries, rows
):
    project = make_project(name="Zuul")
    event, gathering = make_event(name="Berlin", **PAST), make_event(name="Gathering", **NEXT)
    for number in range(rows):
        make_talk(project, event=event, title=f"Talk {number}", speakers="Ada Abara", minutes=30)
        make_team(event=gathering, name=f"Gate {number}", project=project)

    with django_assert_num_queries(10):
        page = client.get(project.get_absolute_url()).text

    assert page.count("Ada Abara · Berlin, June 2022 · 30 minutes") == rows
    assert reverse("events:recordings", args=[event.slug]) in page
    assert "17–21 October 2022: Gate 0" in page
    assert 'href="https://video.example/' in page


def test_a_page_tells_nothing_of_events_without_talks_and_teams_of_its_own(client):
    project = make_project()
    make_talk(make_project())
    make_talk(project, event=make_event(is_public=False, **PAST))
    make_team(event=make_event(**NEXT))

    page = client.get(project.get_absolute_url()).text

    assert "Talks about it" not in page
    assert "Where its teams meet" not in page


def test_the_newest_talks_are_told_and_not_all():
    project = make_project()
    make_talk(
        project, title="Old", event=make_event(starts_on=date(2020, 1, 1), ends_on=date(2020, 1, 1))
    )
    for number in range(7):
        make_talk(project, title=f"New {number}")

    fact = telling.talks(project, KEYNOTE_WEEK)

    assert len(fact.lines) == telling.MOST
    assert "Old" not in {line.text for line in fact.lines}


def test_of_gatherings_the_coming_ones_are_told_else_the_last():
    project = make_project()
    last = make_event(name="Last", kind="ptg", zone="UTC", **PAST)
    make_team(event=last, project=project, name="Gate")
    older = make_event(name="Older", starts_on=date(2021, 6, 7), ends_on=date(2021, 6, 9))
    make_team(event=older, project=project)
    assert [line.text for line in gatherings.meetings(project, KEYNOTE_WEEK).lines] == ["Last"]

    coming = make_event(name="Next", **NEXT)
    for name in ("Barbican", "Cinder", "Glance", "Nova"):
        make_team(event=coming, project=project, name=name)
    (line,) = gatherings.meetings(project, KEYNOTE_WEEK).lines

    assert (line.text, line.more) == (
        "Next", "17–21 October 2022: 4 teams, among them Barbican, Cinder, Glance",
    )  # fmt: skip
    assert line.url == reverse("ptg:teams", args=[coming.slug], query={"group": "OpenStack"})


def test_a_gathering_that_was_cancelled_is_not_told():
    project = make_project()
    make_team(event=make_event(cancelled_at=KEYNOTE_WEEK, **NEXT), project=project)

    assert gatherings.meetings(project, KEYNOTE_WEEK).lines == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_recordings_name_their_projects(client, django_assert_num_queries, rows):
    event, project = make_event(**PAST), make_project(name="Zuul")
    for _ in range(rows):
        make_talk(project, event=event)

    with django_assert_num_queries(3):
        page = client.get(reverse("events:recordings", args=[event.slug])).text

    assert page.count(f'href="{project.get_absolute_url()}"') == rows


def test_the_seed_ties_what_the_data_says_once_and_leaves_what_staff_changed():
    stack = make_project(name="OpenStack", slug="openstack")
    make_project(slug="edge-computing-group")
    make_project(slug="computing-force-network")
    nova, other = make_team(name="Nova"), make_team(name="Magma", group="Adjacent project")
    named = make_recording(title="Burn-in with Ironic", event=make_event(**PAST))
    make_recording(title="Ghosting the Spectre", event=named.event)

    talks.seed()

    assert set(Team.objects.filter(project=stack)) == {nova}
    assert Team.objects.get(pk=other.pk).project is None
    assert list(Recording.objects.filter(projects=stack)) == [named]

    Team.objects.filter(pk=other.pk).update(project=stack)
    named.projects.clear()
    named.projects.add(make_project())
    talks.seed()
    assert Team.objects.filter(project=stack).count() == 2
    assert not Recording.objects.filter(projects=stack).exists()


def test_staff_find_teams_by_project(client):
    project = make_project(name="Zuul")
    make_team(name="Gate", project=project)
    make_team(name="Magma")
    admin.enter(client)

    page = client.get(admin.url(Team, "changelist"), {"project__id__exact": project.pk}).text

    assert "Gate" in page
    assert "Magma" not in page

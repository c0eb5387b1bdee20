"""What visitors and staff see of links that are dead."""

import json
import re

import pytest
from django.urls import reverse

from members.accounts.models import User
from projects.models import LinkKind
from projects.upkeep.models import LinkCheck
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.projects import make_project
from tests.factories.upkeep import make_dead, make_link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

TODAY = KEYNOTE_WEEK.date()


def test_a_dead_link_is_said_to_be_dead_and_leads_nowhere(client):
    project = make_project()
    make_dead("http://code.example/", project=project, kind=LinkKind.CODE, on=TODAY)
    make_link("http://docs.example/", project=project)

    page = client.get(project.get_absolute_url()).text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])

    assert 'href="http://code.example/"' not in page
    assert "Code: does not answer, since" in page
    assert 'href="http://docs.example/"' in page
    assert "codeRepository" not in data


def test_a_link_that_fails_now_and_then_is_still_a_link(client):
    row = make_link(failures=2, failed_on=TODAY, failing_since=TODAY)

    assert f'href="{row.url}"' in client.get(row.link.project.get_absolute_url()).text


def test_what_was_known_of_another_address_says_nothing_of_the_new_one(client):
    row = make_dead(on=TODAY)
    row.link.url = "http://new.example/"
    row.link.save()

    assert 'href="http://new.example/"' in client.get(row.link.project.get_absolute_url()).text


def test_staff_see_dead_links_on_the_desk_and_in_their_list(client):
    admin.enter(client)
    make_dead(on=TODAY)
    make_link("http://alive.example/")

    desk = client.get(reverse("admin:index")).text
    listed = client.get(admin.url(LinkCheck, "changelist"), {"answers": "dead"}).text

    assert "links of projects that are dead" in desk
    assert "http://docs.example/" in listed
    assert "http://alive.example/" not in listed


def test_staff_take_over_a_new_address_with_one_click(client):
    row = make_link(moved_to="http://new.example/")
    admin.enter(client)

    admin.act(client, "follow", row)

    row.link.refresh_from_db()
    assert row.link.url == "http://new.example/"


def test_who_only_reads_cannot_change_links(client):
    row = make_link(moved_to="http://new.example/")
    client.force_login(User.objects.create_user("reader@example.org", is_staff=True))

    assert admin.act(client, "follow", row).status_code == 403
    row.link.refresh_from_db()
    assert row.link.url == "http://docs.example/"

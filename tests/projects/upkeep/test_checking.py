"""Links of projects are asked once a day, and given up after days without an answer."""

from datetime import timedelta

import pytest

from foundation.base.errors import RuleError
from projects.models import ProjectLink
from projects.upkeep import checking, services, tasks
from projects.upkeep.models import DAYS_UNTIL_DEAD, LinkCheck, Visit
from tests.conftest import KEYNOTE_WEEK
from tests.factories.projects import make_project
from tests.factories.upkeep import make_dead, make_link, serving

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TODAY = KEYNOTE_WEEK.date()


def check(row, network, at=KEYNOTE_WEEK):
    return checking.check(row=row, at=at, network=network)


def test_a_link_dies_after_failing_on_days_in_a_row_and_lives_again_at_once():
    row = make_link()
    with serving({}) as (network, server, _gone_to):
        for number in range(DAYS_UNTIL_DEAD):
            assert LinkCheck.objects.get().dead_since is None
            # Several times on one day count once.
            for hours in (0, 1, 2):
                check(row, network, KEYNOTE_WEEK + number * DAY + timedelta(hours=hours))
        dead = LinkCheck.objects.get()
        server.says["/"] = (200, {}, b"")
        alive = check(row, network, KEYNOTE_WEEK + 9 * DAY)

    assert dead.failures == DAYS_UNTIL_DEAD
    assert (dead.failing_since, dead.dead_since) == (TODAY, TODAY + (DAYS_UNTIL_DEAD - 1) * DAY)
    assert (dead.status, dead.trouble) == (404, "the page is not there")
    assert (alive.failures, alive.dead_since, alive.trouble, alive.status) == (0, None, "", 200)


def test_a_site_that_knows_no_head_is_asked_for_the_page():
    says = {"/": {"GET": (200, {}, b"x" * 100)}}
    with serving(says) as (network, server, _gone_to):
        row = check(make_link(), network)

    assert row.failures == 0
    assert [command for command, _path, _headers in server.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [401, 403, 429, 451])
def test_a_site_that_does_not_let_us_in_is_no_dead_site(status):
    with serving({"/": (status, {}, b"")}) as (network, _server, _gone_to):
        assert check(make_link(), network).failures == 0


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_a_page_that_is_gone_and_a_broken_site_fail(status):
    with serving({"/": (status, {}, b"")}) as (network, _server, _gone_to):
        assert check(make_link(), network).failures == 1


def test_a_link_into_our_own_network_fails_and_nothing_is_sent_there():
    names = {"docs.example": "169.254.169.254"}
    with serving({"/": (200, {}, b"")}, names=names) as (network, server, gone_to):
        row = check(make_link(), network)

    assert row.trouble == "it leads into a private network"
    assert (server.asked, gone_to) == ([], [])


def test_links_of_one_site_are_asked_one_after_the_other_and_only_when_due():
    project = make_project()
    make_link("http://docs.example/a", project=project)
    make_link("http://docs.example/b", project=project)
    make_link("http://docs.example/c", project=project, due_at=KEYNOTE_WEEK + DAY)
    make_link("http://other.example/d", project=project)
    says = {f"/{name}": (200, {}, b"") for name in "abcd"}
    with serving(says) as (network, server, _gone_to):
        assert checking.visit("docs.example", at=KEYNOTE_WEEK, network=network) == 2
        assert checking.visit("docs.example", at=KEYNOTE_WEEK, network=network) == 0

    assert [path for _command, path, _headers in server.asked] == ["/a", "/b"]
    assert not Visit.objects.exists()


def test_a_site_that_somebody_asks_is_left_alone_until_they_must_be_dead():
    make_link()
    Visit.objects.create(host="docs.example", held_until=KEYNOTE_WEEK + DAY)

    with serving({"/": (200, {}, b"")}) as (network, server, _gone_to):
        assert checking.visit("docs.example", at=KEYNOTE_WEEK, network=network) == 0
        assert checking.due_hosts(KEYNOTE_WEEK) == []
        assert server.asked == []
        later = KEYNOTE_WEEK + 2 * DAY
        assert checking.due_hosts(later) == ["docs.example"]
        assert checking.visit("docs.example", at=later, network=network) == 1


def test_a_link_that_was_changed_while_it_was_asked_is_not_judged():
    row = make_link()
    ProjectLink.objects.filter(pk=row.link_id).update(url="http://new.example/")
    checking.take_up()

    with serving({}) as (network, _server, _gone_to):
        assert check(row, network) is None

    assert LinkCheck.objects.get(link=row.link).failures == 0


def test_new_links_are_taken_up_and_an_address_that_changed_begins_anew():
    row = make_dead(on=TODAY)
    ProjectLink.objects.filter(pk=row.link_id).update(url="http://new.example/")

    assert checking.take_up() == 2  # this one, and the site of its project
    assert checking.take_up() == 0
    assert LinkCheck.objects.get(link=row.link).dead_since is None


def test_the_job_queues_a_visit_for_each_site(settings, at, run_queue, monkeypatch):
    asked = []
    monkeypatch.setattr(checking, "visit", lambda host, at: asked.append(host) or 1)
    make_link()

    assert tasks.look_after_links() == 0
    settings.LINKS_ARE_CHECKED = True
    assert tasks.look_after_links() == 2
    run_queue()

    assert "docs.example" in asked


def test_staff_take_over_an_address_that_moved_for_good():
    row = make_link(moved_to="http://new.example/", checked_at=KEYNOTE_WEEK)

    link = services.follow(row=row, at=KEYNOTE_WEEK)

    assert link.url == "http://new.example/"
    assert not LinkCheck.objects.filter(link=link).exists()


@pytest.mark.parametrize("case", ["not_moved", "changed", "twice"])
def test_an_address_is_not_taken_over(case):
    row = make_link(moved_to="" if case == "not_moved" else "http://new.example/")
    if case == "changed":
        ProjectLink.objects.filter(pk=row.link_id).update(url="http://else.example/")
    if case == "twice":
        make_link("http://new.example/", project=row.link.project)

    with pytest.raises(RuleError) as refusal:
        services.follow(row=row, at=KEYNOTE_WEEK)

    assert refusal.value.code == case


def test_an_address_that_only_programs_could_open_is_not_taken_over():
    row = make_link(moved_to="javascript:alert(1)")

    with pytest.raises(Exception, match="valid URL"):
        services.follow(row=row, at=KEYNOTE_WEEK)

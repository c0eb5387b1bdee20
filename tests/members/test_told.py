"""What the other rooms tell on the page of an organisation, and what they keep to themselves."""

from datetime import UTC, date, datetime

import pytest

from members.facts import Line
from projects.contributions.models import Contribution, Contributor, Repository
from projects.deployments.models import Adopter
from tests.factories.awards import make_award
from tests.factories.deployments import make_answer, make_deployment, make_round
from tests.factories.ecosystem import make_offer, make_tie
from tests.factories.events import make_event, make_level
from tests.factories.funding import make_fund, make_pledge
from tests.factories.governance import make_body, make_term
from tests.factories.members import make_organization, make_representative
from tests.factories.news import make_story
from tests.factories.people import make_affiliation, make_member
from tests.factories.projects import make_platinum_member, make_project
from tests.factories.sponsorship import make_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
FUTURE = date(2022, 10, 11)


@pytest.fixture
def huawei():
    return make_platinum_member("Huawei")


def told(client, organization):
    """What its page tells: by heading the lines."""
    page = client.get(organization.get_absolute_url())
    return {fact.title: fact.lines for fact in page.context["facts"]}


def wrote(organization, project, people, month=date(2022, 9, 1), commits=5):
    """So many people of an organisation wrote a project in a month."""
    repository, _made = Repository.objects.get_or_create(
        project=project, address=f"https://git.example/{project.slug}", defaults={"source": "git"}
    )
    for _number in range(people):
        Contribution.objects.create(
            repository=repository, organization=organization, month=month, commits=commits,
            contributor=Contributor.objects.create(key=f"{Contributor.objects.count():032}"),
        )  # fmt: skip


def tells(huawei, number):
    """Every room knows one thing more of it."""
    project = make_project(name=f"Project {number}", slug=f"project-{number}")
    project.backers.add(huawei)
    make_tie(project, huawei, kind="host", source="Its site")
    make_term(make_body(project), f"Ada {number}", organization=huawei, role="Chair")
    fund = make_fund(project=project)
    make_pledge(fund, huawei)
    make_pledge(fund, huawei)
    make_offer(huawei, name=f"Cloud {number}", projects=[project])
    make_representative(huawei, role="board", name=f"Grace {number}", email=f"{number}@b.io")
    make_affiliation(make_member(f"Bob {number}", f"bob{number}@b.io"), huawei)
    make_story(organizations=[huawei], title=f"Story {number}", slug=f"story-{number}")
    berlin = make_event(starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    make_award(huawei, event=berlin)
    make_sponsorship(huawei, make_level(event=berlin))
    wrote(huawei, project, 3)
    return project


@pytest.mark.parametrize("rows", [1, 3])
def test_every_room_tells_and_the_page_costs_the_same(
    client, django_assert_num_queries, huawei, rows
):
    asked = make_round(2021, published_at=datetime(2022, 1, 20, tzinfo=UTC))
    for number in range(rows):
        Adopter.objects.create(round=asked, project=tells(huawei, number), organization=huawei)

    with django_assert_num_queries(4):
        page = client.get(huawei.get_absolute_url())

    found = {fact.title: fact.lines for fact in page.context["facts"]}
    assert {title: len(lines) for title, lines in found.items()} == {
        "On the board": rows, "Projects its people write": rows, "Projects it backs": rows,
        "Projects it runs": rows, "Funds it pays into": rows, "What it does for projects": rows,
        "What it offers": rows, "In bodies of projects": rows, "Awards": rows, "Events it sponsors": rows,
        "Individual members": 1, "News": rows,
    }  # fmt: skip
    said = "1 person who works here" if rows == 1 else "3 people who work here"
    assert found["Individual members"] == [Line(said)]
    urls = {line.url for lines in found.values() for line in lines if line.url}
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_each_line_says_what_it_is_and_where_it_is_known_from(client, huawei):
    tells(huawei, 0)

    found = told(client, huawei)

    assert found["What it does for projects"] == [
        Line("Project 0", "/projects/project-0/", "Hosts it as a service · Its site")
    ]
    assert found["In bodies of projects"][0].more == "Chair · Technical Committee · Project 0"
    assert found["Projects its people write"][0].more == (
        "3 people, 15 commits in twelve months · git"
    )
    assert found["Funds it pays into"][0].more == "Proposed"
    page = client.get(huawei.get_absolute_url()).text
    assert '<span class="source">Chair · Technical Committee' in page


def test_what_is_over_not_begun_not_confirmed_or_not_published_is_not_told(client, huawei):
    project = make_project()
    make_tie(project, huawei, end=date(2022, 10, 10))
    make_tie(project, huawei, kind="host", start=FUTURE)
    make_term(make_body(project), organization=huawei, until=date(2022, 10, 10))
    make_term(make_body(project, name="Board"), organization=huawei, since=FUTURE)
    make_pledge(make_fund(project=project), huawei, confirmed=False)
    wrote(huawei, project, 2)
    wrote(huawei, make_project(), 9, month=date(2022, 10, 1))
    wrote(huawei, make_project(), 9, month=date(2021, 9, 1))
    answer = make_answer(make_round(2022), organization=huawei, is_public=True)
    make_deployment(answer, project)
    coming = make_round(2020, published_at=datetime(2022, 11, 1, tzinfo=UTC))
    Adopter.objects.create(round=coming, project=project, organization=huawei)
    make_story(
        organizations=[huawei], title="Later", published_at=datetime(2022, 11, 1, tzinfo=UTC)
    )

    assert told(client, huawei) == {}


def test_only_the_newest_round_names_who_runs_a_project(client, huawei):
    for year, project in ((2020, make_project()), (2021, make_project(name="Zuul"))):
        asked = make_round(year, published_at=datetime(year + 1, 1, 20, tzinfo=UTC))
        Adopter.objects.create(round=asked, project=project, organization=huawei)

    assert [line.text for line in told(client, huawei)["Projects it runs"]] == ["Zuul"]


def test_one_organisation_is_not_told_what_another_does(client):
    other, own = make_platinum_member("Other"), make_organization("Own")
    make_project().backers.add(other)
    make_tie(make_project(), other)

    assert told(client, own) == {}


def test_what_is_told_is_text_and_no_markup(client, huawei):
    make_tie(make_project(name="<b>Bold</b>"), huawei, source="<script>")

    page = client.get(huawei.get_absolute_url()).text

    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "· &lt;script&gt;" in page

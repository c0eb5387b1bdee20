"""The page, the JSON and the badge of the 3 Forces, and the pictures on other pages."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.urls import reverse

from projects.forces import formula, pictures
from projects.forces.models import Score
from tests.admin import enter, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.deployments import make_round
from tests.factories.ecosystem import make_tie
from tests.factories.members import make_organization
from tests.factories.projects import make_project
from tests.factories.scores import make_score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def address(name, project):
    return reverse(f"forces:{name}", args=[project.slug])


def months(project, number):
    """So many months of scores, the last of them September."""
    Score.objects.bulk_create(
        Score(
            project=project, month=date(2017 + (9 + n) // 12, (9 + n) % 12 + 1, 1), users=n,
            developers=n, formula=formula.VERSION, reckoned_at=KEYNOTE_WEEK,
        )
        for n in range(60 - number, 60)
    )  # fmt: skip


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_for_any_history_and_company(
    client, django_assert_num_queries, rows
):
    project = make_project()
    months(project, rows)
    for number in range(rows):
        make_tie(project, make_organization(f"Tied {number}"))
        make_score()

    with django_assert_num_queries(4):
        page = client.get(address("forces", project))

    assert page.status_code == 200


def test_the_page_says_how_it_stands_how_that_is_reckoned_and_from_what(client):
    project = make_project(name="Zuul")
    make_score(project, date(2021, 9, 1), users=50, developers=60)
    make_score(project, developers=58)
    make_score(make_project(name="Larger"), users=90)
    make_tie(project, make_organization("Acme"), source="acme.example")

    page = client.get(address("forces", project)).text

    assert "The three forces are in balance." in page
    assert "Users 60, ecosystem 55, developers 58." in page
    assert ">up 10<" in page
    assert ">down 2<" in page
    assert ">2nd of 2<" in page
    assert ">120<" in page, "an input"
    assert "1,000 contributors, about as many as write the largest projects" in page
    assert "acme.example" in page
    assert "From the survey of 2022" in page
    assert "Larger" in page
    assert "chart__line--developers" in page, "its own colour, whatever else is known"


def test_what_is_not_known_is_said_and_is_no_0(client):
    project = make_project()
    make_score(project, users=None, inputs={})

    page = client.get(address("forces", project)).text

    assert "Its users are not known yet." in page
    assert "Users not known, ecosystem 55" in page
    assert client.get(address("json", project)).json()["forces"]["users"]["score"] is None
    assert "users ?" in client.get(address("badge", project)).text


def test_a_project_of_which_nothing_was_counted_has_a_page_and_a_badge(client):
    project = make_project()

    assert "Nothing has been counted yet" in client.get(address("forces", project)).text
    data = client.get(address("json", project)).json()
    assert (data["month"], data["history"]) == (None, [])
    assert "users ?" in client.get(address("badge", project)).text
    assert "Its 3 Forces" not in client.get(project.get_absolute_url()).text


@pytest.mark.parametrize("known", [True, False])
def test_every_measure_stands_there_with_its_weight_and_what_is_worth_100(client, known):
    project = make_project()
    if known:
        make_score(project, users=None, formula="2021-9")

    page = client.get(address("forces", project)).text

    assert f"formula {formula.VERSION}" in page
    assert ("reckoned by formula 2021-9" in page) == known
    for measure in formula.MEASURES:
        row = page.partition(f'scope="row">{measure.label}</th>')[2].partition("</tr>")[0]
        assert f">{measure.weight} %<" in row
        assert f">{measure.full:,}<" in row
        assert measure.why in page


def test_programs_read_the_scores_and_their_history(client):
    project = make_project()
    make_score(project, date(2021, 9, 1), users=50)
    make_score(project)

    answer = client.get(address("json", project))
    data = answer.json()

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert data["month"] == "2022-09"
    assert data["forces"]["users"] == {
        "score": 60, "year_before": 50,
        "inputs": {"organizations": 40, "cores": 2000, "survey": 2022},
    }  # fmt: skip
    assert [row["month"] for row in data["history"]] == ["2021-09", "2022-09"]


@pytest.mark.parametrize("name", ["forces", "json", "badge"])
def test_who_has_it_already_gets_an_empty_answer_until_it_changes(client, name):
    score = make_score()
    where = address(name, score.project)
    tag = client.get(where)["ETag"]
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 304

    Score.objects.update(users=61)
    assert client.get(where, headers={"If-None-Match": tag}).status_code == 200
    assert client.get(where.replace(score.project.slug, "nothing")).status_code == 404


@pytest.mark.parametrize(
    "name", ["Zuul", "Kata Containers", "<script>alert(1)</script>", "ÅÄÖ & Söhne", "雲" * 30, "i" * 80]
)  # fmt: skip
def test_a_badge_is_a_picture_that_does_nothing_and_is_wide_enough(client, name):
    project = make_project(name=name)
    make_score(project, users=100)

    answer = client.get(address("badge", project))
    root = ET.fromstring(answer.content)
    spans = [
        (float(each.get("x")), float(each.get("textLength"))) for each in root if "text" in each.tag
    ]
    words = [each.text for each in root if each.tag.endswith("text")]

    assert answer["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "max-age=3600" in answer["Cache-Control"]
    assert words[1:] == ["users 100", "ecosystem 55", "developers 58"]
    assert name.startswith(words[0].rstrip("…"))
    assert "script" not in {each.tag.partition("}")[2] for each in root.iter()}
    ends = [x + wide for x, wide in spans]
    assert ends[-1] + pictures.PADDING <= float(root.get("width"))
    assert all(end < begin for end, (begin, _wide) in zip(ends, spans[1:], strict=False))
    assert all(wide >= 5 * len(word) for word, (_x, wide) in zip(words[1:], spans[1:], strict=True))


def test_a_badge_can_be_copied_into_other_pages(client):
    project = make_project(name='A" onload="x [b](c)')
    make_score(project)

    page = client.get(address("forces", project)).text

    assert "&lt;img src=&quot;http" in page
    assert "A&amp;quot;" in page, "escaped in the code, and the code in the page"
    assert "[![The 3 Forces of A&quot; onload=&quot;x bc](" in page


def test_the_ring_is_drawn_with_words(client):
    drawn = pictures.picture("A <b>", {"users": 40, "ecosystem": 0, "developers": None}, "May 2022")

    assert "The 3 Forces of A &lt;b&gt;, May 2022" in drawn
    assert "Users 40, ecosystem 0, developers not known" in drawn
    assert drawn.count("ring__track--unknown") == 1
    assert re.findall(r'stroke-dasharray="(\d+) ', drawn) == ["40"], "0 is an empty track"


def test_the_project_page_shows_the_ring_for_no_query_more(client, django_assert_num_queries):
    project = make_project()
    with django_assert_num_queries(10):
        client.get(project.get_absolute_url())
    make_score(project)

    with django_assert_num_queries(10):
        page = client.get(project.get_absolute_url()).text

    assert "Users 60, ecosystem 55, developers 58" in page
    assert address("forces", project) in page


def test_the_catalogue_shows_tiny_rings_for_no_query_more(client, django_assert_num_queries):
    make_score(make_project(), month=date(2022, 8, 1), users=10)
    make_score(Score.objects.get().project)
    make_project()

    with django_assert_num_queries(3):
        page = client.get(reverse("projects:catalogue")).text

    assert page.count("ring--tiny") == 1
    assert "3 Forces of 100: Users 60" in page


def test_a_month_that_is_not_over_is_not_shown(client):
    score = make_score(month=date(2022, 10, 1))

    assert "Nothing has been counted yet" in client.get(address("forces", score.project)).text


def test_five_hundred_projects_with_five_years_cost_ten_statements_at_most(
    client, django_assert_max_num_queries
):
    from tests.benchmarks.projects import MONTHS, fill

    fill()
    with django_assert_max_num_queries(10):
        page = client.get(reverse("projects:catalogue"))
    assert page.text.count("ring--tiny") == 60
    assert "<strong>500</strong>" in page.text
    last = client.get(reverse("projects:catalogue") + "?page=9")
    assert last.text.count("ring--tiny") == 20
    with django_assert_max_num_queries(10):
        page = client.get("/projects/project-77/").text
    for told in ("Story ", "Employer 1 (4 people)", "At least 20 organisations", "wiki.example"):
        assert told in page, told
    with django_assert_max_num_queries(10):
        assert "Employer 9" in client.get("/projects/project-77/forces/").text, "a tie"
    with django_assert_max_num_queries(10):
        data = client.get("/projects/project-77/forces.json").json()
    assert [row["month"] for row in data["history"]][:: MONTHS - 1] == ["2017-10", "2022-09"]
    assert len(data["history"]) == MONTHS == 60


def test_staff_see_the_scores(client):
    make_score()
    enter(client)

    assert "September 2022" in client.get(url(Score, "changelist")).text


def test_ties_that_nobody_has_looked_up_are_told_so(client):
    project = make_project()
    make_score(project)
    ties = [make_tie(project, make_organization(f"Tied {number}")) for number in range(2)]
    assert (
        "None of the ties below has been looked up" in client.get(address("forces", project)).text
    )

    type(ties[0]).objects.filter(pk=ties[0].pk).update(verified_on=date(2022, 10, 3))
    page = client.get(address("forces", project)).text
    assert "1 of the ties below has not been looked up" in page
    assert page.count("not looked up</span>") == 1
    assert "looked up on" in page


def test_the_map_of_the_site_knows_the_pages_of_forces_that_say_something(client):
    scored, bare = make_project(), make_project()
    make_score(scored)

    page = client.get("/sitemap.xml").text

    assert address("forces", scored) in page
    assert address("forces", bare) not in page


def test_the_page_repeats_what_was_said_of_the_survey_its_users_are_from(client):
    make_round(2022, note="All answers are invented.")
    make_round(2021, note="Of another year.")
    page = client.get(address("forces", make_score().project)).text

    assert "All answers are invented." in page
    assert "Of another year." not in page

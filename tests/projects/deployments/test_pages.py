"""The survey as whoever answers sees it: step by step, with what is wrong said and nothing lost."""

import pytest
from django.urls import reverse

from projects.deployments.models import Answer, Kind, Region, Stage
from tests.factories.bots import make_stamp
from tests.factories.deployments import (
    make_answer,
    make_bracket,
    make_deployment,
    make_industry,
    make_round,
)
from tests.factories.members import make_organization, make_representative
from tests.factories.projects import make_project
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BEGIN = reverse("deployments:begin")


def beginning(**fields):
    facts = {"organization": "Acme", "name": "Ada", "email": "ada@acme.example", "website": ""}
    return {"stamp": make_stamp()} | facts | fields


def lines(*rows, initial=0):
    """What a browser sends for the deployments of a project."""
    sent = {"on-TOTAL_FORMS": len(rows), "on-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        sent |= {f"on-{number}-{name}": value for name, value in row.items()}
    return sent


def line(**fields):
    told = {"kind": Kind.PRIVATE, "region": Region.EUROPE, "stage": Stage.PRODUCTION}
    return told | {"bracket": "1000", "version": "Zed"} | fields


def page_of(answer, name, *more):
    return reverse(f"deployments:{name}", args=[answer.reference, answer.secret, *more])


def test_an_answer_from_the_first_page_to_thanks(client):
    make_round()
    make_bracket()
    industry, project = make_industry(), make_project(name="Zuul")

    assert "What do you run in 2022?" in client.get(BEGIN).text
    page = client.post(BEGIN, beginning(), follow=True)
    assert "Your organisation" in page.text
    answer = Answer.objects.get()
    step = page.redirect_chain[-1][0]
    sent = {"organization": "Acme", "industry": industry.pk, "name": "Ada"}
    step = client.post(step, sent).url
    assert "Zuul" in client.get(step).text
    assert f'href="{page_of(answer, "organization")}">Back</a>' in client.get(step).text
    step = client.post(step, {"projects": [project.pk]}).url
    assert "How you run Zuul" in client.get(step).text
    step = client.post(step, lines(line())).url
    assert step == page_of(answer, "sharing")
    step = client.post(step, {"sharing": "public"}).url
    page = client.get(step)
    for told in ("Private, on premises, Europe: in production, 1,000 to 9,999 cores", "Zed"):
        assert told in page.text
    page = client.post(step, follow=True)

    assert "Thank you. We have your answer" in page.text
    assert page["Cache-Control"] == "no-store, private"
    answer.refresh_from_db()
    assert answer.is_sent
    assert answer.is_public
    assert answer.organization is None


def test_a_second_deployment_is_added_and_the_first_left_out(client):
    answer = make_answer(make_round(), sent_at=None)
    deployment = make_deployment(answer)
    address = page_of(answer, "project", deployment.project.slug)

    more = client.post(address, lines(line(), initial=1) | {"do": "more"}).url
    assert "One more" in client.get(more).text
    client.post(
        more, lines(line() | {"DELETE": "on"}, line(kind=Kind.EDGE, stage="testing"), initial=1)
    )

    assert answer.deployments.get().kind == Kind.EDGE


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"bracket": ""}, "Say how many cores are in production"),
        ({"kind": "spaceship"}, "Select a valid choice"),
        ({"region": ""}, "Choose one."),
        ({"bracket": "7"}, "Select a valid choice"),
        ({"version": "v" * 41}, "Use at most 40 characters"),
    ],
)
def test_a_wrong_line_is_said_and_what_was_typed_stays(client, wrong, said):
    answer = make_answer(make_round(), sent_at=None)
    project = make_project()
    answer.projects.add(project)
    make_bracket()

    page = client.post(
        page_of(answer, "project", project.slug), lines(line(version="Kept") | wrong)
    )

    assert page.status_code == 422
    assert said in page.text
    assert "<title>Error: " in page.text
    assert 'value="private" selected' in page.text or wrong.get("kind")
    assert not answer.deployments.exists()


def test_a_page_sent_empty_says_what_to_do(client):
    answer = make_answer(make_round(), sent_at=None)
    project = make_project()
    answer.projects.add(project)

    empty = dict.fromkeys(("kind", "region", "stage", "bracket", "version"), "")
    page = client.post(page_of(answer, "project", project.slug), lines(empty))

    assert page.status_code == 422
    assert "Tell one way you run it." in page.text


def test_two_lines_that_are_alike_are_refused_in_words(client):
    answer = make_answer(make_round(), sent_at=None)
    project = make_project()
    answer.projects.add(project)
    make_bracket()

    page = client.post(page_of(answer, "project", project.slug), lines(line(), line()))

    assert page.status_code == 422
    assert "Two of them are of the same type in the same region" in page.text


@pytest.mark.parametrize(
    "sent",
    [
        {"on-TOTAL_FORMS": "many", "on-INITIAL_FORMS": "0"},
        {},
        {"on-TOTAL_FORMS": "100000", "on-INITIAL_FORMS": "0"},
    ],
)
def test_a_form_that_was_tampered_with_is_no_error_of_ours(client, sent):
    answer = make_answer(make_round(), sent_at=None)
    project = make_project()
    answer.projects.add(project)

    assert client.post(page_of(answer, "project", project.slug), sent).status_code == 422


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("organization", {"organization": "", "industry": "x", "name": "\0"}),
        ("projects", {"projects": ["9999999999999999999999", "x"]}),
        ("projects", {}),
        ("sharing", {"sharing": "perhaps"}),
    ],
)
def test_a_wrong_step_is_said(client, step, sent):
    answer = make_answer(make_round(), sent_at=None, standing="waiting")

    page = client.post(page_of(answer, step), sent)

    assert page.status_code == 422
    assert "error-summary" in page.text or "There is a problem" in page.text


def test_what_is_missing_is_said_before_it_is_sent(client):
    answer = make_answer(make_round(), sent_at=None, is_public=None)

    page = client.post(page_of(answer, "check"))

    assert page.status_code == 422
    assert "Something is missing under “Projects”." in page.text
    assert page_of(answer, "sharing") in page.text


def test_a_bot_is_told_apart_and_loses_nothing(client):
    make_round()

    page = client.post(BEGIN, beginning(stamp=make_stamp(seconds_ago=-60), organization="Kept"))

    assert page.status_code == 422
    assert "Kept" in page.text
    assert not Answer.objects.exists()


def test_without_an_open_round_the_first_page_says_when(client):
    make_round(2024)

    page = client.post(BEGIN, beginning())

    assert "No survey is open now" in page.text
    assert "The survey of 2024 opens on" in page.text
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["answer", "organization", "projects", "details", "sharing", "check"],
)
def test_a_wrong_secret_opens_nothing(client, name):
    answer = make_answer(make_round())

    address = reverse(f"deployments:{name}", args=[answer.reference, "guessed"])

    assert client.get(address).status_code == 404


def test_what_comes_too_late_leads_to_the_answer(client):
    answer = make_answer(make_round(2021))

    for name in ("organization", "projects", "details", "sharing", "check"):
        page = client.get(page_of(answer, name), follow=True)
        assert "The survey closed on" in page.text
    page = client.post(page_of(answer, "check"), follow=True)
    assert page.redirect_chain == [] or "closed" in page.text


def test_who_represents_a_member_answers_for_it_and_nobody_else(client):
    make_round()
    acme, other = make_organization("Acme"), make_organization("Other")
    make_representative(acme, email="ada@acme.example")
    client.force_login(make_person("ada@acme.example"))

    page = client.get(BEGIN)
    assert "Acme" in page.text
    assert "Other" not in page.text
    client.post(reverse("deployments:represent"), {"organization": acme.pk})
    for wrong in (other.pk, "x", "", "9" * 30):
        sent = {"organization": wrong}
        assert client.post(reverse("deployments:represent"), sent).status_code == 404

    assert Answer.objects.get().organization == acme
    assert "begun" in client.get(BEGIN).text


def test_an_address_that_is_not_proven_represents_nobody(client):
    make_round()
    acme = make_organization("Acme")
    make_representative(acme, email="ada@acme.example")
    client.force_login(make_person("ada@acme.example", is_verified=False))

    sent = {"organization": acme.pk}

    assert client.post(reverse("deployments:represent"), sent).status_code == 404


def test_last_years_link_leads_into_this_year(client):
    old = make_answer(make_round(2021), standing="accepted")
    make_deployment(old)
    make_round(2022)

    assert "Answer for 2022" in client.get(old.get_absolute_url()).text
    page = client.post(page_of(old, "again"), follow=True)

    new = Answer.objects.get(before=old)
    assert page.redirect_chain[-1][0] == page_of(new, "organization")
    assert old.organization_name in page.text


def test_an_answer_is_withdrawn(client):
    answer = make_answer(make_round())

    page = client.post(page_of(answer, "withdraw"))

    assert "Your answer is erased" in page.text
    assert client.post(page_of(answer, "withdraw")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_before_sending_costs_the_same(client, django_assert_num_queries, rows):
    answer = make_answer(make_round(), sent_at=None)
    for _ in range(rows):
        make_deployment(answer)

    with django_assert_num_queries(6):
        page = client.get(page_of(answer, "check"))

    assert page.text.count("Private, on premises") == rows

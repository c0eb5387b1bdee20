"""Who runs a project: rules of terms, and the pages that tell."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from foundation.base.personal import Whose, all_holdings
from foundation.base.personal.erasing import erase
from members.accounts.models import User
from projects.governance.models import Body, Document, DocumentFile, Seat
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.governance import PDF, make_body, make_paper, make_term
from tests.factories.members import make_organization
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.mark.parametrize("name", ["Zoë Aden", "zoe aden"])
def test_nobody_sits_twice_in_a_body_at_once_however_the_name_is_written(name):
    body = make_body()
    make_term(body, "Zoë Aden", since=date(2022, 1, 1), until=date(2022, 7, 1))

    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        make_term(body, name, since=date(2022, 6, 30))
    make_term(body, name, since=date(2022, 7, 1))
    make_term(make_body(body.project, name="Steering Committee"), name)


def test_an_account_sits_once_in_a_body_under_any_name():
    body, person = make_body(), User.objects.create_user("ada@example.org")
    make_term(body, "Ada", account=person)

    with pytest.raises(IntegrityError, match="one_account"), transaction.atomic():
        make_term(body, "Countess Lovelace", account=person)


@pytest.mark.parametrize("fields", [{"source": ""}, {"until": date(2022, 1, 1)}])
def test_a_term_has_a_source_and_lasts_a_day(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_term(**fields)


def test_the_page_of_a_project_says_who_runs_it_today(client):
    body = make_body(purpose="Decides on releases.")
    make_term(body, "Grace Example", role="Chair", organization=make_organization("Navy"))
    make_term(body, "Ada Example", since=None)
    make_term(body, "Old Example", since=None, until=date(2022, 10, 10))
    make_term(body, "New Example", since=date(2022, 10, 11))

    page = client.get(body.project.get_absolute_url()).text

    assert page.index("Grace Example") < page.index("Ada Example")
    assert "Chair" in page
    assert "Navy" in page
    assert "Old Example" not in page
    assert "New Example" not in page


def test_bodies_can_be_asked_as_of_any_day(client):
    body = make_body()
    make_term(body, "Old Example", since=date(2020, 1, 1), until=date(2021, 1, 1))
    url = f"/projects/{body.project.slug}/governance/"

    assert "<strong>Old Example</strong>" in client.get(url, {"as_of": "2020-12-31"}).text
    assert "<strong>Old Example</strong>" not in client.get(url, {"as_of": "2021-01-01"}).text
    assert "31 December 2020" in client.get(url).text


@pytest.mark.parametrize("day", ["yesterday", "2022-13-01", "\0", "9" * 400])
def test_a_day_that_is_none_is_refused_in_words(client, day):
    answer = client.get(f"/projects/{make_body().project.slug}/governance/", {"as_of": day})

    assert answer.status_code == 422
    assert "Write the day as 2022-10-17." in answer.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_four_queries(client, django_assert_num_queries, rows):
    project = make_project()
    for number in range(rows):
        body = make_body(project, name=f"Body {number}")
        make_term(body)
        make_term(body)
        make_paper(project, title=f"Paper {number}")

    with django_assert_num_queries(4):
        page = client.get(f"/projects/{project.slug}/governance/").text

    assert page.count('<h2 id="body-') == rows


def test_a_project_without_bodies_says_so(client):
    assert "Nothing is recorded" in client.get(f"/projects/{make_project().slug}/governance/").text


def test_a_paper_is_kept_as_a_file_and_never_shown_as_a_page(client):
    paper = make_paper()

    answer = client.get(paper.get_absolute_url())

    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="charter.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_paper_is_found_at_its_own_project_only(client):
    paper = make_paper()
    other = make_project()

    assert client.get(f"/projects/{other.slug}/documents/{paper.pk}/").status_code == 404
    assert client.get(f"/projects/{paper.project.slug}/documents/{'9' * 30}/").status_code == 404


def send(client, **fields):
    data = {"project": make_project().pk, "title": "Charter", "dated_on": "2022-06-01", "url": ""}
    return client.post(admin.url(Document, "add"), data | fields)


def test_staff_add_a_paper_by_address_or_by_file(client):
    admin.enter(client)

    send(client, url="https://example.org/charter")
    send(client, title="Minutes", upload=SimpleUploadedFile("../x.exe", PDF))

    by_file = Document.objects.get(title="Minutes")
    assert (by_file.file_name, bytes(by_file.file.content)) == ("x.pdf", PDF)
    assert Document.objects.get(title="Charter").get_absolute_url() == "https://example.org/charter"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"url": "https://example.org/", "upload": SimpleUploadedFile("a.pdf", PDF)},
        {"upload": SimpleUploadedFile("a.pdf", b"<html>")},
        {"url": "javascript:alert(1)"},
    ],
)
def test_a_paper_that_is_neither_or_both_or_something_else_is_refused(client, fields):
    admin.enter(client)

    assert send(client, **fields).status_code == 422
    assert not Document.objects.exists()


def test_an_address_takes_the_place_of_a_file(client):
    admin.enter(client)
    paper = make_paper()
    data = {"project": paper.project_id, "title": "Charter", "dated_on": "2022-06-01"}

    client.post(admin.url(Document, "change", paper.pk), data | {"url": "https://example.org/"})

    paper.refresh_from_db()
    assert (paper.file_name, paper.url) == ("", "https://example.org/")
    assert not DocumentFile.objects.exists()


def test_staff_who_add_a_second_term_at_once_are_told_why(client):
    admin.enter(client)
    body = make_body()
    make_term(body, "Ada")
    data = {
        "body": body.pk,
        "name": "ADA",
        "span_0": "2022-05-01",
        "span_1": "",
        "source": "Minutes",
    }

    answer = client.post(admin.url(Seat, "add"), data)

    assert answer.status_code == 422
    assert "This person sits in this body for part of this time." in answer.text


def test_the_list_of_bodies_costs_the_same(client, django_assert_max_num_queries):
    admin.enter(client)
    for number in range(3):
        make_term(make_body(name=f"Body {number}"))

    with django_assert_max_num_queries(8):
        assert client.get(admin.url(Body, "changelist")).status_code == 200


def test_a_person_can_be_taken_out_of_the_record():
    body, person = make_body(), User.objects.create_user("ada@example.org")
    make_term(body, "Ada", account=person, until=date(2022, 3, 1))
    make_term(body, "Ada", account=person, since=date(2022, 3, 1))
    (holding,) = (each for each in all_holdings() if each.model is Seat)

    erase(holding, Whose(person.pk, ()), KEYNOTE_WEEK)

    assert {row.name for row in Seat.objects.all()} == {
        f"Erased person {row.pk}" for row in Seat.objects.all()
    }
    assert not Seat.objects.exclude(account=None).exists()

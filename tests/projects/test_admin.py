from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects.hosting import services
from projects.hosting.models import (
    BoardDecision,
    Comment,
    Criterion,
    HostingRules,
    Pilot,
    Review,
    Service,
)
from projects.models import Project
from tests.factories.hosting import at_public, make_comment, make_ruling
from tests.factories.profiles import make_png
from tests.factories.projects import NOW, make_enquiry, make_focus, make_project, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

MODELS = [model for model in site._registry if model._meta.app_label in {"projects", "hosting"}]
KEPT = {BoardDecision, Comment, HostingRules, Pilot, Review}


@pytest.fixture
def rows():
    """A row of each model."""
    project = make_project(focus=["Edge computing"])
    make_release(project)
    review = at_public(at=NOW)
    return {
        "review": review,
        "pilot": review.project,
        "comment": make_comment(review, project=project, at=NOW),
        "boarddecision": services.extend(
            project=review.project,
            until=date(2024, 1, 1),
            ruling=make_ruling(decided_on=date(2022, 10, 10)),
            by=None,
            at=NOW,
        ),
        "hostingrules": HostingRules.objects.create(pk=1),
        "project": project,
        "focus": make_focus("Edge computing"),
        "enquiry": make_enquiry(),
        "criterion": Criterion.objects.get(name="Governance"),
        "service": Service.objects.create(group="Building", name="Git", text="It keeps code."),
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("query", ["", "?q=a", "?q=%00", "?o=1.2.3", "?nonsense=1", "?p=99"])
def test_every_list_opens(admin_client, rows, model, query):
    response = admin_client.get(_url(model, "changelist") + query, follow=True)

    assert response.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("kind", ["change", "history", "delete"])
def test_every_page_of_a_record_opens(admin_client, rows, model, kind):
    row = rows[model._meta.model_name]

    # What nobody deletes has no page that asks.
    expected = 403 if kind == "delete" and model in KEPT else 200
    response = admin_client.get(_url(model, kind, row.pk), follow=True)
    assert response.status_code == expected


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_can_be_taken_along(admin_client, rows, model, kind):
    url = _url(model, "changelist") + f"export/{kind}/"

    assert admin_client.get(url).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_nobody_else_gets_in(client, rows, model):
    assert client.get(_url(model, "changelist")).status_code == 302


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_of_projects_costs_the_same(admin_client, django_assert_max_num_queries, number):
    for _ in range(number):
        make_release(make_project(focus=["Edge computing"]))
    admin_client.get(_url(Project, "changelist"))

    with django_assert_max_num_queries(12):
        response = admin_client.get(_url(Project, "changelist"))

    assert "Edge computing" in response.text
    assert "1.0, October 2022" in response.text


def test_a_project_is_found_by_an_address_of_its(admin_client):
    make_project(name="Zuul", slug="zuul")
    make_project(name="Kata", slug="kata")

    page = admin_client.get(_url(Project, "changelist"), {"q": "zuul.example"}).text

    assert "Zuul" in page
    assert "Kata" not in page


def test_staff_add_a_project(admin_client):
    response = admin_client.post(_url(Project, "add"), _project(name="New", slug="new"))

    assert response.status_code == 302
    assert Project.objects.get().name == "New"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"slug": "hosting"}, "is the address of a page"),
        ({"launched": "May 2018"}, "Write 2017, 2017-12 or 2017-12-05."),
        ({"stage": "pilot", "confirmed_on": "2020-01-01"}, "A pilot has no day of confirmation."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(admin_client, fields, sentence):
    response = admin_client.post(_url(Project, "add"), _project(**fields))

    assert response.status_code == 422
    assert sentence in response.text
    assert not Project.objects.exists()


def test_the_record_leads_to_the_site(admin_client):
    project = make_project()

    page = admin_client.get(_url(Project, "change", project.pk)).text

    assert "View on site" in page


def test_who_changed_a_project_is_kept(admin_client, admin_user):
    project = make_project(name="Old name", slug="old")
    data = _project(name="New name", slug="old")
    link = project.links.get()
    data |= {
        "links-TOTAL_FORMS": "1",
        "links-INITIAL_FORMS": "1",
        "links-0-id": link.pk,
        "links-0-project": project.pk,
        "links-0-kind": "site",
        "links-0-url": link.url,
        "links-0-label": "",
    }

    assert admin_client.post(_url(Project, "change", project.pk), data).status_code == 302

    page = admin_client.get(_url(Project, "history", project.pk)).text
    assert "New name" in page
    assert admin_user.email in page


def _url(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def _project(**fields):
    """What the form of a project sends."""
    empty = {
        f"{prefix}-{part}": "0"
        for prefix in ("links", "releases")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {
        "name": "New",
        "slug": "new",
        "tagline": "Builds clouds",
        "description": "",
        "stage": "confirmed",
        "launched": "2022",
        "begun": "",
        "stage_since": "",
        "confirmed_on": "",
        "pilot_since": "",
        "licence": "Apache-2.0",
        "position": "0",
        "source": "",
        **empty,
        **fields,
    }


def test_a_logo_of_a_project_from_staff_is_made_safe(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    project = make_project()
    given = {name: getattr(project, name) for name in ("name", "slug", "stage", "tagline")}
    given |= {f"{name}-{kind}_FORMS": 0 for name in ("links", "releases")
              for kind in ("TOTAL", "INITIAL")} | {"position": 0}  # fmt: skip

    def send(content):
        logo = SimpleUploadedFile("../evil.html", content)
        return admin_client.post(_url(Project, "change", project.pk), given | {"logo": logo})

    assert send(b"no picture").status_code == 422
    assert send(make_png()).status_code == 302
    project.refresh_from_db()
    assert project.logo.name.endswith(".webp")
    assert "evil" not in project.logo.name
    assert project.logo.url in admin_client.get(project.get_absolute_url()).text

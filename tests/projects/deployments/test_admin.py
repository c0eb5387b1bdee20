"""The survey for staff: names to match, publishing with a look at it first, and who sees what."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from foundation.pages.roles import PROJECTS, READ_ONLY, grant
from members.accounts.models import User
from projects.deployments.models import Adopter, Aggregate, Answer, Deployment, Round
from tests.admin import act, make_staff, url
from tests.factories.deployments import (
    make_answer,
    make_crowd,
    make_deployment,
    make_round,
)
from tests.factories.members import make_organization
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def staff(*rights):
    """Somebody of the staff with these rights and no others."""
    user = User.objects.create_user("staff@example.org", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


@pytest.mark.parametrize("model", [Answer, Deployment, Round, Aggregate, Adopter])
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same(admin_client, django_assert_max_num_queries, at, model, rows):
    for number in range(rows):
        asked = make_round(2015 + number, published_at="2022-01-01T00:00Z")
        answer = make_answer(asked)
        project = make_deployment(answer).project
        Adopter.objects.create(round=asked, project=project, organization=answer.organization)
        Aggregate.objects.create(round=asked, project=project, dimension="total", count=5)

    with django_assert_max_num_queries(10):
        page = admin_client.get(url(model, "changelist"))

    assert page.context["cl"].result_count == rows


def test_staff_match_a_typed_name_after_a_look_at_names_like_it(admin_client):
    organization = make_organization("Acme Clouds")
    answer = make_answer(make_round(), standing="waiting", organization_name="Acme Cloud")

    page = act(admin_client, "match", answer, confirmed=False)
    assert "Like “Acme Cloud”: Acme Clouds." in page.text
    assert '<option value="" selected>' in page.text
    act(admin_client, "match", answer, organization=organization.pk)

    answer.refresh_from_db()
    assert answer.organization == organization
    assert answer.matched_by.is_superuser


def test_answers_are_accepted_and_set_aside_together(admin_client):
    asked = make_round()
    rows = [make_answer(asked, standing="waiting") for _ in range(2)]

    act(admin_client, "accept", *rows)
    assert set(Answer.objects.values_list("standing", flat=True)) == {"accepted"}
    act(admin_client, "set_aside", *rows)
    assert set(Answer.objects.values_list("standing", flat=True)) == {"set_aside"}


def test_before_publishing_staff_see_what_is_told_and_why_not(admin_client):
    asked, project = make_round(2021), make_project(name="Zuul")
    make_crowd(asked, project, 15)
    make_crowd(asked, project, 2, stage="testing")

    record = admin_client.get(url(Round, "change", asked.pk)).text
    page = act(admin_client, "publish", asked, confirmed=False).text
    refused = act(admin_client, "publish", asked)

    assert "under the floor" in record
    assert "at least" in record
    assert "figures are told" in page
    assert refused.status_code == 422
    assert not Aggregate.objects.exists()
    act(admin_client, "publish", asked, sure="on")
    assert Aggregate.objects.exists()
    assert "published once" in act(admin_client, "publish", asked, confirmed=False).text


def test_a_round_with_names_to_match_is_not_published(admin_client):
    asked = make_round(2021)
    make_answer(asked, standing="waiting")

    assert "1 names are not matched yet" in act(admin_client, "publish", asked).text


def test_publishing_is_a_right_of_its_own(client):
    asked = make_round(2021)
    client.force_login(staff("view_round", "change_round"))

    act(client, "publish", asked, sure="on")

    asked.refresh_from_db()
    assert asked.published_at is None


def test_the_record_of_a_published_round_cannot_be_changed(admin_client):
    asked = make_round(2021, published_at="2022-02-01T00:00Z")

    admin_client.post(url(Round, "change", asked.pk), {"floor": 3, "year": 1999})

    asked.refresh_from_db()
    assert (asked.year, asked.floor) == (2021, 5)


def test_overlapping_rounds_are_refused_in_words(admin_client):
    make_round(2022)
    sent = {"year": 2023, "floor": 5, "note": ""}
    for name, day in (("opens_at", "2022-12-01"), ("closes_at", "2023-02-01")):
        sent |= {f"{name}_0": day, f"{name}_1": "00:00:00"}

    page = admin_client.post(url(Round, "add"), sent)

    assert page.status_code == 422
    assert "Another round is open in part of this time." in page.text


# --- Who sees what ------------------------------------------------------------------------------


@pytest.fixture
def secret(at):
    """A confidential answer and a public one, of the same round."""
    asked = make_round()
    hidden = make_answer(
        asked,
        organization=make_organization("Hush Bank"),
        name="Secret Person",
        email="secret@hush.example",
    )
    open_ = make_answer(
        asked,
        organization=make_organization("Loud Telecom"),
        is_public=True,
        name="Open Person",
        email="open@loud.example",
    )
    make_deployment(hidden, version="hidden-version")
    make_deployment(open_, version="open-version")
    return hidden


def everything_seen(client, row):
    """All pages of the admin about answers, with searches and exports, as one text."""
    pages = []
    for model in (Answer, Deployment, Round, Aggregate, Adopter):
        pages.append(client.get(url(model, "changelist")))
        for typed in ("secret@hush.example", "Secret", "hush"):
            pages += [client.get(url(model, "changelist"), {"q": typed})]
        for kind in ("csv", "xlsx"):
            pages += [client.get(url(model, "export", kind))]
    pages.append(client.get(url(Answer, "change", row.pk), follow=True))
    pages.append(client.get(url(Answer, "history", row.pk), follow=True))
    pages.append(client.get(url(Deployment, "change", row.deployments.get().pk), follow=True))
    pages.append(client.get(url(Round, "change", row.round.pk), follow=True))
    for part in ("Secret Perso", "secret@hush.exampl", "hidden-versio", row.reference[1:]):
        pages.append(client.get(reverse("everywhere"), {"q": part}))
    texts = []
    for page in pages:
        content = page.getvalue() if page.streaming else page.content
        texts.append(content.decode(errors="replace"))
    return "\n".join(texts)


HIDDEN = ("Hush Bank", "Secret Person", "hidden-version", "open@loud.example", "Open Person")


def test_who_may_see_answers_but_not_confidential_ones_sees_only_public_ones(client, secret):
    rights = ("view_answer", "change_answer", "view_deployment", "view_round", "view_aggregate")
    client.force_login(staff(*rights))

    seen = everything_seen(client, secret)

    assert "Loud Telecom" in seen
    for told in HIDDEN:
        assert told not in seen, told
    for kind in ("csv", "xlsx"):
        assert client.get(url(Answer, "export", kind)).status_code == 403
        assert client.get(url(Deployment, "export", kind)).status_code == 403


def test_the_read_only_role_sees_no_answer_at_all(client, secret):
    grant()
    user = staff()
    user.groups.add(Group.objects.get(name=READ_ONLY.name))
    client.force_login(user)

    seen = everything_seen(client, secret)

    for told in (*HIDDEN, "Loud Telecom"):
        assert told not in seen, told


@pytest.mark.parametrize("role", [READ_ONLY.name, PROJECTS.name])
def test_the_search_for_everything_finds_an_organisation_and_not_that_it_answered(
    client, secret, role
):
    client.force_login(make_staff(role))

    def lists(words):
        return [
            hits.name for hits in client.get(reverse("everywhere"), {"q": words}).context["lists"]
        ]

    assert lists("Hush Bank") == lists("Loud Telecom") == ["Organisations"]
    assert lists("Secret Person") == lists("secret@hush.example") == lists(secret.reference) == []


def test_project_staff_see_and_export_all_of_it(client, secret):
    grant()
    user = staff()
    user.groups.add(Group.objects.get(name="Project staff"))
    client.force_login(user)

    export = client.get(url(Answer, "export", "csv"))

    assert b"secret@hush.example" in (export.getvalue() if export.streaming else export.content)


def test_the_desk_says_which_names_wait_and_what_is_to_be_published(admin_client):
    make_answer(make_round(), standing="waiting")
    make_round(2021)

    desk = admin_client.get("/admin/").text

    assert "names in the survey to match" in desk
    assert "survey rounds to publish" in desk


def test_a_published_record_has_no_button_to_publish(admin_client):
    asked = make_round(2021, published_at="2022-02-01T00:00Z")

    assert "Publish the figures" not in admin_client.get(url(Round, "change", asked.pk)).text

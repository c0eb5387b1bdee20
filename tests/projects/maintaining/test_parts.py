"""Drafts of a page's focus areas, releases, documents and logo."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.logos import Logo
from projects.maintaining import services
from projects.maintaining.models import PageDraft
from projects.models import Project
from projects.upkeep import importing
from projects.upkeep.feeds import Entry
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.governance import make_paper
from tests.factories.maintaining import enter, make_draft, make_maintainer, send
from tests.factories.projects import make_focus, make_project, make_release
from tests.factories.upkeep import make_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def approve(draft):
    staff = User.objects.filter(is_superuser=True).first()
    by = staff or User.objects.create_superuser("staff@example.org")
    return services.approve(draft=draft, version=draft.version, at=KEYNOTE_WEEK, by=by)


def refused(draft):
    with pytest.raises(RuleError) as refusal:
        approve(draft)
    return refusal.value.code


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"releases": [("", "2022-10", "", "")]}, "Write the version, or empty this row."),
        ({"releases": [("2.0", "October", "", "")]}, "Write 2017, 2017-12 or 2017-12-05."),
        ({"releases": [("1.0", "2022", "", "")]}, "This is there already"),
        ({"releases": [("2.0", "", "", ""), ("2.0", "2022", "", "")]}, "stands here twice"),
        ({"releases": [("2.0", "", "javascript:alert(1)", "")]}, "Write the address as"),
        ({"documents": [("Charter", "", "https://a.example/")]}, "Fill this in too"),
        ({"documents": [("Charter", "yesterday", "https://a.example/")]}, "Write the day as"),
        ({"documents": [("Minutes", "2022-10-01", "https://a.example/")]}, "This is there already"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_what_was_typed(client, rows, words):
    project, url = enter(client)
    make_release(project)
    make_paper(project, title="Minutes", dated_on=date(2022, 10, 1))

    answer = client.post(url, send(project, **rows))

    assert answer.status_code == 422
    assert words in answer.text
    assert next(iter(rows.values()))[0][0] in answer.text
    assert not PageDraft.objects.exists()


def test_focus_releases_and_documents_are_drafted_and_approved(client):
    project, url = enter(client)
    project.focus.add(make_focus("Clouds"))
    make_focus("Edge")
    wrong, kept = make_release(project), make_release(project, name="1.1")
    make_paper(project, title="Minutes", dated_on=date(2022, 10, 1))
    sent = send(
        project,
        releases=[("1.0", "2022-10-05", "https://a.example/1.0", ""), ("2.0rc1", "", "", "on")],
        documents=[("Charter", "2022-10-02", "https://a.example/charter")],
        focus=["Edge"],
        struck_releases=[wrong.name],
        struck_documents=["2022-10-01 Minutes"],
    )

    page = client.post(url, sent, follow=True).text
    again = client.get(url).text
    client.post(f"{url}preview/")
    staff_page = admin.enter(client).get(admin.url(PageDraft, "change", PageDraft.objects.get().pk))

    for words in ("<ins>", "<del>1.0</del>", "Releases to strike", "Documents to add", "Charter"):
        assert words in page
        assert words in staff_page.text
    assert 'value="https://a.example/charter"' in again
    approve(PageDraft.objects.get())
    assert [area.name for area in project.focus.all()] == ["Edge"]
    told = project.releases.values_list("name", "released_in", "is_preliminary")
    assert set(told) == {
        (kept.name, kept.released_in, False),
        ("1.0", "2022-10-05", False),
        ("2.0rc1", "", True),
    }
    assert [row.title for row in project.documents.all()] == ["Charter"]


def test_what_is_gone_or_there_already_when_it_is_approved_is_no_matter():
    project = make_project()
    release = make_release(project)
    draft = make_draft(
        project,
        struck_releases=["1.0"],
        new_releases=[["2.0", "2022", "", False]],
        struck_documents=["2022-10-01 Minutes"],
        new_documents=[["Charter", "2022-10-02", "https://a.example/"]],
    )
    release.delete()
    make_release(project, name="2.0", released_in="2022-10-07")
    make_paper(project, title="Charter", dated_on=date(2022, 10, 2))

    approve(draft)

    assert project.releases.get().released_in == "2022-10-07"
    assert project.documents.count() == 1


def test_a_struck_release_is_not_imported_again():
    source = make_source()
    entry = Entry("1", "1.0", "", KEYNOTE_WEEK)
    importing.take(source=source, entries=[entry])

    approve(make_draft(source.project, struck_releases=["1.0"]))

    assert importing.take(source=source, entries=[entry]) == 0
    assert not source.project.releases.exists()


def test_a_focus_area_that_is_gone_is_said_and_nothing_is_written():
    area = make_focus("Edge")
    draft = make_draft(focus=["Edge"])
    area.delete()

    assert refused(draft) == "no_focus"
    assert Project.objects.get().tagline != "Carries the world"


def test_a_logo_is_drafted_made_safe_seen_by_staff_and_shown_once_approved(
    client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    project, url = enter(client)
    evil = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><path d="M0 0h9v9z"/></svg>'

    client.post(url, send(project, logo_file=SimpleUploadedFile("evil.svg", evil)))
    own = client.get(f"{url}logo/")
    client.post(f"{url}preview/")
    draft = PageDraft.objects.get()
    admin.enter(client)
    seen = client.get(f"/admin/maintaining/pagedraft/{draft.pk}/logo/")
    page = client.get(admin.url(PageDraft, "change", draft.pk)).text

    for answer in (own, seen):
        assert b"path" in answer.content
        assert b"onload" not in answer.content
        assert "sandbox" in answer["Content-Security-Policy"]
    assert "Logo of the draft" in page
    approve(draft)
    project.refresh_from_db()
    for address in (project.get_absolute_url(), "/projects/", "/projects.json"):
        assert project.logo.url in client.get(address).text
    assert client.get(project.logo.url).status_code == 200

    approve(make_draft(project, removes_logo=True))
    assert not Project.objects.get().logo


def test_a_logo_that_staff_changed_meanwhile_is_not_lost_unseen():
    draft = make_draft(logo=Logo("svg", b"<svg/>"))
    Project.objects.update(logo="logos/of-the-staff.svg")

    assert refused(draft) == "conflict"


def test_nobody_else_sees_the_logo_of_a_draft(client):
    draft = make_draft(logo=Logo("svg", b"<svg/>"))
    url = f"/me/projects/{draft.project.slug}/logo/"

    client.force_login(make_maintainer().account)
    assert client.get(url).status_code == 404
    client.force_login(User.objects.create_user("reader@example.org", is_staff=True))
    assert client.get(f"/admin/maintaining/pagedraft/{draft.pk}/logo/").status_code in {403, 404}

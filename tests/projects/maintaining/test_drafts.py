"""Maintainers write the page of their project as drafts, which staff approve word by word."""

from datetime import date

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.accounts.models import User
from projects.maintaining import services
from projects.maintaining.contents import values_of
from projects.maintaining.models import PageDraft
from projects.models import Project, ProjectLink
from projects.upkeep.models import LinkCheck
from tests import admin
from tests.conftest import KEYNOTE_WEEK
from tests.factories.maintaining import enter, make_draft, make_maintainer, send
from tests.factories.projects import make_focus, make_project, make_release
from tests.factories.upkeep import make_link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

UNDONE = "The draft is yours again."


def staff():
    return User.objects.create_superuser("staff@example.org")


def approve(draft, **fields):
    given = {"version": draft.version, "at": KEYNOTE_WEEK, "by": staff()} | fields
    return services.approve(draft=draft, **given)


def refused(change, *args, **fields):
    with pytest.raises(RuleError) as refusal:
        change(*args, **fields)
    return refusal.value.code


def test_an_approved_draft_is_the_page_and_its_writer_is_told():
    draft = make_draft(description="New words")

    approve(draft)

    project = Project.objects.get()
    assert (project.tagline, project.description) == ("Carries the world", "New words")
    assert PageDraft.objects.get().state == DraftState.APPROVED
    told = Mail.objects.get(kind="page_draft_decided")
    assert told.to == draft.written_by.email
    assert "approved" in told.subject


def test_links_are_added_changed_and_removed_and_what_is_known_of_one_that_stays_is_kept():
    row = make_link("https://docs.example/")
    project = row.link.project
    draft = make_draft(
        project,
        tagline=project.tagline,
        links=[
            ["docs", "https://docs.example/", "Handbook"],
            ["chat", "https://chat.example/", ""],
        ],
    )

    approve(draft)

    links = {link.url: (link.kind, link.label) for link in ProjectLink.objects.all()}
    assert links == {
        "https://docs.example/": ("docs", "Handbook"), "https://chat.example/": ("chat", ""),
    }  # fmt: skip
    assert LinkCheck.objects.get() == row


def test_a_draft_says_only_what_changes():
    project = make_project()
    draft = make_draft(project, tagline=project.tagline, submits=False)

    assert draft.proposed == {}
    assert refused(services.submit, draft=draft, at=KEYNOTE_WEEK, by=draft.written_by) == "empty"


def test_a_project_has_one_open_draft():
    draft = make_draft()
    again = make_draft(draft.project, tagline="Something else", submits=False)

    assert again == draft
    with pytest.raises(IntegrityError), transaction.atomic():
        PageDraft.objects.create(project=draft.project)


def test_what_somebody_else_changed_meanwhile_is_not_lost_unseen():
    draft = make_draft()
    Project.objects.update(tagline="By staff")

    assert refused(approve, draft) == "conflict"
    assert Project.objects.get().tagline == "By staff"
    services.approve(
        draft=draft, version=1, at=KEYNOTE_WEEK, by=User.objects.get(is_staff=True), overwrites=True
    )
    assert Project.objects.get().tagline == "Carries the world"


def test_a_change_of_something_else_is_no_conflict():
    draft = make_draft()
    Project.objects.update(description="By staff")

    approve(draft)

    assert Project.objects.get().description == "By staff"


def test_staff_approve_only_what_they_have_read():
    draft = make_draft()
    make_draft(draft.project, tagline="Written anew", by=draft.written_by)

    assert refused(approve, draft) == "changed"


@pytest.mark.parametrize("before", ["withdraw", "discard", "approve"])
def test_what_does_not_wait_cannot_be_decided(before):
    draft = make_draft()
    by = {"at": KEYNOTE_WEEK, "by": draft.written_by}
    if before == "withdraw":
        services.withdraw(draft=draft)
    elif before == "discard":
        services.discard(draft=draft, **by)
    else:
        services.approve(draft=draft, version=1, **by)

    assert refused(approve, draft) == "not_now"
    given = by | {"draft": draft, "version": 1, "note": "No"}
    assert refused(services.send_back, **given) == "not_now"
    assert refused(services.withdraw, draft=draft) == "not_now"


def test_a_draft_comes_back_with_a_note():
    draft = make_draft()
    given = {"draft": draft, "version": 1, "at": KEYNOTE_WEEK, "by": staff()}

    assert refused(services.send_back, note="  ", **given) == "no_note"
    services.send_back(note="Shorter, please.", **given)

    assert PageDraft.objects.get().note == "Shorter, please."
    assert "Shorter, please." in Mail.objects.get(kind="page_draft_decided").text
    assert mail.outbox == []


def test_nobody_is_named_twice_for_one_page_at_once():
    row = make_maintainer()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_maintainer(row.project, account=row.account, since=date(2022, 5, 1))


def test_a_maintainer_writes_looks_submits_and_takes_back(client):
    project, url = enter(client)
    links = [
        *values_of(project)["links"],
        ["chat", "https://chat.example/", "Room"],
        ["site", "", ""],
    ]

    assert client.get(url).status_code == 200
    answer = client.post(url, send(project, links, tagline="Carries <b>"), follow=True)
    assert "Carries &lt;b&gt;" in answer.text
    assert "<ins>" in answer.text
    assert project.tagline in client.get(project.get_absolute_url()).text
    client.post(f"{url}preview/")
    assert PageDraft.objects.get().state == DraftState.SUBMITTED
    assert UNDONE in client.post(f"{url}withdraw/", follow=True).text
    client.post(f"{url}discard/")
    assert PageDraft.objects.get().state == DraftState.DISCARDED
    assert project.get_absolute_url() in client.get(url).text
    assert "My projects" in client.get("/me/").text


@pytest.mark.parametrize(
    ("fields", "links", "words"),
    [
        ({"tagline": ""}, [], "Purpose in a line"),
        ({"description": "x" * 6001}, [], "at most 6000 characters"),
        (
            {},
            [["docs", "javascript:alert(1)", ""]],
            "Write the address as https://example.org/docs.",
        ),
        ({}, [["nothing", "https://a.example/", ""]], "Link"),
        ({}, [["docs", "https://a.example/", ""], ["chat", "https://a.example/", ""]], "twice"),
        ({"links-TOTAL_FORMS": "many"}, [], "Links"),
        ({"links-TOTAL_FORMS": "5000", "links-INITIAL_FORMS": "5000"}, [], "Links"),
        ({"focus": "nothing\0"}, [], "is not one of the available choices"),
        ({"struck_releases": "9.9"}, [], "is not one of the available choices"),
        ({"logo_file": SimpleUploadedFile("a.png", b"no picture")}, [], "no picture we can read"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(client, fields, links, words):
    project, url = enter(client)
    make_release(project)
    project.focus.add(make_focus())
    typed = send(project, links) | {"description": "My precious words"} | fields

    answer = client.post(url, typed)

    assert answer.status_code == 422
    assert words in answer.text
    assert typed["description"][:17] in answer.text
    assert not PageDraft.objects.exists()


def test_only_who_looks_after_the_page_today_gets_in(client):
    project, url = enter(client)
    other = make_project()

    assert client.get(f"/me/projects/{other.slug}/").status_code == 404
    assert client.get(f"{url}preview/").status_code == 404
    client.force_login(make_maintainer(project, until=date(2022, 10, 10)).account)
    assert client.get(url).status_code == 404
    assert client.post(url, send(project)).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302


def test_staff_see_every_word_and_decide(client):
    draft = make_draft()
    admin.enter(client)
    url = admin.url(PageDraft, "change", draft.pk)

    page = client.get(url).text
    client.post(f"/admin/maintaining/pagedraft/{draft.pk}/decide/", {"version": 1, "do": "approve"})

    assert "<del>Builds</del>" in page
    assert "<ins>Carries</ins>" in page
    assert Project.objects.get().tagline == "Carries the world"
    assert client.get(url).status_code == 200


def test_who_may_only_read_drafts_cannot_decide(client):
    draft = make_draft()
    client.force_login(User.objects.create_user("reader@example.org", is_staff=True))

    answer = client.post(f"/admin/maintaining/pagedraft/{draft.pk}/decide/", {"version": 1})

    assert answer.status_code in {403, 404}
    assert PageDraft.objects.get().state == DraftState.SUBMITTED

"""What staff see and do with applications."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from foundation.base import clock
from members.accounts.models import User
from members.applications.models import (
    Application,
    ChecklistItem,
    ChecklistTemplate,
    Document,
    State,
)
from tests.admin import act, enter, said, url
from tests.factories.applications import (
    make_approved,
    make_asked,
    make_draft,
    make_published,
    make_reviewed,
    make_sent,
)
from tests.factories.members import make_organization
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
LIST = reverse("admin:applications_application_changelist")


def text(response):
    return " ".join(response.content.decode().split())


def names(client, query):
    return {row.name for row in client.get(f"{LIST}?{query}").context["cl"].queryset}


def buttons(client, row):
    page = client.get(url(Application, "change", row.pk))
    return [name for name, _label in page.context["record_actions"]]


def test_from_the_list_to_a_member_by_buttons(client, at):
    make_foundation()
    row = make_sent("Gold")
    enter(client)
    assert buttons(client, row) == ["take_up", "refer", "connect", "decline"]
    act(client, "take_up", row)
    act(client, "ask", row, text="Who owns you?")
    assert buttons(client, row) == ["refer", "connect"]
    row.refresh_from_db()
    assert row.state == State.ASKED
    Application.objects.filter(pk=row.pk).update(state=State.IN_REVIEW)
    act(client, "refer", row)
    act(client, "publish", row)
    early = act(client, "approve", row, confirmed=False)
    assert "can be approved from 13 October 2022" in text(early)
    with clock.seen_from(at + timedelta(days=3)):
        told = {"decided_on": "2022-10-13", "text": "Welcome."}
        missing = act(client, "approve", row, **told)
        assert missing.status_code == 422
        votes = {"votes_for": 5, "votes_against": 1, "votes_abstained": 0}
        act(client, "approve", row, **told, **votes)
    row.refresh_from_db()
    assert row.state == State.APPROVED
    assert buttons(client, row) == []


def test_a_refusal_is_said_in_a_sentence(client, at):
    row = make_reviewed("Silver")
    make_organization("Fjordcloud")
    enter(client)
    act(client, "approve", row, decided_on="2022-10-10", text="Yes.")

    assert any("The register has an organisation called Fjordcloud" in one for one in said(client))


def test_it_is_connected_with_a_row_of_the_register_by_name(client):
    row = make_sent()
    known = make_organization("Fjord Cloud")
    enter(client)
    wrong = act(client, "connect", row, organization="Fjord Cluod", owner="")
    assert "Near it: Fjord Cloud" in text(wrong)
    act(client, "connect", row, organization="fjord cloud", owner="")
    row.refresh_from_db()
    assert row.organization == known


def test_filters_tell_whose_turn_it_is(client):
    make_sent(name="Sent")
    make_asked(name="Asked")
    make_published(name="Public")
    ChecklistTemplate.objects.create(name="Logo received")
    make_approved(name="Member")
    enter(client)

    assert names(client, "turn=us") == {"Sent"}
    assert names(client, "turn=them") == {"Asked"}
    assert names(client, "turn=public") == {"Public"}
    assert names(client, "turn=checklist") == {"Member"}
    assert names(client, "state__exact=approved") == {"Member"}


def test_the_checklist_is_ticked_on_the_record_and_in_the_list(client):
    for name in ("Logo received", "Profile complete"):
        ChecklistTemplate.objects.create(name=name)
    row = make_approved()
    enter(client)
    first, second = ChecklistItem.objects.all()
    sent = {f"{prefix}-{part}": "0" for prefix in ("questions", "decisions")
            for part in ("TOTAL_FORMS", "INITIAL_FORMS")}  # fmt: skip
    sent |= {"checklist-TOTAL_FORMS": "2", "checklist-INITIAL_FORMS": "2", "staff_note": "Nice."}
    sent |= {"checklist-0-id": first.pk, "checklist-1-id": second.pk}
    sent |= {"checklist-0-application": row.pk, "checklist-1-application": row.pk}
    client.post(url(Application, "change", row.pk), sent | {"checklist-0-is_done": "on"})
    assert ChecklistItem.objects.waiting().get() == second
    act(client, "tick", second)
    assert not ChecklistItem.objects.waiting().exists()
    act(client, "untick", second)
    assert ChecklistItem.objects.waiting().get() == second


def test_documents_are_for_those_who_have_the_right(client, at):
    row = make_draft()
    file = Document.objects.create(
        application=row, name="secret.pdf", kind="pdf", content=b"%PDF", size=4, sent_at=at
    )
    reader = User.objects.create_user("reader@example.org", is_staff=True)
    right = Permission.objects.get(codename="view_application")
    reader.user_permissions.add(right)
    client.force_login(reader)
    address = reverse("admin:applications_application_document", args=[file.pk])

    assert "secret.pdf" not in text(client.get(url(Application, "change", row.pk)))
    assert client.get(address).status_code == 403
    act(client, "decline", row)
    enter(client)
    assert "secret.pdf" in text(client.get(url(Application, "change", row.pk)))
    assert client.get(address).content == b"%PDF"


def test_who_may_only_look_decides_nothing(client):
    row = make_reviewed("Silver")
    reader = User.objects.create_user("reader@example.org", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_application"))
    client.force_login(reader)
    act(client, "approve", row, decided_on="2022-10-10", text="Yes.")

    assert buttons(client, row) == []
    row.refresh_from_db()
    assert row.state == State.IN_REVIEW


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_sent(name=f"Name {number}")
    enter(client)
    with django_assert_num_queries(8):
        client.get(LIST)

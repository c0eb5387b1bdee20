"""Invitations for staff: many at once from a list, sent once, sent again, withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.registration.models import Invitation, InvitationState
from foundation.base.models import Mail
from members.accounts.models import User
from tests.admin import act, enter, url
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_foundation, make_invitation, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

MAKE = "/admin/registration/invitation/make/"
LIST = 'Name;E-mail\n"Lovelace, Ada";ADA@example.org\n\nGrace <grace@example.org>\nada@example.org'


@pytest.fixture
def staff(client):
    make_foundation()
    return enter(client)


@pytest.fixture
def kind():
    return make_sale(audience="with_invitation", name="Invited guest", price=0)


def asked(kind, emails=LIST, **more):
    return {
        "event": kind.event_id, "batch": "Speakers", "ticket_types": [kind.pk], "emails": emails,
        "valid_until": "2023-03-01T12:00",
    } | more  # fmt: skip


def words(page):
    return " ".join(page.content.decode().split())


def confirm(staff, page):
    sent = {}
    for name, value in page.context["sent"]:
        sent.setdefault(name, []).append(value)
    return staff.post(MAKE, sent, follow=True)


def test_the_preview_counts_names_repetitions_and_writes_nothing(staff, kind):
    page = staff.post(MAKE, asked(kind))

    assert page.status_code == 200
    assert "2 people will be invited" in words(page)
    assert "ada@example.org, Lovelace, Ada" in words(page)
    assert "Line 5 repeats ada@example.org of line 2." in words(page)
    assert "1 March 2023" in words(page)
    assert not Invitation.objects.exists()


def test_a_list_is_invited_and_its_second_run_invites_nobody(staff, kind, run_queue):
    done = confirm(staff, staff.post(MAKE, asked(kind, mail="on")))
    assert "2 people are invited." in words(done)
    run_queue()

    rows = {row.email: row for row in Invitation.objects.all()}
    assert {email: row.name for email, row in rows.items()} == {
        "ada@example.org": "Lovelace, Ada",
        "grace@example.org": "Grace",
    }
    assert all(row.sent_at and list(row.ticket_types.all()) == [kind] for row in rows.values())
    assert Mail.objects.filter(kind="invitation").count() == 2

    again = staff.post(MAKE, asked(kind))
    assert "0 people will be invited" in words(again)
    assert "2 of these people hold an invitation to it already." in words(again)
    assert confirm(staff, again).status_code == 422
    assert Invitation.objects.count() == 2


def test_a_file_is_a_list_too(staff, kind):
    file = SimpleUploadedFile("list.csv", b"\xef\xbb\xbfname,email\r\nAda,ada@example.org\r\n")
    page = staff.post(MAKE, asked(kind, emails="", file=file))
    assert "ada@example.org, Ada" in words(page)


@pytest.mark.parametrize(
    ("sent", "said_"),
    [
        ({"emails": "ada\nb@example.org\nEve <x@"}, "Line 1: “ada” is no e-mail address."),
        ({"emails": ""}, "Say whom to invite."),
        ({"ticket_types": []}, "Choose one."),
        ({"batch": "x" * 81}, "at most 80 characters"),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(staff, kind, sent, said_):
    page = staff.post(MAKE, asked(kind, **sent))

    assert page.status_code == 422
    assert said_ in words(page)
    assert page.context["form"]["valid_until"].value() == "2023-03-01T12:00"


def test_types_of_another_event_and_open_ones_are_refused(staff, kind):
    foreign = make_sale(audience="with_invitation")
    open_one = make_ticket_type(event=kind.event)

    answers = [staff.post(MAKE, asked(kind, ticket_types=[row.pk])) for row in (foreign, open_one)]

    assert "belong to another event" in words(answers[0])
    assert "Select a valid choice" in words(answers[1])


def test_who_may_not_add_invites_nobody(client, kind):
    client.force_login(User.objects.create_user("new@example.org", is_staff=True))
    assert client.post(MAKE, asked(kind, _confirmed="yes")).status_code == 403
    assert not Invitation.objects.exists()


def test_sending_sending_again_and_withdrawing(staff, kind, run_queue):
    row = make_invitation(ticket_type=kind)

    assert "it has not been sent yet." in words(act(staff, "send_again", row))
    for name in ("send", "send", "send_again", "send_again", "withdraw"):
        act(staff, name, row)
        run_queue()

    row.refresh_from_db()
    assert row.withdrawn_at
    assert Mail.objects.filter(kind="invitation").count() == 2


def test_the_list_is_filtered_by_state_and_exported(staff, kind, at):
    for state in ("declined", "withdrawn", "accepted", "sent"):
        make_invitation(ticket_type=kind, email=f"{state}@example.org", **{f"{state}_at": at})
    make_invitation(ticket_type=kind, email="written@example.org")
    make_invitation(ticket_type=kind, email="over@example.org", valid_until=at)

    for state in InvitationState.values:
        page = staff.get(url(Invitation, "changelist"), {"state": state})
        assert [row.email for row in page.context["cl"].result_list] == [f"{state}@example.org"]
    export = staff.get(url(Invitation, "export", "csv"), {"state": "over"})
    assert b"over@example.org" in export.getvalue()


def test_one_invitation_is_written_by_hand(staff, kind):
    open_one = make_ticket_type(event=kind.event)
    sent = {"event": kind.event_id, "email": "ADA@Example.org", "ticket_types": [kind.pk]}

    staff.post(url(Invitation, "add"), sent)
    again = staff.post(url(Invitation, "add"), sent)
    refused = staff.post(url(Invitation, "add"), sent | {"ticket_types": [open_one.pk]})

    row = Invitation.objects.get()
    assert row.email == "ada@example.org"
    assert (again.status_code, refused.status_code) == (422, 422)
    assert "holds an invitation to the event already" in words(again)
    assert row.secret in words(staff.get(url(Invitation, "change", row.pk)))

"""Representatives for staff."""

from datetime import date

import pytest

from foundation.base.drafts import DraftState
from foundation.base.models import Bounce, Mail
from members.models import Representative
from members.profiles.models import ProfileDraft
from members.representation import services
from members.representation.models import Invitation
from tests.admin import act, enter, said, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_membership, make_organization, make_representative
from tests.factories.profiles import SVG, make_draft
from tests.factories.representation import make_invitation, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def staff(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return enter(client)


def listed(staff, **query):
    page = staff.get(url(Representative, "changelist"), query)
    return [row.name for row in page.context["cl"].result_list]


def bounce(email="ada@example.org"):
    return Bounce.objects.create(email=email, code="5.1.1", is_permanent=True, message_key=email)


def test_they_are_filtered_by_time_and_by_reach(staff):
    acme = make_organization()
    make_representative(acme, name="Dead")
    bounce()
    make_person("bob@example.org")
    make_representative(acme, name="Bob", email="bob@example.org")
    ended = make_representative(acme, name="Ended", email="eve@example.org")
    services.end(representative=ended, at=KEYNOTE_WEEK, by=None)

    assert listed(staff, when="ended") == ["Ended"]
    assert listed(staff, when="today") == ["Bob", "Dead"]
    assert listed(staff, reach="bounced") == ["Dead"]
    assert listed(staff, reach="no_account", when="today") == ["Dead"]
    assert listed(staff, q="eve@") == ["Ended"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_many(staff, django_assert_num_queries, rows):
    for number in range(rows):
        make_representative(make_organization(f"Acme {number}"))
    staff.get(url(Representative, "changelist"))

    with django_assert_num_queries(6):
        staff.get(url(Representative, "changelist"))


def test_the_last_of_a_member_ends_only_knowingly(staff):
    row = make_representative(make_membership("Acme").organization, role="billing")

    page = act(staff, "end", row, confirmed=False)
    assert "Nobody would be left to whom its invoices go." in page.content.decode()
    act(staff, "end", row)
    assert Representative.objects.on(date(2022, 10, 10)).exists()

    act(staff, "end", row, knowing="on")
    assert not Representative.objects.on(date(2022, 10, 10)).exists()


def test_an_address_that_works_again_is_dead_no_more(staff):
    row = make_representative(make_organization())
    bounce()

    act(staff, "works_again", row)

    assert not Bounce.objects.standing().exists()


def test_mails_to_a_dead_address_are_flagged(staff):
    Mail.objects.create(key="a", kind="test", to="Ada@example.org", subject="Hello", text="x")
    bounce()

    assert "to an address that bounced" in staff.get(url(Mail, "changelist")).content.decode()


def test_staff_invite_send_again_and_take_back(staff):
    acme = make_organization()
    given = {"organization": acme.pk, "name": "Ada", "email": "ada@example.org", "role": "board"}
    assert staff.post(url(Invitation, "add"), given).status_code == 302
    again = staff.post(url(Invitation, "add"), given)
    assert again.status_code == 422
    asked = Invitation.objects.get()
    assert (asked.email, asked.invited_by.is_staff) == ("ada@example.org", True)
    act(staff, "resend", asked)
    assert "less than an hour ago" in " ".join(said(staff))

    act(staff, "withdraw", asked)

    assert not Invitation.objects.unanswered().exists()
    assert staff.get(url(Invitation, "change", asked.pk)).status_code == 200
    assert asked.secret not in staff.get(url(Invitation, "change", asked.pk)).content.decode()


def test_who_declined_is_filtered(staff):
    asked = make_invitation()
    services.decline(invitation=asked, at=KEYNOTE_WEEK)

    page = staff.get(url(Invitation, "changelist"), {"state": "declined"})

    assert list(page.context["cl"].result_list) == [asked]


# --- Drafts and benefits ----------------------------------------------------------------------


def decide(staff, draft, **given):
    address = url(ProfileDraft, "decide", draft.pk)
    return staff.post(address, {"version": draft.version} | given, follow=True)


def test_a_draft_is_shown_word_by_word_and_approved(staff):
    draft = make_draft(make_organization(description="Old words"), logo=SVG)
    page = staff.get(url(ProfileDraft, "change", draft.pk)).content.decode()
    assert "<del>Old</del><ins>New</ins> words" in page
    assert staff.get(url(ProfileDraft, "logo", draft.pk))["Content-Type"] == "image/svg+xml"

    page = decide(staff, draft, do="approve")

    assert "Approved" in page.content.decode()
    assert ProfileDraft.objects.get().state == DraftState.APPROVED
    assert "it does not wait for you" in decide(staff, draft, do="approve").content.decode()


def test_a_draft_that_clashes_shows_both_and_waits_for_a_decision(staff):
    acme = make_organization(description="Old words")
    draft = make_draft(acme)
    acme.description = "Staff words"
    acme.save()

    page = decide(staff, draft, do="approve").content.decode()
    assert "Somebody changed this meanwhile: Description" in page
    assert "Staff words" in page

    decide(staff, draft, do="approve", overwrites="yes")
    acme.refresh_from_db()
    assert acme.description == "New words"


def test_a_draft_is_returned_with_a_note(staff):
    draft = make_draft()
    assert "what they should mend" in decide(staff, draft, do="return").content.decode()

    decide(staff, draft, do="return", note="Shorter, please.\0")

    assert ProfileDraft.objects.get().note == "Shorter, please."


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "-1"])
def test_a_decision_on_an_odd_version_changes_nothing(staff, version):
    draft = make_draft()

    assert decide(staff, draft, do="approve", version=version).status_code == 200
    assert ProfileDraft.objects.waiting().exists()

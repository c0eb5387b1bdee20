"""Being asked to represent an organisation, and answering (domain 1, Representatives)."""

from datetime import date, timedelta

import pytest

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members import queries
from members.models import Representative
from members.representation import services
from members.representation.models import Invitation, InvitationState
from tests.conftest import KEYNOTE_WEEK
from tests.factories.members import make_membership, make_organization, make_representative
from tests.factories.representation import make_invitation, make_person

pytestmark = pytest.mark.django_db

DAY = date(2022, 10, 10)
LATER = KEYNOTE_WEEK + timedelta(days=31)


def refused(code, change, **given):
    with pytest.raises(RuleError) as refusal:
        change(**given)
    assert refusal.value.code == code


def test_an_invitation_is_mailed_with_its_link_and_gives_nothing_yet():
    invitation = make_invitation(email=" Ada@Example.org ", by=make_person("eve@example.org"))

    mail = Mail.objects.get()
    assert mail.to == invitation.email == "ada@example.org"
    assert invitation.get_absolute_url() in mail.text
    assert "eve@example.org invites you to represent Acme" in mail.text
    assert not queries.organizations_of(["ada@example.org"], DAY).exists()


def test_accepted_it_makes_a_representative_from_that_day_and_tells_who_invited():
    eve = make_person("eve@example.org")
    invitation = make_invitation(role="billing", by=eve)

    row = services.accept(invitation=invitation, by=make_person(), at=KEYNOTE_WEEK, name="Ada King")

    assert (row.name, row.role, row.is_admin, row.since, row.until) == (
        "Ada King", "billing", True, DAY, None,
    )  # fmt: skip
    assert Invitation.objects.get().representative == row
    assert (
        Mail.objects.filter(
            kind__in=["representative_accepted", "representative_declined"], to="eve@example.org"
        ).count()
        == 1
    )


@pytest.mark.parametrize("email", ["eve@example.org", "ada@example.org"])
def test_only_the_invited_address_once_proven_accepts(email):
    person = make_person(email, is_verified=email.startswith("eve"))

    refused("other_address", services.accept, invitation=make_invitation(), by=person,
            at=KEYNOTE_WEEK)  # fmt: skip
    assert not Representative.objects.exists()


def test_an_answer_is_given_once_and_in_time():
    invitation, ada = make_invitation(), make_person()
    refused("over", services.accept, invitation=invitation, by=ada, at=LATER)
    services.decline(invitation=invitation, at=KEYNOTE_WEEK)

    refused("answered", services.accept, invitation=invitation, by=ada, at=KEYNOTE_WEEK)
    refused("answered", services.decline, invitation=invitation, at=KEYNOTE_WEEK)
    refused("answered", services.withdraw, invitation=invitation, at=KEYNOTE_WEEK)
    refused("answered", services.resend, invitation=invitation, at=LATER)


def test_one_is_open_for_a_person_and_role_until_its_time_is_over():
    acme = make_organization()
    first = make_invitation(acme)
    make_invitation(acme, role="billing")
    refused("invited_already", make_invitation, organization=acme)

    second = make_invitation(acme, at=LATER)

    first.refresh_from_db()
    assert first.state(LATER) is InvitationState.WITHDRAWN
    assert second.state(LATER) is InvitationState.SENT


def test_who_has_the_role_is_not_invited_to_it():
    acme = make_organization()
    make_representative(acme)

    refused("represents_already", make_invitation, organization=acme)
    assert make_invitation(acme, role="board")


def test_an_organisation_cannot_have_us_write_to_the_whole_world(monkeypatch):
    monkeypatch.setattr(services.invitations, "MOST_OPEN", 2)
    acme = make_organization()
    for number in range(2):
        make_invitation(acme, email=f"ada{number}@example.org")

    refused("too_many", make_invitation, organization=acme)


def test_sending_again_gives_time_anew_and_not_twice_within_the_hour():
    invitation = make_invitation()
    refused("too_soon", services.resend, invitation=invitation, at=KEYNOTE_WEEK)

    invitation = services.resend(invitation=invitation, at=LATER)

    assert invitation.state(LATER) is InvitationState.SENT
    assert (
        Mail.objects.filter(
            kind__in=["representative_invitation", "representative_reminder"]
        ).count()
        == 2
    )


def test_who_does_not_answer_in_a_week_is_reminded_once(at):
    invitation = make_invitation()
    declined = make_invitation(invitation.organization, role="board")
    services.decline(invitation=declined, at=at)
    assert services.remind() == 0

    with clock.seen_from(at + timedelta(days=9)):
        assert services.remind() == 1
        assert services.remind() == 0

    assert Mail.objects.filter(subject__startswith="Reminder").count() == 1


def test_who_was_made_a_representative_meanwhile_only_gains_the_rights():
    invitation = make_invitation()
    row = make_representative(invitation.organization)

    assert services.accept(invitation=invitation, by=make_person(), at=KEYNOTE_WEEK) == row

    row.refresh_from_db()
    assert row.is_admin


# --- Leaving --------------------------------------------------------------------------------


def test_ending_ends_access_on_the_very_day():
    row = make_representative(make_organization(), since=date(2022, 1, 1))

    ended = services.end(representative=row, at=KEYNOTE_WEEK, by=None)

    assert (ended.until, ended.ended_at) == (DAY, KEYNOTE_WEEK)
    assert not queries.organizations_of(["ada@example.org"], DAY).exists()
    assert queries.organizations_of(["ada@example.org"], DAY - timedelta(days=1)).exists()
    refused("ended", services.end, representative=row, at=KEYNOTE_WEEK, by=None)


def test_who_ended_today_can_be_invited_again_today():
    acme = make_organization()
    services.end(representative=make_representative(acme), at=KEYNOTE_WEEK, by=None)

    services.accept(invitation=make_invitation(acme), by=make_person(), at=KEYNOTE_WEEK)

    assert Representative.objects.on(DAY).count() == 1


def test_a_member_is_not_left_without_anybody_silently():
    acme = make_membership("Acme").organization
    row = make_representative(acme, role="billing", is_admin=True)
    refused("leaves_open", services.end, representative=row, at=KEYNOTE_WEEK, by=None)

    from tests.factories.orders import make_foundation

    make_foundation()
    services.end(representative=row, at=KEYNOTE_WEEK, by=None, knowing=True)

    mail = Mail.objects.get(kind="representative_left_open")
    assert "to whom its invoices go" in mail.text
    assert "looks after its pages" in mail.text


def test_others_who_remain_make_it_nobodys_business():
    acme = make_membership("Acme").organization
    row = make_representative(acme, role="billing", is_admin=True)
    make_representative(acme, role="billing", email="eve@example.org", is_admin=True)

    services.end(representative=row, at=KEYNOTE_WEEK, by=None)

    assert not Mail.objects.exists()


def test_ending_can_take_back_what_they_invited_others_to():
    acme, ada = make_organization(), make_person()
    row = make_representative(acme)
    make_invitation(acme, by=ada, email="bob@example.org")
    kept = make_invitation(acme, email="eve@example.org")

    services.end(representative=row, at=KEYNOTE_WEEK, by=ada, withdraw_invitations=True)

    assert list(Invitation.objects.unanswered()) == [kept]


def test_a_successor_takes_role_and_rights_and_the_old_span_ends_that_day():
    acme, ada = make_membership("Acme").organization, make_person()
    row = make_representative(acme, role="billing", is_admin=True)
    invitation = services.hand_over(
        representative=row, name="Bob", email="bob@example.org", at=KEYNOTE_WEEK, by=ada
    )
    assert Representative.objects.on(DAY).get() == row
    refused("successor_invited", services.hand_over, representative=row, name="Eve",
            email="eve@example.org", at=KEYNOTE_WEEK, by=ada)  # fmt: skip

    bob = services.accept(invitation=invitation, by=make_person("bob@example.org"), at=KEYNOTE_WEEK)

    assert Representative.objects.on(DAY).get() == bob
    assert (bob.role, bob.is_admin, bob.since) == ("billing", True, DAY)
    row.refresh_from_db()
    assert (row.until, row.ended_at) == (DAY, KEYNOTE_WEEK)
    assert Mail.objects.filter(kind="representative_handed_over", to="ada@example.org").exists()


def test_handing_over_to_oneself_or_what_one_has_not_is_refused():
    row = make_representative(make_organization())
    given = {"name": "Ada", "at": KEYNOTE_WEEK, "by": None}
    refused("same_person", services.hand_over, representative=row, email="ADA@example.org", **given)
    services.end(representative=row, at=KEYNOTE_WEEK, by=None)

    refused("ended", services.hand_over, representative=row, email="bob@example.org", **given)

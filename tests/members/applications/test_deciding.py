"""Review, days in public, the decision, and what an approval does in one step."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.billing.models import Invoice
from members.applications.models import (
    Application,
    ChecklistItem,
    ChecklistTemplate,
    Decision,
    Outcome,
    State,
)
from members.applications.services import deciding, filling, reviewing
from members.dues.models import BillingDetails
from members.models import DecidedBy, Membership, Organization
from members.representation.models import Invitation
from tests.factories.applications import (
    make_approved,
    make_asked,
    make_filled,
    make_published,
    make_reviewed,
    make_ruling,
    make_sent,
    make_staff,
)
from tests.factories.members import make_membership, make_organization, make_supporter, make_tier
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def approve(row, at, **ruling):
    ruling = make_ruling(at, body=ruling.pop("body", row.decided_by), **ruling)
    return deciding.approve(application=row, ruling=ruling, by=None, at=at)


def refused(call, *arguments, **named):
    with pytest.raises(RuleError) as refusal, transaction.atomic():
        call(*arguments, **named)
    return refusal.value.code


def test_a_question_goes_there_and_back(at, run_queue):
    make_foundation()
    staff = make_staff()
    row = reviewing.take_up(application=make_sent(), by=staff, at=at)
    question = reviewing.ask(application=row, text=" Who owns you? ", by=staff, at=at)
    row.refresh_from_db()
    assert (row.state, row.reviewer, question.text) == (State.ASKED, staff, "Who owns you?")
    assert refused(reviewing.ask, application=row, text="More?", by=staff, at=at) == "not_now"
    assert refused(reviewing.publish, application=row, at=at) == "not_now"
    assert refused(approve, row, at) == "not_now"
    assert refused(reviewing.answer, application=row, text="  ", at=at) == "empty"

    reviewing.answer(application=row, text="Nobody.", at=at)
    run_queue()

    row.refresh_from_db()
    assert row.state == State.IN_REVIEW
    assert refused(reviewing.answer, application=row, text="Again.", at=at) == "not_now"
    mail = Mail.objects.get(kind="application_asked")
    assert "Who owns you?" in mail.text
    assert Mail.objects.filter(kind="application_staff", subject__contains="answered").exists()


def test_after_an_answer_a_published_one_is_in_public_still(at):
    row = make_published()
    reviewing.ask(application=row, text="Why?", by=None, at=at)
    assert Application.objects.in_public().get() == row
    reviewing.answer(application=row, text="So.", at=at)
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_gold_is_approved_after_three_days_in_public_and_not_before(at):
    row = make_reviewed("Gold")
    assert refused(approve, row, at) == "too_early"
    row = reviewing.publish(application=row, at=at)
    assert (row.decide_from - row.published_on).days == 3
    almost = at + timedelta(days=2)
    assert refused(approve, row, almost) == "too_early"
    assert not Membership.objects.exists()

    later = at + timedelta(days=3)
    assert refused(approve, row, later, decided_on=almost.date()) == "too_early"
    assert approve(row, later).state == State.APPROVED


def test_the_database_keeps_the_days_in_public_too(at):
    row = make_published("Gold")
    early = {"application": row, "body": "director", "outcome": "approved", "text": "x"}
    with pytest.raises(IntegrityError, match="days in public"), transaction.atomic():
        Decision.objects.create(decided_on=at.date(), recorded_at=at, **early)
    membership = make_membership("Other")
    with pytest.raises(IntegrityError, match="after_its_days"), transaction.atomic():
        Application.objects.filter(pk=row.pk).update(
            state="approved", membership=membership, decided_on=at.date(), ended_at=at
        )


def test_silver_is_not_published(at):
    row = make_reviewed("Silver")

    assert refused(reviewing.publish, application=row, at=at) == "not_public"
    assert approve(row, at).state == State.APPROVED


def test_one_step_makes_a_member(at, run_queue):
    make_foundation()
    tier = make_tier("Silver")
    for name in ("Logo received", "Call"):
        ChecklistTemplate.objects.create(name=name)
    ChecklistTemplate.objects.get(name="Call").tiers.add(make_tier("Gold"))
    row = make_approved("Silver")
    run_queue()

    organization = Organization.objects.get()
    membership = Membership.objects.get()
    assert (organization.name, organization.slug, organization.country.code) == (
        *("Fjordcloud", "fjordcloud", "NO"),
    )
    assert (membership.organization, membership.tier) == (organization, tier)
    assert (row.membership, row.organization) == (membership, organization)
    assert BillingDetails.objects.get().name == "Fjordcloud AS"
    assert Invoice.objects.count() == 1
    invited = set(Invitation.objects.values_list("role", "email", "is_admin"))
    assert invited == {
        ("primary", "ada@example.org", True),
        ("billing", "grace@example.org", False),
        ("technical", "alan@example.org", False),
    }
    assert list(ChecklistItem.objects.values_list("name", flat=True)) == ["Logo received"]
    news = Mail.objects.filter(kind="application_approved", subject__contains="welcome")
    assert "Welcome." in news.get().text


def test_a_supporter_stays_one_row_and_keeps_what_it_has(at):
    known = make_supporter("Fjordcloud", city="Oslo")
    row = make_approved("Silver", organization=known)

    known.refresh_from_db()
    assert row.membership.organization == known
    assert (Organization.objects.count(), known.is_supporter) == (1, True)
    assert (known.city, known.industry) == ("Oslo", "Public cloud")


def test_a_name_that_came_into_the_register_meanwhile_is_asked_about(at):
    row = make_reviewed("Silver")
    known = make_organization("fjordcloud")
    assert refused(approve, row, at) == "name_taken"

    reviewing.connect(application=row, organization=known, owner=None, at=at)
    assert approve(row, at).membership.organization == known


def test_a_member_of_the_same_owner_stands_in_the_way(at):
    owner = make_membership("Nordsky", "Gold").organization
    row = make_published("Gold", has_owner=True, owner_name="Nordsky")
    later = at + timedelta(days=3)

    assert refused(approve, row, later) == "owner_has_one"
    assert not Decision.objects.exists()
    reviewing.connect(application=row, organization=None, owner=None, at=at)
    assert approve(row, later).state == State.APPROVED
    assert owner.subsidiaries.count() == 0


def test_what_fails_leaves_nothing_behind(at, monkeypatch):
    row = make_reviewed("Silver")
    monkeypatch.setattr(deciding.joining.representation, "invite", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        approve(row, at)

    row.refresh_from_db()
    assert row.state == State.IN_REVIEW
    for model in (Decision, Membership, Organization, Invoice, ChecklistItem):
        assert not model.objects.exists()


def test_the_board_decides_what_is_referred_to_it_and_votes(at):
    row = reviewing.refer(application=make_reviewed("Silver"), at=at)
    assert refused(reviewing.refer, application=row, at=at) == "board"
    assert refused(approve, row, at, body="director") == "other_body"
    assert refused(approve, row, at, votes_for=None) == "votes"
    assert refused(approve, row, at, votes_for=3, votes_against=3) == "votes"
    assert approve(row, at).decisions.get().votes_for == 9


def test_a_director_does_not_vote_nor_decide_tomorrow_or_without_words(at):
    row = make_reviewed("Silver")
    for code, wrong in {
        "votes": {"votes_for": 1},
        "future": {"decided_on": at.date() + timedelta(days=1)},
        "too_early": {"decided_on": at.date() - timedelta(days=1)},
        "no_text": {"text": " "},
    }.items():
        assert refused(approve, row, at, **wrong) == code


def test_a_decision_is_never_edited_and_none_follows_an_approval(at):
    row = make_approved()
    decision = row.decisions.get()
    for change in (lambda: Decision.objects.update(text="No."), decision.delete):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            change()
    with pytest.raises(IntegrityError, match="follows an approval"), transaction.atomic():
        Decision.objects.create(
            application=row, body="director", outcome=Outcome.DECLINED,
            decided_on=at.date(), text="No.", recorded_at=at,
        )  # fmt: skip
    assert (
        refused(deciding.decline, application=row, ruling=make_ruling(at), by=None, at=at)
        == "not_now"
    )


def test_what_was_declined_can_be_taken_up_and_published_again(at):
    row = make_published("Gold")
    row = deciding.decline(application=row, ruling=make_ruling(at), by=None, at=at)
    assert (row.state, row.decided_on) == (State.DECLINED, at.date())
    assert not Application.objects.in_public().exists()

    row = reviewing.take_up(application=row, by=None, at=at)
    assert (row.state, row.published_on) == (State.IN_REVIEW, None)
    later = at + timedelta(days=9)
    assert refused(approve, row, later) == "too_early"
    reviewing.publish(application=row, at=at)
    assert approve(row, later).decisions.count() == 2


def test_what_waits_for_us_and_for_them(at):
    make_filled(name="A draft")
    sent = make_sent(name="Sent")
    asked = make_asked(name="Asked")
    public = make_published(name="In public")
    filling.withdraw(application=make_sent(name="Gone"), at=at + timedelta(days=1))

    rows = Application.objects
    assert set(rows.waiting(at.date())) == {sent}
    assert set(rows.waiting(at.date() + timedelta(days=3))) == {sent, public}
    assert set(rows.waiting_for_them()) == {asked}


def test_a_task_is_ticked_and_unticked(at):
    ChecklistTemplate.objects.create(name="Logo received")
    make_approved()
    item, staff = ChecklistItem.objects.get(), make_staff()
    for _click in range(2):
        item = reviewing.tick(item=item, done=True, by=staff, at=at)
    assert (item.done_by, ChecklistItem.objects.waiting().count()) == (staff, 0)
    assert reviewing.tick(item=item, done=False, by=staff, at=at).done_at is None


def test_who_decides_is_what_the_tier_says(at):
    assert make_sent("Platinum").decided_by == DecidedBy.BOARD

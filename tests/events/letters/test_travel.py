"""The rules of travel support, from the mailed link to the answer."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from events.letters.models import Score, TravelApplication, TravelState
from events.letters.services import cleaning, travel
from events.letters.services.travel import Grant
from events.registration.models import CodeKind
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.accounts.models import User
from tests.factories.events import make_event
from tests.factories.letters import WANTS, make_application, make_draft, make_support
from tests.factories.orders import make_held, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

ALL = Grant(flight=Decimal(900), nights=4, ticket=True)


def refused(call, **fields):
    with pytest.raises(RuleError) as refusal:
        call(**fields)
    return refusal.value.code


def granted(at, **fields):
    return travel.grant(
        application=make_application(**fields), what=ALL, until=at + timedelta(days=14), at=at
    )


def reviewer(email="rae@example.org"):
    return User.objects.create_user(email, full_name="Rae")


# --- Beginning and sending -----------------------------------------------------------------


def test_one_application_per_address_whose_link_is_mailed_again(at, run_queue):
    event = make_support().event
    first = make_draft(event=event, email="Grace@Example.org")
    run_queue()
    again = make_draft(event=event, email=" grace@example.ORG ")
    run_queue()

    assert again.pk == first.pk
    mail = Mail.objects.get(kind="travel_link")
    assert mail.to == "grace@example.org"
    assert first.secret in mail.text
    # An hour later the link is mailed once more.
    travel.begin(event=event, name="X", email=first.email, at=at + timedelta(hours=1))
    run_queue()
    assert Mail.objects.filter(kind="travel_link").count() == 2
    assert TravelApplication.objects.get().name == "Grace Hopper"


def test_the_deadline_is_an_instant_in_the_zone_of_the_event(at):
    event = make_support(open_from=at).event
    before, last = at - timedelta(seconds=1), datetime(2023, 3, 16, 7, tzinfo=UTC)

    for moment in (before, last):
        assert refused(travel.begin, event=event, name="G", email="g@x.org", at=moment) == "closed"
    draft = travel.begin(event=event, name="G", email="g@x.org", at=last - timedelta(seconds=1))
    assert refused(travel.save, application=draft, answers=WANTS, at=last, send=True) == "closed"
    assert refused(travel.begin, event=make_event(), name="G", email="g@x.org", at=at) == "closed"


def test_a_draft_may_have_gaps_and_an_application_may_not(at):
    draft = make_draft()
    gaps = WANTS | {"why": "", "flight": Decimal(0), "nights": 0, "wants_ticket": False}

    kept = travel.save(application=draft, answers=gaps, at=at, send=False)
    assert kept.state == TravelState.DRAFT
    assert kept.verified_at == at
    asked = WANTS | {"flight": Decimal(0), "nights": 0, "wants_ticket": False}
    for answers in (gaps, asked):
        assert refused(travel.save, application=draft, answers=answers, at=at, send=True) == (
            "incomplete"
        )
    with pytest.raises(IntegrityError, match="travel_sent_is_complete"), transaction.atomic():
        TravelApplication.objects.update(state=TravelState.SUBMITTED)


def test_sending_twice_is_one_application_and_one_mail(at, run_queue):
    row = make_application()
    again = make_application(draft=row)
    run_queue()

    assert again.submitted_at == row.submitted_at
    assert Mail.objects.filter(kind="travel_submitted").count() == 1


def test_it_can_be_changed_until_somebody_has_scored_it(at):
    row = make_application()
    assert make_application(draft=row, nights=2).nights == 2
    travel.score(application=row, reviewer=reviewer(), points=4, note="", at=at)

    assert refused(travel.save, application=row, answers=WANTS, at=at, send=True) == "decided"


# --- Scores and decisions --------------------------------------------------------------------


def test_a_reviewer_has_one_score_which_they_may_change(at):
    row, rae = make_application(), reviewer()
    for points in (2, 5):
        travel.score(application=row, reviewer=rae, points=points, note="", at=at)

    assert Score.objects.get().points == 5
    with pytest.raises(IntegrityError, match="travel_score_one_to_five"), transaction.atomic():
        Score.objects.update(points=6)
    assert refused(travel.score, application=make_draft(), reviewer=rae, points=1, note="", at=at)


def test_a_grant_says_what_and_until_when(at, run_queue):
    row = make_application()
    nothing = Grant(flight=Decimal(0), nights=0, ticket=False)
    later = at + timedelta(days=1)

    assert refused(travel.grant, application=row, what=nothing, until=later, at=at) == "nothing"
    assert refused(travel.grant, application=row, what=ALL, until=at, at=at) == "too_late"
    travel.grant(application=row, what=ALL, until=later, at=at)
    run_queue()
    text = Mail.objects.get(kind="travel_granted").text
    assert "900" in text
    assert "4 hotel nights" in text
    assert "a ticket" in text


def test_what_is_decided_is_decided(at):
    row = granted(at)
    for call in (travel.waitlist, travel.decline):
        assert refused(call, application=row, at=at) == "not_now"
    later = at + timedelta(days=1)
    assert refused(travel.grant, application=row, what=ALL, until=later, at=at) == "not_now"
    assert refused(travel.decline, application=make_draft(), at=at) == "not_now"


def test_the_waiting_list_can_still_be_granted_or_declined(at):
    first = travel.waitlist(application=make_application(), at=at)
    second = travel.waitlist(application=make_application(), at=at)

    assert refused(travel.waitlist, application=first, at=at) == "not_now"
    travel.grant(application=first, what=ALL, until=at + timedelta(days=1), at=at)
    assert travel.decline(application=second, at=at).state == TravelState.DECLINED


# --- The answer ------------------------------------------------------------------------------


def test_a_granted_ticket_is_a_code_of_ones_own(at, run_queue):
    kind = make_sale()
    row = granted(at, event=kind.event)
    assert row.code is None
    for _click in range(2):
        row = travel.answer(application=row, accepts=True, at=at)
    run_queue()

    assert (row.code.kind, row.code.owner_email) == (CodeKind.PREPAID, "grace@example.org")
    assert (row.code.value, row.code.most_uses) == (0, 1)
    assert make_held(ticket_type=kind, code=row.code.text).total == 0
    assert row.code.text in Mail.objects.get(kind="travel_accepted").text


def test_the_code_opens_only_the_tickets_of_the_rules(at):
    kind = make_sale()
    make_support(event=kind.event).ticket_types.add(kind)

    row = travel.answer(application=granted(at, event=kind.event), accepts=True, at=at)

    assert list(row.code.ticket_types.all()) == [kind]


def test_who_turns_it_down_gets_no_code_and_cannot_change_it_back(at):
    row = travel.answer(application=granted(at), accepts=False, at=at)

    assert (row.state, row.code) == (TravelState.TURNED_DOWN, None)
    assert refused(travel.answer, application=row, accepts=True, at=at) == "not_now"


def test_a_grant_lapses_by_itself_and_is_not_accepted_after(at, run_queue):
    row = granted(at)
    end = row.answer_until

    assert cleaning.lapse_grants(end - timedelta(seconds=1)) == 0
    assert refused(travel.answer, application=row, accepts=True, at=end) == "too_late"
    assert [cleaning.lapse_grants(end), cleaning.lapse_grants(end)] == [1, 0]
    run_queue()
    row.refresh_from_db()
    assert row.state == TravelState.LAPSED
    assert Mail.objects.filter(kind="travel_lapsed").count() == 1

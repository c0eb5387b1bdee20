"""The voting right: reckoned from rows, said with its reason, noticed, lost and given back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.people import voting
from members.people.models import IndividualMembership, NoticeOutcome, VotingNotice, VotingRule
from members.people.services import ending
from members.people.services import voting as services
from members.people.voting import VotingState
from tests.admin import act, enter, url
from tests.factories.people import make_member, make_notice, make_user, make_vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
LONG_AGO = datetime(2019, 5, 1, 12, tzinfo=UTC)


def member_for(days, at):
    return make_member(since=at - timedelta(days=days))


def in_days(at, days):
    return at + timedelta(days=days)


def may_vote(at):
    return IndividualMembership.objects.may_vote(at, 180).exists()


@pytest.mark.parametrize(
    ("days", "state"), [(0, "waits"), (179, "waits"), (180, "votes"), (200, "votes")]
)
def test_the_right_begins_180_days_after_joining(at, days, state):
    person = member_for(days, at)

    standing = voting.standing(person.user, at)

    assert standing.state == state
    assert may_vote(at) == standing.may_vote == (state == "votes")
    assert "180 days later" in standing.reasons[0]


def test_the_day_counts_and_not_the_hour(at):
    late = make_member(since=datetime(2022, 4, 13, 23, 59, tzinfo=UTC))
    morning = datetime(2022, 10, 10, 0, 0, tzinfo=UTC)

    assert voting.standing(late.user, morning).may_vote
    assert may_vote(morning)


def test_another_rule_is_a_row_from_its_day_on(at):
    person = member_for(100, at)
    VotingRule.objects.create(in_force_from=zones.day(at), wait_days=90)

    assert voting.standing(person.user, at).may_vote
    assert not voting.standing(person.user, at - timedelta(days=1)).may_vote


def test_a_community_account_neither_votes_nor_waits(at):
    standing = voting.standing(make_user(), at)

    assert standing.state == VotingState.NO_MEMBER
    assert "community account" in standing.reasons[0]


@pytest.mark.parametrize(
    ("votes", "noticed"),
    [("", False), ("n", True), ("y", False), ("yn", False), ("nny", True), ("nyny", False)],
)
def test_fewer_than_half_of_the_votes_bring_a_notice(at, votes, noticed):
    make_member("Ada", since=LONG_AGO)
    for number, vote in enumerate(votes):
        make_vote(date(2021, 1 + number, 5), ada=vote == "y")

    assert services.send_notices(at) == int(noticed)
    assert VotingNotice.objects.count() == int(noticed)


def test_votes_count_that_closed_in_the_last_24_months_and_since_joining(at):
    make_member("Ada", since=LONG_AGO)
    make_vote(date(2020, 10, 10), ada=False)
    make_vote(date(2018, 10, 10), ada=False)
    assert services.send_notices(at) == 0
    make_vote(date(2020, 10, 11), ada=False)
    assert services.send_notices(at) == 1


def test_who_was_written_to_since_they_were_found_is_not_written_to_again(at, monkeypatch):
    make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    # What a second worker read before the first one let go of its locks.
    found = list(voting.to_notify(at))
    services.send_notices(at)
    monkeypatch.setattr(voting, "to_notify", lambda _at: found)

    assert services.send_notices(at) == 0
    assert VotingNotice.objects.count() == 1


def test_a_notice_goes_out_once_with_the_day_and_a_link(at, run_queue):
    make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    services.send_notices(at)
    run_queue()

    assert services.send_notices(in_days(at, 1)) == 0
    mail = Mail.objects.get(kind="voting_notice")
    notice = VotingNotice.objects.get()
    assert "9 November 2022" in mail.text
    assert notice.secret in mail.text
    assert notice.answer_until == date(2022, 11, 9)


def test_the_right_is_lost_the_day_after_nobody_answered(at, run_queue):
    person = make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    services.send_notices(at)

    assert voting.standing(person.user, at).state == VotingState.NOTICED
    assert services.settle(in_days(at, 30)) == 0
    assert services.settle(in_days(at, 31)) == 1
    after = voting.standing(person.user, in_days(at, 31))
    assert after.state == VotingState.LOST
    assert "was not answered by 9 November 2022" in after.reasons[0]
    assert not may_vote(in_days(at, 31))
    assert may_vote(in_days(at, 30))
    assert services.send_notices(in_days(at, 32)) == 0
    run_queue()
    assert Mail.objects.filter(kind="voting_lost").count() == 1


def test_who_answers_keeps_it_and_old_votes_no_longer_count(at, client):
    person = make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    services.send_notices(at)
    link = reverse("people:voting_answer", args=[VotingNotice.objects.get().secret])

    assert "Keep my voting right" in client.get(link).text
    assert VotingNotice.objects.get().outcome == NoticeOutcome.OPEN
    assert "Your voting right stays" in client.post(link, follow=True).text
    client.post(link)
    later = in_days(at, 60)
    assert services.settle(later) == services.send_notices(later) == 0
    assert voting.standing(person.user, later).state == VotingState.VOTES
    make_vote(zones.day(in_days(at, 61)), ada=False)
    assert services.send_notices(in_days(at, 62)) == 1


def test_a_late_answer_is_refused_and_says_how_to_mend_it(at, client):
    make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    services.send_notices(at)
    notice = VotingNotice.objects.get()
    link = reverse("people:voting_answer", args=[notice.secret])

    with clock.seen_from(in_days(at, 31)):
        assert "staff can give the right back" in client.post(link, follow=True).text
    with pytest.raises(RuleError) as refused:
        services.answer(notice=notice, at=in_days(at, 31))
    assert refused.value.code == "late"
    assert client.get(reverse("people:voting_answer", args=["nobody"])).status_code == 404


def test_who_votes_meanwhile_has_answered(at):
    make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    services.send_notices(at)
    make_vote(zones.day(in_days(at, 10)), ada=True)

    services.settle(in_days(at, 31))

    assert VotingNotice.objects.get().outcome == NoticeOutcome.ENOUGH


def test_staff_give_a_lost_right_back_with_a_reason(at, client):
    person = make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    services.send_notices(at - timedelta(days=40))
    services.settle(at)
    notice = VotingNotice.objects.get()
    staff = enter(client)

    assert act(staff, "restore", notice, because="").status_code == 422
    act(staff, "restore", notice, because="The mail bounced.")

    assert voting.standing(person.user, at).may_vote
    assert may_vote(at)
    assert services.send_notices(in_days(at, 1)) == 0


def test_resigning_ends_an_open_notice(at):
    person = make_member("Ada", since=LONG_AGO)
    make_notice(person)

    ending.resign(user=person.user, at=at)

    assert VotingNotice.objects.get().outcome == NoticeOutcome.ENDED
    assert services.settle(in_days(at, 60)) == 0


def test_the_dry_run_is_what_the_night_then_does(at, client):
    make_member("Ada", since=LONG_AGO)
    make_member("Grace", since=LONG_AGO)
    make_vote(ada=False, grace=False)
    make_notice(IndividualMembership.objects.get(user__full_name="Ada").user.person,
                sent_on=zones.day(at) - timedelta(days=30))  # fmt: skip
    staff = enter(client)

    page = staff.get(url(VotingNotice, "tonight"))

    assert [str(row.membership.user) for row in page.context["losing"]] == ["Ada"]
    assert [str(row.user) for row in page.context["told"]] == ["Grace"]
    assert "1 member loses" in page.text
    tonight = in_days(at, 1)
    services.settle(tonight)
    services.send_notices(tonight)
    assert VotingNotice.objects.get(outcome="lost").membership.user.full_name == "Ada"
    assert VotingNotice.objects.get(outcome="open").membership.user.full_name == "Grace"


def test_visitors_see_no_dry_run(client):
    client.force_login(make_user("new@example.org", is_staff=True))

    assert client.get(url(VotingNotice, "tonight")).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_jobs_and_the_standing_cost_the_same_for_any_number(
    at, django_assert_num_queries, rows
):
    for number in range(rows):
        make_member(f"P{number}", since=LONG_AGO)
    make_vote(**{f"p{number}": False for number in range(rows)})

    user = IndividualMembership.objects.select_related("user").first().user

    with django_assert_num_queries(4):
        voting.standing(user, at)
    with django_assert_num_queries(2):
        list(voting.to_notify(at))

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail
from projects.hosting import services
from projects.hosting.models import Enquiry, EnquiryState, PlatinumAnswer
from projects.models import Project, Stage
from tests.factories.projects import make_enquiry, make_platinum_member, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def foundation():
    return Foundation.objects.create(
        pk=1, name="F", legal_name="F", address="A", email="desk@example.org", currency="USD"
    )


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def test_an_enquiry_is_kept_with_a_reference_and_a_secret(at):
    enquiry = make_enquiry(at=at, project="Difference")

    assert enquiry.state == EnquiryState.NEW
    assert (enquiry.created_at, enquiry.state_since) == (at, at)
    assert len(enquiry.reference) == 8
    assert len(enquiry.secret) >= 20


def test_whoever_asks_is_thanked_with_the_link(at, run_queue, mailoutbox):
    enquiry = make_enquiry(at=at)
    run_queue()

    (thanks,) = mailoutbox
    assert thanks.to == ["ada@example.org"]
    assert enquiry.get_absolute_url() in thanks.body
    assert enquiry.get_absolute_url() in thanks.alternatives[0].content
    assert enquiry.reference in thanks.subject


def test_the_staff_are_told_and_can_answer_by_mail(at, foundation, run_queue, mailoutbox):
    enquiry = make_enquiry(at=at, comment="Soon & well")
    run_queue()

    told = mailoutbox[1]
    assert told.to == ["desk@example.org"]
    assert told.reply_to == ["ada@example.org"]
    assert f"/admin/hosting/enquiry/{enquiry.pk}/change/" in told.body
    assert "Soon & well" in told.body


def test_a_second_click_stores_and_mails_nothing(at, foundation):
    first = make_enquiry(at=at, token="same")
    second = make_enquiry(at=at + timedelta(seconds=1), token="same")

    assert first == second
    assert Enquiry.objects.count() == 1
    assert Mail.objects.count() == 2


def test_the_same_form_with_other_answers_is_refused_and_not_lost_silently(at):
    make_enquiry(at=at, token="same")

    with refused("sent_already"):
        make_enquiry(at=at, token="same", project="Another")


def test_a_platinum_member_of_today_can_be_named(at):
    member = make_platinum_member()

    enquiry = make_enquiry(at=at, platinum=PlatinumAnswer.ONE, platinum_member=member)

    assert enquiry.platinum_member == member


@pytest.mark.parametrize(
    "held",
    [
        {"tier": "gold"},
        {"until": date(2022, 10, 10)},
        {"since": date(2022, 10, 11)},
    ],
)
def test_who_is_no_platinum_member_today_is_refused(at, held):
    member = make_platinum_member(**held)

    with refused("not_platinum"):
        make_enquiry(at=at, platinum=PlatinumAnswer.ONE, platinum_member=member)

    assert not Enquiry.objects.exists()


def test_the_last_day_of_a_membership_counts(at):
    member = make_platinum_member(until=date(2022, 10, 11))

    assert make_enquiry(at=at, platinum=PlatinumAnswer.ONE, platinum_member=member)


def test_the_database_wants_a_name_for_the_answer_one(at):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_enquiry(at=at, platinum=PlatinumAnswer.ONE, platinum_member=None)


MOVES = {
    EnquiryState.IN_CONVERSATION: services.take_up,
    EnquiryState.DECLINED: services.decline,
    EnquiryState.WITHDRAWN: services.withdraw,
    EnquiryState.PILOT: services.accept_as_pilot,
}
ALLOWED = [
    (EnquiryState.NEW, EnquiryState.IN_CONVERSATION),
    (EnquiryState.NEW, EnquiryState.DECLINED),
    (EnquiryState.NEW, EnquiryState.WITHDRAWN),
    (EnquiryState.IN_CONVERSATION, EnquiryState.PILOT),
    (EnquiryState.IN_CONVERSATION, EnquiryState.DECLINED),
    (EnquiryState.IN_CONVERSATION, EnquiryState.WITHDRAWN),
]


def at_state(state, at):
    """An enquiry that has come to `state` in the ordinary way."""
    enquiry = make_enquiry(at=at)
    if state == EnquiryState.PILOT:
        services.take_up(enquiry=enquiry, at=at)
    if state != EnquiryState.NEW:
        MOVES[state](enquiry=enquiry, at=at)
    enquiry.refresh_from_db()
    assert enquiry.state == state
    return enquiry


@pytest.mark.parametrize(("before", "after"), ALLOWED)
def test_an_enquiry_moves_on_and_the_news_is_mailed_once(at, before, after):
    enquiry = at_state(before, at)
    later = at + timedelta(days=2)

    MOVES[after](enquiry=enquiry, at=later)

    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.state_since) == (after, later)
    news = Mail.objects.get(key=f"hosting-enquiry:{enquiry.reference}:{after}")
    assert enquiry.get_absolute_url() in news.text


@pytest.mark.parametrize("before", EnquiryState)
@pytest.mark.parametrize("after", MOVES)
def test_every_other_move_is_refused(at, before, after):
    if (before, after) in ALLOWED:
        return
    enquiry = at_state(before, at)

    with refused("not_now"):
        MOVES[after](enquiry=enquiry, at=at)


def test_a_pilot_is_created_from_what_was_asked(at):
    member = make_platinum_member()
    enquiry = make_enquiry(at=at, platinum=PlatinumAnswer.ONE, platinum_member=member)
    services.take_up(enquiry=enquiry, at=at)

    project = services.accept_as_pilot(enquiry=enquiry, at=at)

    enquiry.refresh_from_db()
    assert enquiry.hosted_as == project
    assert (project.name, project.stage, project.slug) == ("Difference", Stage.PILOT, "difference")
    assert project.pilot_since == date(2022, 10, 10)
    assert [link.url for link in project.links.all()] == ["https://code.example/difference"]
    assert list(project.backers.all()) == [member]


@pytest.mark.parametrize(
    ("name", "slug"), [("Funding", "funding-2"), ("Zuul!", "zuul-2"), ("项目", "project")]
)
def test_a_pilot_takes_no_address_that_is_taken(at, name, slug):
    make_project(name="Zuul", slug="zuul")
    enquiry = make_enquiry(at=at, project=name)
    services.take_up(enquiry=enquiry, at=at)

    assert services.accept_as_pilot(enquiry=enquiry, at=at).slug == slug


def test_a_pilot_cannot_have_the_name_of_a_project(at):
    make_project(name="Difference")
    enquiry = make_enquiry(at=at, project="difference")
    services.take_up(enquiry=enquiry, at=at)

    with refused("name_taken"):
        services.accept_as_pilot(enquiry=enquiry, at=at)

    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.IN_CONVERSATION
    assert Project.objects.count() == 1

import contextlib
from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail
from projects.hosting import services
from projects.hosting.models import (
    BoardDecision,
    Comment,
    Finding,
    HostingRules,
    Review,
    ReviewState,
)
from projects.models import Stage
from tests.factories.hosting import (
    DECIDED,
    LATER,
    at_public,
    make_comment,
    make_criteria,
    make_pilot,
    make_review,
    make_ruling,
    written,
)
from tests.factories.projects import NOW, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def foundation():
    return Foundation.objects.create(
        pk=1, name="F", legal_name="F", address="A", email="desk@example.org", currency="USD"
    )


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def barred():
    """What the database itself refuses."""
    return pytest.raises(Error)


def test_a_review_asks_for_every_criterion_and_mails_the_link():
    review = make_review()

    assert review.state == ReviewState.WRITING
    assert [each.criterion.name for each in review.findings.all()] == [
        each.name for each in make_criteria()
    ]
    mail = Mail.objects.get(kind="hosting_review_writing")
    assert (mail.to, mail.reply_to) == ("ada@example.org", "desk@example.org")
    assert review.get_absolute_url() in mail.text


def test_only_a_pilot_is_reviewed_and_once_at_a_time():
    with refused("no_pilot"):
        make_review(project=make_project())
    review = make_review()
    with refused("open_already"):
        make_review(project=review.project)
    with barred(), transaction.atomic():
        Review.objects.create(project=review.project, reference="X", name="E", email="e@e.example")


def test_what_is_written_is_kept_and_handed_in_when_it_is_whole():
    review = make_review()
    first, *rest = review.findings.all()

    services.write(review=review, evidence={first.pk: " We meet weekly. "}, at=NOW)
    first.refresh_from_db()
    assert (first.evidence, first.evidence_at) == ("We meet weekly.", NOW)
    with refused("incomplete"):
        services.hand_in(review=review, at=NOW)

    services.write(review=review, evidence={each.pk: "Yes." for each in rest}, at=NOW)
    assert services.hand_in(review=review, at=NOW).state == ReviewState.SENT
    assert Mail.objects.filter(kind="hosting_staff", to="desk@example.org").count() == 1
    with refused("not_now"):
        services.write(review=review, evidence={first.pk: "More."}, at=NOW)


def test_evidence_of_another_review_is_not_written():
    review, other = make_review(), make_review()
    theirs = other.findings.first()

    services.write(review=review, evidence={theirs.pk: "Mine now"}, at=NOW)

    theirs.refresh_from_db()
    assert theirs.evidence == ""


def test_staff_send_it_back_with_what_is_to_be_added():
    review = written(make_review())

    with refused("empty"):
        services.send_back(review=review, note=" ", at=NOW)
    review = services.send_back(review=review, note="Who elects the leads?", at=LATER)

    assert review.state == ReviewState.WRITING
    assert "Who elects the leads?" in Mail.objects.get(kind="hosting_review_back").text


def test_nothing_is_assessed_before_it_is_handed_in():
    finding = make_review().findings.first()

    with refused("not_now"):
        services.assess(finding=finding, verdict="met", assessment="", by=None, at=NOW)


@pytest.mark.parametrize(
    ("until", "code"), [(date(2022, 10, 22), "too_short"), (date(2022, 10, 23), None)]
)
def test_others_have_as_many_days_to_comment_as_the_rules_promise(until, code):
    review = written(make_review())

    if code:
        with refused(code):
            services.publish(review=review, until=until, at=NOW)
    else:
        services.publish(review=review, until=until, at=NOW)
        review.refresh_from_db()
        assert (review.comments_from, review.comments_until) == (date(2022, 10, 10), until)


@pytest.mark.parametrize("licence", ["", "Elastic-2.0", "My own", "SSPL-1.0 AND MIT"])
def test_a_licence_the_osi_has_not_approved_is_not_opened(licence):
    review = written(make_review(project=make_pilot(licence=licence)))

    with refused("licence"):
        services.publish(review=review, until=date(2022, 10, 25), at=NOW)


def test_in_public_the_evidence_stays_as_it_is_read():
    finding = at_public().findings.first()

    with barred(), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(evidence="Other")
    services.assess(finding=finding, verdict="partly", assessment="Hm.", by=None, at=NOW)


def test_people_of_other_projects_comment_and_staff_read_it_first():
    review = at_public()
    comment = make_comment(review)
    assert review.comments.approved().count() == 0
    assert make_comment(review, token=comment.token) == comment

    services.judge(comment=comment, approved=True, by=None, at=LATER)

    assert list(review.comments.approved()) == [comment]
    assert "They answer within a day." in Mail.objects.get(kind="hosting_comment_approved").text
    with refused("not_now"):
        services.judge(comment=comment, approved=True, by=None, at=LATER)


def test_nobody_comments_on_the_own_project_or_outside_of_the_days():
    closed, review = make_review(), at_public()

    with refused("closed"):
        make_comment(closed)
    with refused("closed"):
        make_comment(review, at=NOW + timedelta(days=16))
    with refused("own_project"):
        make_comment(review, project=review.project)
    make_comment(review, at=NOW + timedelta(days=15, hours=14))
    with barred(), transaction.atomic():
        Comment.objects.create(review=review, project=review.project, name="E", email="e@e.example",
                               text="x", token="x")  # fmt: skip
    with barred(), transaction.atomic():
        Comment.objects.create(review=closed, project=review.project, name="E", email="e@e.example",
                               text="x", token="y")  # fmt: skip


def test_a_carried_decision_confirms_the_project_on_its_day():
    review = services.decide(review=at_public(), ruling=make_ruling(), by=None, at=LATER)

    review.project.refresh_from_db()
    assert review.state == ReviewState.CONFIRMED
    assert (review.project.stage, review.project.confirmed_on) == (Stage.CONFIRMED, DECIDED)
    mail = Mail.objects.get(kind="hosting_review_confirmed")
    assert "9 for, 1 against, 2 abstained" in mail.text
    assert "The board agrees." in mail.text


def test_a_vote_against_leaves_a_pilot_that_may_be_reviewed_again():
    review = at_public()

    ruling = make_ruling(votes_for=4, votes_against=4)
    review = services.decide(review=review, ruling=ruling, by=None, at=LATER)

    review.project.refresh_from_db()
    assert (review.state, review.project.stage) == (ReviewState.DECLINED, Stage.PILOT)
    make_review(project=review.project, at=LATER)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"decided_on": date(2022, 10, 25)}, "too_early"),
        ({"decided_on": date(2022, 10, 31)}, "future"),
        ({"text": "  "}, "no_text"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(fields, code):
    review = at_public()

    with refused(code):
        services.decide(review=review, ruling=make_ruling(**fields), by=None, at=LATER)

    assert not BoardDecision.objects.exists()


def test_every_criterion_is_assessed_before_a_project_is_confirmed():
    review = at_public(assessed=False)

    with refused("not_assessed"):
        services.decide(review=review, ruling=make_ruling(), by=None, at=LATER)
    no = make_ruling(votes_for=0, votes_against=9)
    assert services.decide(review=review, ruling=no, by=None, at=LATER).state == "declined"


def test_another_licence_than_the_usual_one_asks_the_board():
    review = at_public(make_review(project=make_pilot(licence="MIT")))

    with refused("licence_asks_board"):
        services.decide(review=review, ruling=make_ruling(), by=None, at=LATER)
    no = make_ruling(votes_for=1, votes_against=8)
    services.rule_on_licence(project=review.project, ruling=no, by=None, at=LATER)
    with refused("licence_asks_board"):
        services.decide(review=review, ruling=make_ruling(), by=None, at=LATER)
    services.rule_on_licence(project=review.project, ruling=make_ruling(), by=None, at=LATER)
    services.decide(review=review, ruling=make_ruling(), by=None, at=LATER)

    review.project.refresh_from_db()
    assert review.project.stage == Stage.CONFIRMED


def test_the_board_is_not_asked_about_the_usual_licence_or_one_nobody_approved():
    with refused("usual"):
        services.rule_on_licence(project=make_pilot(), ruling=make_ruling(), by=None, at=LATER)
    with refused("licence"):
        services.rule_on_licence(
            project=make_pilot(licence="SSPL-1.0"), ruling=make_ruling(), by=None, at=LATER
        )


def decision(of, **fields):
    ruling = make_ruling()
    told = {name: getattr(ruling, name) for name in ruling.__dataclass_fields__}
    return BoardDecision(
        project=of.project,
        **told | {"review": of, "subject": "confirmation", "is_carried": True} | fields,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"decided_on": date(2022, 10, 25)},
        {"is_carried": False},
        {"review": None},
        {"text": ""},
        {"subject": "extension", "review": None},
        {"subject": "licence", "review": None},
    ],
)
def test_the_database_refuses_a_decision_that_cannot_be(fields):
    review = at_public()

    with barred(), transaction.atomic():
        decision(review, **fields).save()


def test_the_database_itself_wants_criteria_assessed_and_the_licence_accepted():
    with barred(), transaction.atomic():
        decision(at_public(assessed=False)).save()
    with barred(), transaction.atomic():
        decision(at_public(make_review(project=make_pilot(licence="MIT")))).save()
    with barred(), transaction.atomic():
        decision(written(make_review())).save()


def test_a_decision_and_the_end_of_a_review_stay():
    review = services.decide(review=at_public(), ruling=make_ruling(), by=None, at=LATER)

    with barred(), transaction.atomic():
        BoardDecision.objects.update(text="Other")
    with barred(), transaction.atomic():
        BoardDecision.objects.all().delete()
    with barred(), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state="declined")
    with barred(), transaction.atomic():
        review.findings.update(assessment="Other")
    with refused("not_now"):
        services.withdraw_review(review=review, at=LATER)


def test_a_review_is_not_confirmed_without_a_decision():
    review = at_public()

    with barred(), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state="confirmed")


def test_a_project_takes_its_review_back_and_stays_a_pilot():
    review = services.withdraw_review(review=at_public(), at=LATER)

    review.project.refresh_from_db()
    assert (review.state, review.project.stage) == (ReviewState.WITHDRAWN, Stage.PILOT)
    with refused("not_now"):
        services.decide(review=review, ruling=make_ruling(), by=None, at=LATER)


def test_the_rules_are_one_row():
    HostingRules.objects.create(pk=1, comment_days=7)

    with barred(), transaction.atomic():
        HostingRules.objects.create(pk=2)


@pytest.mark.parametrize(
    "deed",
    [
        lambda row: services.hand_in(review=row, at=NOW),
        lambda row: services.send_back(review=row, note="More.", at=NOW),
        lambda row: services.publish(review=row, until=date(2022, 10, 25), at=NOW),
        lambda row: services.withdraw_review(review=row, at=NOW),
        lambda row: services.decide(review=row, ruling=make_ruling(), by=None, at=LATER),
        lambda row: services.leave(project=row.project, at=NOW),
    ],
)
def test_whatever_changes_a_review_locks_its_project_first(django_assert_max_num_queries, deed):
    """So that no two of them wait for each other."""
    review = at_public()

    with django_assert_max_num_queries(50) as asked, contextlib.suppress(RuleError):
        deed(review)

    locks = [row["sql"] for row in asked.captured_queries if "FOR UPDATE" in row["sql"]]
    assert 'FROM "projects_project"' in locks[0]


def test_a_criterion_is_once_in_a_review():
    row = make_review().findings.first()

    with pytest.raises(Error), transaction.atomic():
        Finding.objects.create(review=row.review, criterion=row.criterion)


def test_the_board_decides_once_about_a_review():
    review = at_public()
    told = {"project": review.project, "review": review, "subject": "confirmation", "text": "No.",
            "is_carried": False, "decided_on": DECIDED, "votes_for": 0, "votes_against": 1,
            "votes_abstained": 0}  # fmt: skip
    BoardDecision.objects.create(**told)

    with pytest.raises(Error), transaction.atomic():
        BoardDecision.objects.create(**told)

"""How an answer comes in, changes, is matched and withdrawn; who may not."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from projects.deployments import tasks
from projects.deployments.models import Adopter, Answer, Kind, Region, Stage, Standing
from projects.deployments.services import beginning, filling, matching, publishing
from tests.factories.deployments import (
    NOW,
    make_answer,
    make_bracket,
    make_crowd,
    make_deployment,
    make_industry,
    make_round,
)
from tests.factories.members import make_organization, make_representative
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db
LATE = datetime(2023, 1, 1, tzinfo=UTC)


def begin(asked, token="t", **fields):
    facts = {"organization": "Acme", "name": "Ada", "email": "Ada@Acme.example", "at": NOW}
    return beginning.begin(asked=asked, token=token, **facts | fields)


def told(**fields):
    return {
        "kind": Kind.PRIVATE,
        "region": Region.EUROPE,
        "stage": Stage.PRODUCTION,
        "bracket": make_bracket(),
        "version": "Zed",
    } | fields


def complete(answer):
    """Everything but sending."""
    project = make_project()
    filling.save_organization(
        answer=answer, organization="Acme", industry=make_industry(), name="Ada", at=NOW
    )
    filling.save_projects(answer=answer, projects=[project], at=NOW)
    filling.save_deployments(answer=answer, project=project, rows=[told()], at=NOW)
    filling.save_sharing(answer=answer, is_public=False, at=NOW)
    return project


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def test_an_answer_is_begun_filled_in_and_sent_with_one_mail_for_each():
    answer = begin(make_round())
    complete(answer)

    filling.send(answer=answer, at=NOW)
    filling.send(answer=answer, at=NOW + timedelta(minutes=1))

    answer.refresh_from_db()
    assert (answer.sent_at, answer.standing, answer.email) == (
        *(NOW, Standing.WAITING),
        "ada@acme.example",
    )
    assert answer.deployments.get().version == "Zed"
    kinds = list(Mail.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["survey_link", "survey_thanks"]
    assert answer.get_absolute_url() in Mail.objects.first().text


def test_the_same_form_begins_one_answer_and_no_organisation():
    asked = make_round()

    assert begin(asked) == begin(asked)
    assert Answer.objects.get().organization is None


def test_nobody_floods_a_mailbox():
    asked = make_round()
    for number in range(5):
        begin(asked, token=f"t{number}")

    with refused("too_many"):
        begin(asked, token="t6")


@pytest.mark.parametrize("change", ["begin", "projects", "deployments", "sharing", "send"])
def test_nothing_comes_in_after_the_round_has_closed(change):
    asked = make_round()
    answer = begin(asked)
    project = complete(answer)
    changes = {
        "begin": lambda: begin(asked, token="u", at=LATE),
        "projects": lambda: filling.save_projects(answer=answer, projects=[project], at=LATE),
        "deployments": lambda: filling.save_deployments(
            answer=answer, project=project, rows=[], at=LATE
        ),
        "sharing": lambda: filling.save_sharing(answer=answer, is_public=True, at=LATE),
        "send": lambda: filling.send(answer=answer, at=LATE),
    }

    with refused("closed"):
        changes[change]()


def test_what_lacks_something_is_not_sent():
    answer = begin(make_round())
    project = complete(answer)
    filling.save_projects(answer=answer, projects=[project, make_project()], at=NOW)

    with refused("incomplete"):
        filling.send(answer=answer, at=NOW)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (lambda: [told(), told(stage=Stage.TESTING, bracket=None)], "twice"),
        (lambda: [told(bracket=None)], "no_cores"),
        (lambda: [told()] * 13, "too_many"),
    ],
)
def test_deployments_that_cannot_be_are_refused(rows, code):
    answer = begin(make_round())
    project = complete(answer)

    with refused(code):
        filling.save_deployments(answer=answer, project=project, rows=rows(), at=NOW)
    with refused("not_chosen"):
        filling.save_deployments(answer=answer, project=make_project(), rows=[told()], at=NOW)
    assert answer.deployments.count() == 1


def test_of_what_was_sent_something_is_left():
    answer = begin(make_round())
    project = complete(answer)
    filling.send(answer=answer, at=NOW)

    with refused("last"):
        filling.save_deployments(answer=answer, project=project, rows=[], at=NOW)
    with refused("last"):
        filling.save_projects(answer=answer, projects=[make_project()], at=NOW)


def test_who_speaks_for_an_organisation_goes_on_with_its_answer():
    asked, organization = make_round(), make_organization("Acme")
    one = make_representative(organization, email="one@acme.example")
    two = make_representative(organization, email="two@acme.example")

    first = beginning.begin_for(asked=asked, organization=organization, representative=one, at=NOW)
    second = beginning.begin_for(asked=asked, organization=organization, representative=two, at=NOW)

    assert first == second
    assert (first.standing, first.email) == (Standing.KNOWN, "one@acme.example")


def test_who_does_not_represent_it_now_cannot_answer_for_it():
    asked, organization = make_round(), make_organization("Acme")
    stranger = make_representative(make_organization("Other"))
    former = make_representative(organization, until=date(2022, 9, 1))

    for somebody in (stranger, former):
        with refused("stranger"):
            beginning.begin_for(
                asked=asked, organization=organization, representative=somebody, at=NOW
            )


def test_last_years_answer_is_filled_in():
    organization = make_organization("Acme")
    old = make_answer(make_round(2021), organization=organization, is_public=True)
    deployment = make_deployment(old)
    asked = make_round()

    new = beginning.begin_for(
        asked=asked,
        organization=organization,
        representative=make_representative(organization),
        at=NOW,
    )

    assert (new.before, new.industry, new.is_public) == (old, old.industry, True)
    assert new.sent_at is None, "it is looked over and sent"
    assert new.deployments.get().bracket == deployment.bracket
    assert beginning.again(answer=old, asked=asked, at=NOW) == new
    with refused("not_earlier"):
        beginning.again(answer=new, asked=asked, at=NOW)


def test_whoever_has_last_years_link_goes_on_from_it_once():
    old = make_answer(make_round(2021), standing=Standing.ACCEPTED)
    make_deployment(old)
    asked = make_round()

    new = beginning.again(answer=old, asked=asked, at=NOW)

    assert beginning.again(answer=old, asked=asked, at=NOW) == new
    assert (new.email, new.standing, new.deployments.count()) == (old.email, "accepted", 1)


def test_a_typed_name_is_matched_once_and_another_name_is_matched_anew():
    asked, organization = make_round(), make_organization("Acme")
    answer = begin(asked)
    complete(answer)
    filling.send(answer=answer, at=NOW)
    double = make_answer(asked, standing=Standing.WAITING)

    matching.accept(answer=answer, by=None, at=NOW)
    filling.save_organization(
        answer=answer, organization="Acme Two", industry=make_industry(), name="Ada", at=NOW
    )
    answer.refresh_from_db()
    assert answer.standing == Standing.WAITING

    matching.match(answer=answer, organization=organization, by=None, at=NOW)
    answer.refresh_from_db()
    assert (answer.called, answer.standing) == ("Acme", Standing.KNOWN)
    with refused("answered"):
        matching.match(answer=double, organization=organization, by=None, at=NOW)


def test_nothing_about_a_published_round_is_matched_any_more():
    answer = make_answer(make_round(2021))
    publishing.publish(asked=answer.round, at=NOW)

    for service in (matching.accept, matching.set_aside):
        with refused("published"):
            service(answer=answer, by=None, at=NOW)


def test_withdrawing_erases_everything_but_the_published_numbers():
    asked, project = make_round(2021), make_project()
    answers = make_crowd(asked, project, 18, public=3)
    publishing.publish(asked=asked, at=NOW)
    told_before = list(asked.aggregates.values_list("project", "dimension", "value", "count"))
    assert Adopter.objects.count() == 3

    filling.withdraw(answer=answers[0])

    assert not Answer.objects.filter(pk=answers[0].pk).exists()
    assert Adopter.objects.count() == 2
    after = list(asked.aggregates.values_list("project", "dimension", "value", "count"))
    assert after == told_before
    with refused("gone"):
        filling.withdraw(answer=answers[0])


def test_withdrawing_takes_the_mails_along():
    answer = begin(make_round())

    filling.withdraw(answer=answer)

    assert not Mail.objects.exists()


def test_who_did_not_send_is_reminded_once_in_the_last_week():
    asked = make_round()
    draft = make_answer(asked, sent_at=None)
    make_answer(asked)
    week = asked.closes_at - timedelta(days=7)

    assert tasks.remind(week - timedelta(seconds=1)) == 0
    assert [tasks.remind(week), tasks.remind(week + timedelta(hours=1))] == [1, 0]
    assert tasks.remind(asked.closes_at) == 0

    assert Mail.objects.get().to == draft.email


def test_what_was_never_sent_is_erased_a_month_after_the_round():
    asked = make_round()
    draft, sent = make_answer(asked, sent_at=None), make_answer(asked)
    make_deployment(draft)
    month = asked.closes_at + timedelta(days=30)

    assert tasks.erase_unsent(month - timedelta(seconds=1)) == 0
    assert tasks.erase_unsent(month) == 1

    assert Answer.objects.get() == sent

"""Two at once, on a real PostgreSQL: each thread has a connection of its own."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from projects.deployments.models import Aggregate, Answer
from projects.deployments.services import beginning, filling, matching, publishing
from tests.factories.deployments import (
    NOW,
    make_answer,
    make_crowd,
    make_deployment,
    make_round,
)
from tests.factories.members import make_organization, make_representative
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run `works` in threads that start together; returns what they return or are refused with."""
    barrier, results = Barrier(len(works)), []

    def run(work):
        barrier.wait()
        try:
            results.append(work())
        except RuleError as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_tabs_send_one_answer_with_one_mail():
    answer = make_answer(make_round(), sent_at=None)
    make_deployment(answer)

    moments = [NOW + timedelta(seconds=number) for number in range(4)]
    results = at_once(*[lambda at=at: filling.send(answer=answer, at=at).sent_at for at in moments])

    answer.refresh_from_db()
    assert results == [answer.sent_at] * 4, "whoever comes second finds it sent"
    assert Mail.objects.get().kind == "survey_thanks"


def test_two_colleagues_begin_one_answer():
    asked, organization = make_round(), make_organization("Acme")
    people = [make_representative(organization, email=f"{n}@acme.example") for n in range(4)]

    found = at_once(
        *[
            lambda person=person: (
                beginning.begin_for(
                    asked=asked, organization=organization, representative=person, at=NOW
                ).pk
            )
            for person in people
        ]
    )

    assert found == [Answer.objects.get().pk] * 4


def test_two_of_the_staff_publish_a_round_once():
    asked = make_round(2021)
    make_crowd(asked, make_project(), 15)

    results = at_once(*[lambda: len(publishing.publish(asked=asked, at=NOW).shown)] * 2)

    shown = Aggregate.objects.count()
    assert shown > 0
    assert sorted(results, key=str) == [shown, "published"]


def test_two_tabs_change_the_same_project_and_one_of_them_holds():
    answer = make_answer(make_round(), sent_at=None)
    project = make_deployment(answer).project
    bracket = answer.deployments.get().bracket
    row = {"region": "asia", "stage": "production", "bracket": bracket, "version": ""}

    at_once(
        *[
            lambda kind=kind: filling.save_deployments(
                answer=answer, project=project, rows=[{**row, "kind": kind}], at=NOW
            )
            for kind in ("public", "edge")
        ]
    )

    assert answer.deployments.count() == 1


def test_an_organisation_is_matched_to_one_of_two_answers():
    asked, organization = make_round(2021), make_organization("Acme")
    doubles = [make_answer(asked, standing="waiting") for _ in range(2)]

    results = at_once(
        *[
            lambda one=one: (
                matching.match(answer=one, organization=organization, by=None, at=NOW).standing
            )
            for one in doubles
        ]
    )

    assert sorted(results) == ["answered", "known"]

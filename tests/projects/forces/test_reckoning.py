"""When scores are reckoned, from what, and that they stay as they were."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from members.models import Membership
from projects.contributions import reading
from projects.contributions.models import DeveloperMonth
from projects.deployments.models import Aggregate, Round
from projects.deployments.queries import Users
from projects.deployments.services import publishing
from projects.ecosystem import services as market
from projects.ecosystem.models import Tie
from projects.forces import services
from projects.forces.models import Score
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.deployments import make_crowd, make_round
from tests.factories.ecosystem import make_offer, make_tie
from tests.factories.projects import make_project
from tests.factories.repositories import Work, make_repository
from tests.factories.scores import SEPTEMBER, make_month, make_score

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def reckon(at=KEYNOTE_WEEK, **given):
    return services.reckon(at=at, **given)


def newest(project):
    return Score.objects.filter(project=project).latest("month")


def survey(monkeypatch, project, *told):
    """What the rooms of the survey would answer for `project`."""
    monkeypatch.setattr("projects.forces.inputs.users", lambda _projects, _at: {project.pk: told})


def told(year=2022, month=8, organizations=40, cores=2000):
    closed = datetime(year, month, 15, tzinfo=UTC)
    return Users(year, closed, organizations, organizations, cores)


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2022, 10, 10), SEPTEMBER),
        (date(2022, 10, 3), SEPTEMBER),
        (date(2022, 10, 2), date(2022, 8, 1)),
        (date(2023, 1, 3), date(2022, 12, 1)),
    ],
)
def test_a_month_is_reckoned_two_days_after_it_is_over(day, month):
    assert services.last_due(day) == month
    assert services.due(day)[:2] == [month, (month - timedelta(days=1)).replace(day=1)]


def test_a_score_is_kept_with_what_it_was_reckoned_from(monkeypatch):
    project = make_project()
    make_month(project)
    make_tie(project)
    make_tie(project, kind="host", start=date(2022, 9, 30))
    make_tie(project, kind="train", start=date(2022, 10, 1))
    survey(monkeypatch, project, told())

    reckon()

    row = newest(project)
    assert (row.users, row.ecosystem, row.developers) == (53, 26, 50)
    assert row.inputs == {
        "users": {"organizations": 40, "cores": 2000, "survey": 2022},
        "ecosystem": {
            "organizations": 2, "kinds": 2, "offers": 0, "undated": 1, "as_of": "2022-09-30",
        },
        "developers": {"contributors": 31, "organizations": 9, "bus_factor": 6},
    }  # fmt: skip


def test_it_happens_once_and_a_score_that_is_there_stays(monkeypatch):
    project = make_project()
    make_month(project)
    assert reckon() == 1
    DeveloperMonth.objects.update(year_contributors=900)

    assert reckon() == 0
    assert newest(project).developers == 50
    assert newest(project).users is None

    survey(monkeypatch, project, told(month=9))
    assert reckon() == 1, "what was not known is filled in"
    assert (newest(project).users, newest(project).developers) == (53, 50)

    Tie.objects.all().delete()
    assert reckon(anew=True) > 0
    assert newest(project).developers > 70


def test_nothing_is_reckoned_of_what_nobody_knows():
    make_project()

    assert reckon() == 0
    assert not Score.objects.exists()


def test_each_month_has_the_survey_that_had_closed_by_its_end(monkeypatch):
    project = make_project()
    survey(monkeypatch, project, told(2021, organizations=10), told(2022, 9, organizations=100))

    reckon()

    surveys = {
        row.month: row.inputs["users"]["survey"] for row in Score.objects.filter(project=project)
    }
    assert surveys[SEPTEMBER] == 2022
    assert surveys[date(2022, 8, 1)] == 2021
    assert min(surveys) == date(2021, 8, 1)


def test_a_survey_is_in_the_scores_in_the_same_act_as_it_is_published():
    project = make_project()
    make_tie(project)
    for year, size in ((2021, 20), (2022, 40)):
        asked = make_round(year, closes_at=datetime(year, 8, 15, tzinfo=UTC),
                           opens_at=datetime(year, 7, 1, tzinfo=UTC))  # fmt: skip
        make_crowd(asked, project, size)
    first, second = Round.objects.order_by("year")
    publishing.publish(asked=first, at=datetime(2022, 9, 5, tzinfo=UTC))
    reckon()
    before = newest(project)
    Tie.objects.all().delete()

    publishing.publish(asked=second, at=KEYNOTE_WEEK)

    now = newest(project)
    assert (before.inputs["users"]["survey"], now.inputs["users"]["survey"]) == (2021, 2022)
    assert now.users > before.users
    assert (now.ecosystem, now.inputs["ecosystem"]) == (
        before.ecosystem,
        before.inputs["ecosystem"],
    )
    july = Score.objects.get(project=project, month=date(2022, 7, 1))
    assert july.inputs["users"]["survey"] == 2021, "before it closed nothing is reckoned again"


def test_a_publication_that_breaks_leaves_neither_figures_nor_scores(monkeypatch):
    asked = make_round(2021)
    make_crowd(asked, make_project(), 20)

    def breaks(*_words, **_more):
        raise RuntimeError

    monkeypatch.setattr(services, "_write", breaks)
    with pytest.raises(RuntimeError):
        publishing.publish(asked=asked, at=KEYNOTE_WEEK)

    assert not Aggregate.objects.exists()
    assert not Score.objects.exists()


def test_a_survey_that_tells_nothing_of_a_project_gives_it_no_score(monkeypatch):
    project = make_project()
    make_month(project)
    survey(monkeypatch, project, told(2021), told(2022, organizations=None, cores=None))

    reckon()

    assert newest(project).users is None, "suppressed: not 0, and not last year's either"
    assert "users" not in newest(project).inputs


def test_only_members_count_for_their_entries():
    project = make_project()
    offer = make_offer(projects=[project], at=datetime(2022, 3, 5, tzinfo=UTC))
    Membership.objects.filter(organization=offer.organization).update(
        span=(None, date(2022, 7, 31))
    )
    reckon()

    months = Score.objects.filter(project=project).values_list("month", "inputs__ecosystem__offers")
    assert dict(months) == {date(2022, month, 1): 1 for month in (3, 4, 5, 6)}

    Membership.objects.update(span=(None, None))
    market.withdraw(offer=offer, at=datetime(2022, 9, 30, tzinfo=UTC))
    reckon()
    assert newest(project).month == date(2022, 8, 1)


def test_each_month_knows_the_ties_of_its_own_last_day_and_how_many_have_no_first_one():
    project = make_project()
    make_tie(project, start=date(2022, 7, 31), end=date(2022, 9, 1))
    make_tie(project, kind="host", start=date(2022, 9, 30))
    make_tie(project, kind="train", end=date(2022, 9, 30))
    reckon()

    scores = Score.objects.filter(project=project, month__gte=date(2022, 6, 1)).order_by("month")
    told = [row.inputs["ecosystem"] for row in scores]
    assert [(row["organizations"], row["kinds"], row["undated"]) for row in told] == [
        (1, 1, 1), (2, 2, 1), (2, 2, 1), (1, 1, 0),
    ]  # fmt: skip


def test_the_score_of_developers_is_there_as_soon_as_they_were_counted(tmp_path):
    work = Work(tmp_path)
    work.commit(at=datetime(2022, 9, 5, tzinfo=UTC))
    repository = make_repository(tmp_path)
    make_tie(repository.project)
    reckon()
    assert newest(repository.project).developers is None

    reading.read(repository=repository, at=KEYNOTE_WEEK)

    row = newest(repository.project)
    assert row.developers is not None
    assert row.inputs["developers"]["contributors"] == 1


def test_a_count_that_breaks_leaves_neither_months_nor_scores(tmp_path, monkeypatch):
    Work(tmp_path).commit(at=datetime(2022, 9, 5, tzinfo=UTC))
    repository = make_repository(tmp_path)

    def breaks(*_words, **_more):
        raise RuntimeError

    monkeypatch.setattr(services, "_write", breaks)
    with pytest.raises(RuntimeError):
        reading.read(repository=repository, at=KEYNOTE_WEEK)

    assert not DeveloperMonth.objects.exists()
    assert not Score.objects.exists()


def test_a_row_is_of_a_month_and_at_most_a_hundred():
    for wrong in ({"month": date(2022, 9, 2)}, {"users": 101}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_score(**wrong)


@pytest.mark.parametrize("rows", [1, 3])
def test_reckoning_costs_the_same_for_any_number_of_projects(django_assert_num_queries, rows):
    for _ in range(rows):
        project = make_project()
        make_month(project)
        make_offer(projects=[project])

    # Savepoints, the projects, what is there, six questions, one statement that writes.
    with django_assert_num_queries(10):
        reckon()


def test_by_hand_for_some_or_for_all():
    first, second = make_project(slug="first"), make_project(slug="second")
    make_month(first)
    make_month(second)

    said = StringIO()
    call_command("forces", "first", stdout=said)
    assert said.getvalue() == "1 scores reckoned\n"
    call_command("forces", stdout=said)
    assert Score.objects.count() == 2
    with pytest.raises(CommandError, match="There is no project third"):
        call_command("forces", "third", stdout=said)


@pytest.mark.django_db(transaction=True)
def test_two_workers_reckon_once():
    project = make_project()
    make_month(project)

    assert sum(at_once([reckon] * 4, workers=4)) == 1
    assert Score.objects.count() == 1

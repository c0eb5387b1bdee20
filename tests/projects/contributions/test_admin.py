"""What staff see of repositories, and what the worker does without being asked."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from foundation.base import clock
from projects.contributions import tasks
from projects.contributions.models import Bot, Contribution, Reading, Repository
from tests.admin import act, said, url
from tests.factories.repositories import Work, make_repository

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def work(tmp_path):
    work = Work(tmp_path)
    work.commit()
    return work


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(admin_client, django_assert_max_num_queries, tmp_path, rows):
    for number in range(rows):
        repository = make_repository(tmp_path / str(number), name=f"part {number}")
        Reading.objects.create(repository=repository, error="git said no")

    with django_assert_max_num_queries(9):
        page = admin_client.get(url(Repository, "changelist"), {"failing": "yes"}).text

    assert page.count("git said no") == rows


def test_staff_have_a_repository_read_now(admin_client, work, run_queue):
    repository = make_repository(work.folder)

    act(admin_client, "read_now", repository)
    run_queue()

    assert "will be read in a moment" in " ".join(said(admin_client))
    assert Contribution.objects.get().commits == 1
    assert "1" in admin_client.get(url(Repository, "change", repository.pk)).text


def test_what_is_not_followed_is_not_read(admin_client, work, run_queue):
    repository = make_repository(work.folder, is_followed=False)

    act(admin_client, "read_now", repository)
    run_queue()
    tasks.read_what_is_old()
    run_queue()

    assert not Contribution.objects.exists()


def test_an_address_that_git_would_run_is_refused_in_words(admin_client, work):
    repository = make_repository(work.folder)
    data = {"project": repository.project_id, "name": "code", "address": "ext::sh -c id"}

    page = admin_client.post(url(Repository, "change", repository.pk), data)

    assert page.status_code == 422
    assert "Write the address as https://example.org/code.git." in page.text


@pytest.mark.parametrize("model", [Repository, Bot])
def test_pages_open_and_are_not_for_everybody(admin_client, client, work, model):
    row = make_repository(work.folder) if model is Repository else Bot.objects.create(pattern="x*")

    for page, args in (("changelist", ()), ("change", (row.pk,)), ("add", ())):
        assert admin_client.get(url(model, page, *args)).status_code == 200
    client.logout()
    assert client.get(url(model, "changelist")).status_code == 302


def test_the_worker_reads_what_was_not_read_for_a_day(work, run_queue):
    repository = make_repository(work.folder)

    assert tasks.read_what_is_old() == 1
    assert tasks.read_what_is_old() == 0, "asked for already"
    run_queue()
    Reading.objects.filter(repository=repository).update(
        read_at=clock.now() - timedelta(days=1, minutes=1)
    )
    assert tasks.read_what_is_old() == 1


def test_the_command_tells_what_it_counted_and_what_it_could_not(work, tmp_path):
    project = make_repository(work.folder).project
    out = io.StringIO()
    call_command("read_contributions", project.slug, stdout=out)
    make_repository(tmp_path / "nothing", project=project, name="lost")

    with pytest.raises(CommandError, match="lost could not be read"):
        call_command("read_contributions", stdout=out)

    assert "1 new commits counted" in out.getvalue()

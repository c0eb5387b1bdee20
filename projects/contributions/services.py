"""What staff can have done with a repository."""

from django.db import transaction

from projects.contributions import reading, tasks
from projects.contributions.models import Reading, Repository


@transaction.atomic
def read_now(*, repository: Repository) -> None:
    """Have the worker read what is new in `repository`."""
    tasks.read_repository.enqueue(repository.pk)


@transaction.atomic
def read_anew(*, repository: Repository) -> None:
    """Have the worker count `repository` from its first commit on.

    For new bots and new mail domains: they count from the beginning. Its figures stay as they were
    until the reading is through.
    """
    Reading.objects.get_or_create(repository=repository)
    row = Reading.objects.select_for_update().get(repository=repository)
    reading.forget(row)
    tasks.read_repository.enqueue(repository.pk)

"""The worker reads every repository once a day."""

from datetime import timedelta

from django.db.models import Q
from django.tasks import task

from foundation.base import beat, clock
from foundation.base.errors import RuleError
from projects.contributions import reading
from projects.contributions.models import Reading, Repository

EVERY = timedelta(days=1)
# A reading that was asked for and has not begun by then is asked for again.
AT_ONCE = 5


@task()
def read_repository(repository_id: int) -> str:
    """Read one repository; what cannot be read is kept on it for staff and tried again tomorrow."""
    repository = Repository.objects.select_related("project").get(pk=repository_id)
    try:
        return str(reading.read(repository=repository, at=clock.now()))
    except RuleError as refused:
        return refused.code or ""


@beat.every(minutes=10)
def read_what_is_old() -> int:
    """Read a few repositories that have not been read for a day; returns how many."""
    long_ago = clock.now() - EVERY
    old = Repository.objects.followed().filter(
        Q(reading=None) | Q(reading__read_at=None) | Q(reading__read_at__lt=long_ago)
    )
    found = list(old.order_by("reading__read_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    for pk in found:
        # Noted first: another worker that looks a moment later does not ask again.
        Reading.objects.update_or_create(repository_id=pk, defaults={"read_at": clock.now()})
        read_repository.enqueue(pk)
    return len(found)

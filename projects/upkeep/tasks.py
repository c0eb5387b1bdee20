"""The worker asks every link once a day, each site by itself, and reads where releases are told."""

from django.conf import settings
from django.db import transaction
from django.tasks import task

from foundation.base import beat, clock
from foundation.base.errors import RuleError
from projects.upkeep import checking, importing
from projects.upkeep.models import Follow, ReleaseSource, SourceKind

# So many sites are asked for at once.
AT_ONCE = 20


@task()
def visit_site(host: str) -> int:
    """Ask the due links of one site; returns how many. A site that is being asked is left alone."""
    return checking.visit(host, at=clock.now())


@beat.every(minutes=10)
def look_after_links() -> int:
    """Queue a visit for some of the sites whose links are due; returns how many.

    Twice at once does no harm: the second visit finds the site taken, or nothing due.
    """
    if not settings.LINKS_ARE_CHECKED:
        return 0
    checking.take_up()
    hosts = checking.due_hosts(clock.now())[:AT_ONCE]
    for host in hosts:
        visit_site.enqueue(host)
    return len(hosts)


@task()
def read_source(source_id: int) -> str:
    """Read one source of releases; what goes wrong is kept on it for staff and tried again."""
    source = ReleaseSource.objects.select_related("repository").filter(pk=source_id).first()
    if source is None:
        return ""
    try:
        return str(importing.read(source=source, at=clock.now()))
    except RuleError as refused:
        return refused.code or ""


@beat.every(minutes=10)
def follow_releases() -> int:
    """Queue the reading of sources that are due; returns how many.

    Each is put off first, by who locks it: another worker does not queue it too.
    """
    at = clock.now()
    due = ReleaseSource.objects.due(at)
    if not settings.LINKS_ARE_CHECKED:
        due = due.filter(kind=SourceKind.TAGS, repository__address__startswith="/")
    found = list(due.values_list("pk", flat=True)[:AT_ONCE])
    with transaction.atomic():
        held = ReleaseSource.objects.filter(pk__in=found).order_by("pk")
        mine = list(held.select_for_update(skip_locked=True).values_list("pk", flat=True))
        # Asked after the locks are held: what another worker put off before it let go is seen.
        rows = list(ReleaseSource.objects.due(at).filter(pk__in=mine).order_by("pk"))
        for row in rows:
            Follow.objects.update_or_create(source=row, defaults={"due_at": at + importing.EVERY})
            read_source.enqueue(row.pk)
    return len(rows)

"""The worker asks every link once a day, each site by itself."""

from django.conf import settings
from django.tasks import task

from foundation.base import beat, clock
from projects.upkeep import checking

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

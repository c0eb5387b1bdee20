"""A web process asks for the pages that matter once before anybody waits for them.

What is imported, compiled and put together on the first request of a process (the table of
addresses, templates, statements, patterns) made that request cost fifty others.
"""

import gc
import logging
from collections.abc import Iterator
from http import HTTPStatus

from django.db import DatabaseError, connections

from events.models import Event
from foundation.base import clock, inside, zones
from members.models import Organization
from projects.models import Project

logger = logging.getLogger(__name__)

# The pages that most visits begin with. Each has templates and statements of its own.
ALWAYS = (
    *("/", "/events/", "/members/", "/members/?q=foundation", "/members/statistics/"),
    *("/members/agreements/", "/members/wall/", "/members.json", "/projects/", "/marketplace/"),
    *("/members/join/", "/news/", "/search/?q=foundation"),
)


def warm() -> list[str]:
    """Ask for them in this process; returns those that were answered.

    Nothing is told to anybody and nothing is written. A process whose database does not answer
    yet starts all the same, cold.
    """
    try:
        answered = [path for path in _paths() if inside.page(path).status_code == HTTPStatus.OK]
    except DatabaseError as failed:
        logger.warning("The pages are not warm: %s", failed)
        answered = []
    # What is loaded by now stays: the collector need not walk over it again and again.
    gc.collect()
    gc.freeze()
    return answered


def let_go() -> None:
    """Close the connections that warming opened: requests are answered in other threads."""
    connections.close_all()


def _paths() -> Iterator[str]:
    """What is always there, and one page of each kind that there is any of."""
    day = zones.day(clock.now())
    event = Event.objects.public().upcoming(day).first()
    found = [event, Project.objects.first(), Organization.objects.order_by("pk").first()]
    yield from ALWAYS
    yield from (row.get_absolute_url() for row in found if row is not None)
    if event is not None:
        yield f"{event.get_absolute_url()}register/"

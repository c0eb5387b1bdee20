"""What happens by itself: once a day the public pages are compared with the register."""

from foundation.base import clock, zones
from foundation.base.beat import every
from members.reports import checking, standing
from members.reports.models import RegisterCheck


@every(minutes=10)
def check_register() -> int:
    """The check of the day, if nobody has made it yet; returns how many differences there are.

    Two workers that come at once do the same work twice and write the same row.
    """
    at = clock.now()
    if RegisterCheck.objects.filter(day__gte=zones.day(at)).exists():
        return 0
    return len(standing.check_register(at=at, fetch=checking.in_this_process).differences)

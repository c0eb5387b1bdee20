"""Writing down what the standing check found."""

from datetime import datetime

from foundation.base import zones
from members.reports.checking import Outcome, check
from members.reports.models import RegisterCheck
from members.reports.reading import Fetch

# More sentences than this are counted and not kept.
MOST_KEPT = 200


def check_register(*, at: datetime, fetch: Fetch) -> Outcome:
    """Compare what the public is shown with the register of the day of `at`, and keep the result.

    One result a day: a later check of the same day takes the place of the earlier one.
    """
    day = zones.day(at)
    outcome = check(day, fetch)
    RegisterCheck.objects.update_or_create(
        day=day,
        defaults={
            "checked_at": at,
            "rows": outcome.rows,
            "number": len(outcome.differences),
            "differences": "\n".join(outcome.differences[:MOST_KEPT]),
        },
    )
    return outcome

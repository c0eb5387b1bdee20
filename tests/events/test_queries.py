"""Which events are coming, which were, and where each stands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events import queries
from events.models import EventKind
from events.stages import Stage, stage
from tests.factories.events import make_event, make_recording

pytestmark = pytest.mark.django_db

OPENS = datetime(2022, 10, 3, 16, tzinfo=UTC)
CLOSES = datetime(2023, 6, 1, 6, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
# 13-15 June 2023 in Vancouver, where it is UTC-7: the last day ends at 07:00 UTC on the 16th.
END = datetime(2023, 6, 16, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (OPENS - SECOND, Stage.SOON),
        (OPENS, Stage.OPEN),
        (CLOSES - SECOND, Stage.OPEN),
        (CLOSES, Stage.CLOSED),
        (END - SECOND, Stage.CLOSED),
        (END, Stage.OVER),
    ],
)
def test_the_stage_follows_the_clock(moment, expected):
    event = make_event(registration_opens_at=OPENS, registration_closes_at=CLOSES)

    assert stage(event, moment) is expected


def test_an_event_without_a_date_for_registration_is_announced():
    assert stage(make_event(registration_opens_at=None), OPENS) is Stage.ANNOUNCED


def test_nothing_outranks_a_cancellation():
    event = make_event(cancelled_at=OPENS)

    assert stage(event, OPENS) is Stage.CANCELLED
    assert stage(event, END) is Stage.CANCELLED


def test_the_next_event_comes_first_and_the_last_one_leads_the_past(at):
    later = make_event(name="Later")
    sooner = make_event(starts_on=date(2022, 10, 17), ends_on=date(2022, 10, 21))
    older = make_event(starts_on=date(2021, 6, 7), ends_on=date(2021, 6, 9))
    old = make_event(starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    make_event(is_public=False)

    assert [row.event for row in queries.upcoming(at)] == [sooner, later]
    assert [row.event for row in queries.past(at)] == [old, older]


def test_an_event_changes_from_coming_to_past_when_its_day_ends_in_its_zone():
    event = make_event()

    assert [row.event for row in queries.upcoming(END - SECOND)] == [event]
    assert queries.past(END - SECOND) == []
    assert queries.upcoming(END) == []
    assert [row.event for row in queries.past(END)] == [event]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_edges_of_the_world_are_counted_in_their_own_zone(zone):
    event = make_event(zone=zone, starts_on=date(2023, 6, 13), ends_on=date(2023, 6, 13))
    shift = timedelta(hours=14) if zone == "Pacific/Kiritimati" else timedelta(hours=-12)
    end = datetime(2023, 6, 14, tzinfo=UTC) - shift

    assert [row.event for row in queries.upcoming(end - SECOND)] == [event]
    assert [row.event for row in queries.past(end)] == [event]


def test_the_current_gathering_goes_before_the_next(at):
    first = make_event(
        kind=EventKind.PTG, zone="UTC", starts_on=date(2022, 10, 17), ends_on=date(2022, 10, 21)
    )
    second = make_event(
        kind=EventKind.PTG, zone="UTC", starts_on=date(2023, 3, 27), ends_on=date(2023, 3, 31)
    )
    last_second = datetime(2022, 10, 21, 23, 59, 59, tzinfo=UTC)

    assert queries.current_or_next(EventKind.PTG, at) == first
    assert queries.current_or_next(EventKind.PTG, last_second) == first
    assert queries.current_or_next(EventKind.PTG, last_second + SECOND) == second
    assert queries.current_or_next(EventKind.SUMMIT, at) is None
    assert queries.last(EventKind.PTG, last_second + SECOND) == first


def test_a_cancelled_gathering_is_passed_over(at):
    make_event(kind=EventKind.PTG, cancelled_at=at)

    assert queries.current_or_next(EventKind.PTG, at) is None


def test_it_is_known_whether_an_event_can_be_watched(at):
    make_recording(event=make_event(ends_on=date(2022, 6, 9), starts_on=date(2022, 6, 7)))

    assert queries.past(at)[0].event.has_recordings

"""How far a project is on its way, with days: what has been, what it is at, and what is next."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.base import zones
from projects.hosting.models import BoardDecision, Enquiry, Review, ReviewState, Subject
from projects.models import Project, Stage


@dataclass(frozen=True)
class Event:
    """One station. Past ones have a day if it is known, those to come may have one."""

    title: str
    text: str = ""
    on: date | datetime | None = None
    is_past: bool = True
    decision: BoardDecision | None = None
    # Of one day: what began, what was asked on the way, the review, how it ended.
    rank: int = 2


STATIONS = ["Sent", "In conversation", "Pilot", "Review", "Confirmed"]
AT = {
    ReviewState.WRITING: "Write how the project meets each criterion, and hand it in.",
    ReviewState.SENT: "Our staff read what the project wrote, then open it for comments.",
    ReviewState.PUBLIC: "The other projects comment. Then the board decides.",
}


def current(project: Project | None, review: Review | None) -> int:
    """At which of `STATIONS` a hosted project is, from 1; 0 when it has left the way."""
    if project is None or project.stage not in {Stage.PILOT, Stage.CONFIRMED, Stage.MAINTENANCE}:
        return 0
    if project.stage != Stage.PILOT:
        return 5
    return 4 if review is not None else 3


def journey(
    project: Project,
    *,
    enquiry: Enquiry | None,
    reviews: list[Review],
    decisions: list[BoardDecision],
    review_by: date | None,
    day: date,
) -> list[Event]:
    """What has happened to a project until `day`, in order of its days, and then what is to come."""
    past = [*_began(project, enquiry), *_reviewed(reviews), *(_decided(one) for one in decisions)]
    confirmed = any(one.subject == Subject.CONFIRMATION and one.is_carried for one in decisions)
    if project.confirmed_on and not confirmed:
        past.append(Event("Confirmed by the board", on=project.confirmed_on))
    past.sort(key=lambda event: (_day(event.on), event.rank))
    if project.stage == Stage.RETIRED:
        past.append(Event("Retired", f"Since {project.since}." if project.since else ""))
    return [*past, *_coming(project, reviews, review_by, day)]


def _began(project: Project, enquiry: Enquiry | None) -> list[Event]:
    told = []
    if enquiry is not None:
        told.append(Event("Asked for a home", on=enquiry.created_at, rank=0))
    if project.pilot_since:
        told.append(Event("Became a pilot", on=project.pilot_since, rank=0))
    return told


def _reviewed(reviews: list[Review]) -> list[Event]:
    return [
        Event("The review was opened for comments", on=one.comments_from)
        for one in reviews
        if one.comments_from
    ]


def _decided(one: BoardDecision) -> Event:
    titles = {
        (Subject.CONFIRMATION, True): "Confirmed by the board",
        (Subject.CONFIRMATION, False): "Not confirmed by the board",
        (Subject.EXTENSION, True): "More time given by the board",
        (Subject.EXTENSION, False): "More time not given by the board",
        (Subject.LICENCE, True): f"The board accepted {one.licence}",
        (Subject.LICENCE, False): f"The board did not accept {one.licence}",
        (Subject.RETIREMENT, True): "The pilot ended by the board",
        (Subject.RETIREMENT, False): "The pilot goes on",
    }
    title = titles[Subject(one.subject), one.is_carried]
    rank = 1 if one.subject in {Subject.LICENCE, Subject.EXTENSION} else 3
    return Event(title, on=one.decided_on, decision=one, rank=rank)


def _coming(
    project: Project, reviews: list[Review], review_by: date | None, day: date
) -> list[Event]:
    if project.stage != Stage.PILOT:
        return []
    told = []
    open_one = next((one for one in reviews if one.is_open), None)
    if open_one is not None and open_one.comments_until:
        told.append(
            Event("Last day of comments", AT[ReviewState.PUBLIC], open_one.comments_until, False)
        )
        told.append(Event("The board decides", "At a meeting after that day.", None, False))
    elif open_one is not None:
        told.append(Event("The review", AT[ReviewState(open_one.state)], None, is_past=False))
    if review_by is not None:
        told.append(_deadline(review_by, day))
    return told


def _deadline(review_by: date, day: date) -> Event:
    if review_by < day:
        text = "That day is past: the board confirms it, gives it more time, or ends the pilot."
        return Event("Was to be reviewed by this day", text, review_by, is_past=False)
    text = "A pilot is confirmed by then, gets more time from the board, or ends."
    return Event("To be reviewed by this day", text, review_by, is_past=False)


def _day(on: date | datetime | None) -> date:
    if on is None:
        return date.min
    return zones.day(on) if isinstance(on, datetime) else on

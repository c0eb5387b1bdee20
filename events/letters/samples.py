"""Mails about letters and applications as they would be written now, for staff to look at.

Nothing is written. The letter itself is left out: what stands in a passport is for who reviews it.
"""

from events.letters import mails, papers
from events.letters.models import LetterState, TravelApplication, TravelState, VisaLetter
from foundation.base import clock
from foundation.base.mail import Draft
from foundation.base.mailkinds import Sample

# What a mail about a no says as long as nobody has given a reason.
REASON = "The reason that you give."


def visa(kind: str) -> Sample:
    """A letter this mail fits; without one, any as if. `about` is the code of an order."""
    state = LetterState(kind.removeprefix("visa_letter_"))

    def sample(scope: str, about: str) -> Draft | None:
        rows = VisaLetter.objects.with_papers().order_by("-pk")
        if scope:
            rows = rows.filter(ticket__order__event=_event(scope))
        if about:
            rows = rows.filter(ticket__order__code=about.strip().upper().partition("-")[0])
        row = rows.filter(state=state).first() or rows.first()
        if row is None:
            return None
        row.number, row.code = row.number or papers.PREVIEW, row.code or papers.PREVIEW
        row.reason = row.reason or REASON
        return mails.to_holder(row, kind, may_ask_again=True)

    return sample


def travel(kind: str) -> Sample:
    """An application this mail fits; without one, any as if. `about` is an e-mail address."""
    state = kind.removeprefix("travel_")

    def sample(scope: str, about: str) -> Draft | None:
        rows = TravelApplication.objects.select_related("event__venue", "code").order_by("-pk")
        if scope:
            rows = rows.filter(event=_event(scope))
        if about:
            rows = rows.filter(email=about.strip().lower())
        sent = rows.exclude(state=TravelState.DRAFT)
        row = rows.filter(state=state).first() or sent.first() or rows.first()
        return mails.to_applicant(_as_if_granted(row), kind) if row else None

    return sample


def _as_if_granted(row: TravelApplication) -> TravelApplication:
    """The application with what it asks for, as long as nothing is granted. It is not saved."""
    if row.answer_until is None:
        row.granted_flight, row.granted_nights = row.flight, row.nights
        row.granted_ticket = row.wants_ticket
        row.answer_until = clock.now()
    return row


def _event(scope: str) -> int | None:
    """The key of the event that `scope` names."""
    key = scope.removeprefix("event:")
    return int(key) if key.isdecimal() else None

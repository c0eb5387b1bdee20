"""What has happened to an enquiry, in order: its states, and what both sides wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from projects.hosting.models import ERASED_WORDS, Enquiry, EnquiryState, Message

STATES = {
    EnquiryState.NEW: "The enquiry was sent",
    EnquiryState.IN_CONVERSATION: "The foundation took it up",
    EnquiryState.PILOT: "It became a pilot",
    EnquiryState.DECLINED: "The foundation declined it",
    EnquiryState.WITHDRAWN: "It was taken back",
}


# Of one moment: how it began, what was written, how it went on.
BEGINNINGS = [EnquiryState.NEW, EnquiryState.IN_CONVERSATION]
MESSAGES = len(BEGINNINGS)


@dataclass(frozen=True)
class Turn:
    """One state reached (`title`), or one message: who wrote it, and what."""

    at: datetime
    title: str = ""
    is_ours: bool = False
    who: str = ""
    text: str = ""
    rank: int = MESSAGES


def turns(enquiry: Enquiry) -> list[Turn]:
    """Everything, the oldest first. Two queries: the history of the enquiry, and its messages."""
    written = Message.objects.filter(enquiry=enquiry).select_related("written_by")
    return sorted(
        [*_states(enquiry), *(_turn(enquiry, one) for one in written)],
        key=lambda turn: (turn.at, turn.rank),
    )


def _states(enquiry: Enquiry) -> list[Turn]:
    versions: Any = Enquiry.pgh_event_models["insert"]  # type: ignore[attr-defined]
    rows = versions.objects.filter(pgh_obj=enquiry.pk).order_by()
    found = set(rows.values_list("state", "state_since"))
    return [Turn(at, STATES[EnquiryState(state)], rank=_rank(state)) for state, at in found]


def _rank(state: str) -> int:
    return BEGINNINGS.index(EnquiryState(state)) if state in BEGINNINGS else MESSAGES + 1


def _turn(enquiry: Enquiry, message: Message) -> Turn:
    text = "" if message.text == ERASED_WORDS else message.text
    if not message.is_ours:
        return Turn(message.written_at, who=enquiry.name, text=text)
    who = message.written_by.get_full_name() if message.written_by else ""
    return Turn(message.written_at, is_ours=True, who=who, text=text)

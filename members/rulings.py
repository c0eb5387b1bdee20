"""A decision about who holds a tier, before it is written down: what it must say, and from when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from foundation.base import moments, zones
from foundation.base.errors import RuleError
from members.models import DecidedBy, Outcome, Tier


@dataclass(frozen=True)
class Ruling:
    """What was decided: on which day, the text for who asked, of a board its votes, and for staff
    the conflicts of interest."""

    body: str
    decided_on: date
    text: str
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    conflicts: str = ""

    def values(self) -> dict[str, object]:
        """The columns of a row that keeps it."""
        return vars(self) | {"text": self.text.strip(), "conflicts": self.conflicts.strip()}


def check_days_in_public(
    ruling: Ruling, *, tier: Tier, days: int, published_on: date | None, decide_from: date | None
) -> None:
    """Refuse (`too_early`) to approve what was not in public for `days` days (domain 1, Joining)."""
    if not days:
        return
    if published_on is None or decide_from is None:
        raise RuleError(
            _("Publish it first: %(tier)s is decided after %(days)s days in public."),
            code="too_early",
            params={"tier": tier, "days": days},
        )
    if ruling.decided_on < decide_from:
        raise RuleError(
            _("It is in public and can be approved from %(day)s."),
            code="too_early",
            params={"day": moments.shown(decide_from, "UTC")},
        )


def check(
    ruling: Ruling, outcome: Outcome, *, body: str, sent_at: datetime | None, at: datetime
) -> None:
    """Refuse what no `body` can have decided about something sent at `sent_at`.

    Refusals: `other_body`, `future`, `too_early` (before it was sent), `no_text`, `votes`.
    """
    if ruling.body != body:
        raise RuleError(
            _("The %(body)s decides about this application."),
            code="other_body",
            params={"body": DecidedBy(body).label},
        )
    if ruling.decided_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    if sent_at is not None and ruling.decided_on < zones.day(sent_at):
        raise RuleError(_("It had not been sent on that day."), code="too_early")
    if not ruling.text.strip():
        raise RuleError(_("Write what the applicant reads."), code="no_text")
    _check_votes(outcome, ruling)


def _check_votes(outcome: Outcome, ruling: Ruling) -> None:
    votes = (ruling.votes_for, ruling.votes_against, ruling.votes_abstained)
    if ruling.body == DecidedBy.DIRECTOR:
        if any(vote is not None for vote in votes):
            raise RuleError(_("A director does not vote: leave the votes empty."), code="votes")
        return
    if ruling.votes_for is None or ruling.votes_against is None or ruling.votes_abstained is None:
        raise RuleError(_("Give the votes for, against and abstained."), code="votes")
    carried = ruling.votes_for > ruling.votes_against
    if carried != (outcome == Outcome.APPROVED):
        raise RuleError(
            _("The votes say otherwise: it is approved by more votes for than against."),
            code="votes",
        )

"""In which state a membership is on a day: it follows from dates and payments, and says why."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import moments
from foundation.base.money import show
from members.dues.books import Book
from members.dues.models import DuesYear
from members.models import Ending


class State(models.TextChoices):
    UPCOMING = "upcoming", gettext_lazy("Upcoming")
    GOOD = "good", gettext_lazy("Good standing")
    DUE = "due", gettext_lazy("Dues to pay")
    GRACE = "grace", gettext_lazy("Overdue, in grace")
    OVERDUE = "overdue", gettext_lazy("Overdue, grace is over")
    OVERRIDE = "override", gettext_lazy("Under an override")
    LAPSED = "lapsed", gettext_lazy("Lapsed")
    ENDED = "ended", gettext_lazy("Ended")


# Tier logos may be used in these only (domain 1, good standing).
GOOD_STANDING = frozenset({State.GOOD, State.DUE, State.OVERRIDE})


@dataclass(frozen=True)
class Standing:
    """The state, and a sentence that says why."""

    state: State
    why: str

    @property
    def is_good(self) -> bool:
        """Whether the member may use what members in good standing may, such as the tier's logo."""
        return self.state in GOOD_STANDING


def of(book: Book) -> Standing:
    """The standing of a membership on the day of its book."""
    day, span = book.day, book.membership.span
    if span.upper is not None and span.upper <= day:
        return _over(book)
    if span.lower is not None and span.lower > day:
        return Standing(State.UPCOMING, _("It begins on %s.") % moments.shown(span.lower, "UTC"))
    if override := book.override:
        last = moments.shown(override.span.upper - timedelta(days=1), "UTC")
        why = _("Staff let the rules wait until %(day)s: %(reason)s")
        return Standing(State.OVERRIDE, why % {"day": last, "reason": override.reason})
    if book.overdue:
        return _overdue(book, book.overdue[0])
    if book.unpaid:
        return _due(book.unpaid[0])
    return Standing(State.GOOD, _paid(book))


def _over(book: Book) -> Standing:
    membership = book.membership
    lapsed = membership.ended_as == Ending.LAPSED
    how = membership.get_ended_as_display() if membership.ended_as else _("nobody wrote down how")
    why = _("Its last day was %(day)s (%(how)s).")
    return Standing(
        State.LAPSED if lapsed else State.ENDED, why % {"day": membership.until, "how": how}
    )


def _amount(year: DuesYear) -> str:
    return show(year.owed, year.currency, short=True)


def _overdue(book: Book, year: DuesYear) -> Standing:
    facts = {"amount": _amount(year), "due": moments.shown(year.due_on, "UTC")}
    last = year.due_on + timedelta(days=book.rule.grace_days)
    facts["last"] = moments.shown(last, "UTC")
    if book.day <= last:
        why = _("%(amount)s was due on %(due)s; it lapses if that is not paid by %(last)s.")
        return Standing(State.GRACE, why % facts)
    why = _("%(amount)s was due on %(due)s, and grace ended on %(last)s.")
    return Standing(State.OVERDUE, why % facts)


def _due(year: DuesYear) -> Standing:
    facts = {"amount": _amount(year), "due": moments.shown(year.due_on, "UTC")}
    return Standing(State.DUE, _("%(amount)s is due on %(due)s.") % facts)


def _paid(book: Book) -> str:
    if not book.years:
        return _("Nothing was charged.")
    last = moments.shown(book.years[-1].last_day, "UTC")
    if any(year.amount for year in book.years):
        return _("Everything that was charged is paid, until %s.") % last
    return _("It costs nothing until %s.") % last

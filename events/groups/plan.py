"""What a list of people does to the tickets of an order, before anything is done.

A line is about the ticket whose number it names; else about that of the same e-mail; else of the
same name, whose e-mail it corrects; else it takes the next ticket that nobody has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.registration.models import Ticket
from foundation.base.errors import RuleError

NUMBER = "ticket"
TOLD = {
    "attendee_name": _("Name"),
    "attendee_email": _("E-mail"),
    "organization": _("Organisation"),
    "job_title": _("Job title"),
}


class Effect(StrEnum):
    """What a line does to its ticket."""

    NEW = "new"
    PASSED_ON = "passed_on"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Step:
    """A ticket as it is, and who it is for then; a cell that was left empty says nothing."""

    ticket: Ticket
    person: Mapping[str, str]

    @property
    def effect(self) -> Effect:
        if not self.ticket.is_assigned:
            return Effect.NEW
        if self.person["attendee_email"] != self.ticket.attendee_email:
            return Effect.PASSED_ON
        return Effect.CHANGED if self.changes else Effect.SAME

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """Before and after of what becomes other."""
        cells = ((name, getattr(self.ticket, name), self.person.get(name, "")) for name in TOLD)
        return {name: (old, new) for name, old, new in cells if new and new != old}

    @property
    def lines(self) -> list[tuple[Any, str, str]]:
        """The same with the words for each."""
        return [(TOLD[name], *both) for name, both in self.changes.items()]


@dataclass(frozen=True)
class Plan:
    """The steps of a list in its sequence, and how many people it does not name keep theirs."""

    steps: Sequence[Step]
    others: int

    @property
    def to_do(self) -> list[Step]:
        """Those that change something."""
        return [step for step in self.steps if step.effect != Effect.SAME]

    @property
    def same(self) -> int:
        """How many say what is so already."""
        return len(self.steps) - len(self.to_do)

    @property
    def mark(self) -> str:
        """Stands for what was shown: it is another once anything of it is."""
        said = [
            (step.ticket.pk, step.ticket.attendee_email, sorted(step.changes.items()))
            for step in self.steps
        ]
        return sha256(repr(said).encode()).hexdigest()[:16]


def of(tickets: Sequence[Ticket], people: Sequence[Mapping[str, Any]]) -> Plan:
    """What `people` do to the live `tickets` of an order, which are in its sequence.

    Raises RuleError `no_ticket` for a number the order does not have, `twice` where two lines are
    about one ticket, `too_many` for more new people than tickets that nobody has, and
    `named_already` where somebody would have two.
    """
    lines = [dict(row) | {"attendee_email": row["attendee_email"].lower()} for row in people]
    found = _known(tickets, lines)
    free = [row for row in tickets if not row.is_assigned and row not in found.values()]
    new = [number for number in range(len(lines)) if number not in found]
    if len(new) > len(free):
        raise RuleError(
            _(
                "People in the list without a ticket: %(people)d. Tickets that nobody has: %(free)d. "
                "Take lines out, or write the number of a ticket beside who is to get it."
            ),
            code="too_many",
            params={"people": len(new), "free": len(free)},
        )
    found |= dict(zip(new, free, strict=False))
    steps = [Step(found[number], line) for number, line in enumerate(lines)]
    _check_once(tickets, steps)
    named = {step.ticket.pk for step in steps}
    return Plan(steps, sum(row.is_assigned and row.pk not in named for row in tickets))


def _known(tickets: Sequence[Ticket], lines: Sequence[Mapping[str, Any]]) -> dict[int, Ticket]:
    """The tickets that lines are about, by the number of the line."""
    by_number = {row.position: row for row in tickets}
    found: dict[int, Ticket] = {}
    for number, line in enumerate(lines):
        if line.get(NUMBER):
            if line[NUMBER] not in by_number:
                raise RuleError(
                    _("This order has no ticket %(number)d: look at the number beside %(email)s."),
                    code="no_ticket",
                    params={"number": line[NUMBER], "email": line["attendee_email"]},
                )
            _about(found, number, by_number[line[NUMBER]])
    emails = {line["attendee_email"] for line in lines}
    for name, read in (("attendee_email", str), ("attendee_name", _plain)):
        theirs = {read(getattr(row, name)): row for row in tickets if row.is_assigned}
        for number, line in enumerate(lines):
            row = theirs.get(read(line[name]))
            # Who is in the list with an e-mail of theirs is not somebody else of that name.
            is_other = row and name == "attendee_name" and row.attendee_email in emails
            if row and number not in found and not is_other and row not in found.values():
                _about(found, number, row)
    return found


def _about(found: dict[int, Ticket], number: int, ticket: Ticket) -> None:
    if ticket in found.values():
        raise RuleError(
            _("Two lines are about ticket %(number)d: leave one of them."),
            code="twice",
            params={"number": ticket.position},
        )
    found[number] = ticket


def _check_once(tickets: Sequence[Ticket], steps: Sequence[Step]) -> None:
    """Nobody who gets a ticket by the list keeps another one of the order."""
    named = {step.ticket.pk for step in steps}
    keeping = {row.attendee_email for row in tickets if row.pk not in named and row.is_assigned}
    for step in steps:
        if step.person["attendee_email"] in keeping and step.effect != Effect.SAME:
            raise RuleError(
                _("%(email)s has another ticket of this order already: take that line out."),
                code="named_already",
                params={"email": step.person["attendee_email"]},
            )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()

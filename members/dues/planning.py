"""What the rules of terms would do tonight. Pure: the dry run and the run have this one plan.

Dates are reached, not met: what should have happened on a day nobody ran the rules happens on the
next. What has a notice has happened; what was paid or decided is not planned (domain 1, Terms).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import moments, zones
from foundation.base.money import show
from members.dues import books, days
from members.dues.books import Book
from members.dues.models import Decision, DuesYear, Subject, Term
from members.models import Membership


class DeedKind(models.TextChoices):
    RENEW = "renew", gettext_lazy("Renewed, with the next invoice")
    INVOICE = "invoice", gettext_lazy("Invoiced for the next year")
    MOVE = "move", gettext_lazy("Moved to another tier")
    REMIND_ELECT = "remind_elect", gettext_lazy("Reminded to elect")
    MISS = "miss", gettext_lazy("Told that the day to elect has passed")
    REMIND_DUES = "remind_dues", gettext_lazy("Reminded of dues")
    SUSPEND = "suspend", gettext_lazy("Loses good standing, and the logo of its tier")
    LAPSE = "lapse", gettext_lazy("Lapses")
    END = "end", gettext_lazy("Ends")


@dataclass(frozen=True)
class Deed:
    """One thing the rules do: to whom, why in a sentence, and the date that was reached."""

    kind: DeedKind
    membership: Membership
    key: str
    why: str
    reached: date
    term: Term | None = field(default=None, repr=False)
    year: DuesYear | None = field(default=None, repr=False)

    @property
    def what(self) -> str:
        return str(self.kind.label)


def plan(at: datetime) -> list[Deed]:
    """Everything that would happen if the rules were run at `at`, by kind and name.

    Seven queries. Each deed is one step: what follows from it is planned in the next run.
    """
    day = zones.day(at)
    found = [deed for book in books.read(concerned(day), day) for deed in deeds(book)]
    order = list(DeedKind)
    return sorted(
        found, key=lambda deed: (order.index(deed.kind), deed.membership.organization.name)
    )


def concerned(day: date) -> QuerySet[Membership]:
    """Memberships that the rules look at: with a term, and not over on `day`."""
    lasting = Q(span__endswith__isnull=True) | Q(span__endswith__gt=day)
    return Membership.objects.filter(
        lasting, terms__called_off_at=None, terms__isnull=False
    ).distinct()


def deeds(book: Book) -> list[Deed]:
    """What the rules do to one membership on the day of its book."""
    if book.membership.span.upper is not None and book.membership.span.upper <= book.day:
        return []
    waits = book.override is not None
    if not waits and (lapse := _lapse(book)):
        return [lapse]
    found = [*_after_term(book), *_charges(book)]
    if not waits:
        found += _election(book)
        found += _dues(book)
    return found


def _shown(day: date) -> str:
    return moments.shown(day, "UTC")


def _owed(year: DuesYear) -> str:
    return show(year.owed, year.currency, short=True)


def _lapse(book: Book) -> Deed | None:
    for year in book.overdue:
        reached = year.due_on + timedelta(days=book.rule.grace_days + 1)
        if book.day >= reached:
            why = _("%(amount)s was due on %(due)s and is not paid after %(days)s days of grace.")
            facts = {
                "amount": _owed(year),
                "due": _shown(year.due_on),
                "days": book.rule.grace_days,
            }
            key = f"lapse:{book.membership.pk}:{year.pk}"
            return Deed(DeedKind.LAPSE, book.membership, key, why % facts, reached, year.term, year)
    return None


def _after_term(book: Book) -> Iterator[Deed]:
    """Renewal before the end of the last term, or what happens when it is reached."""
    term = book.term
    if term is None or book.membership.span.upper is not None:
        return
    end = term.span.upper
    if not _stays(book, term):
        if book.day >= end and book.override is None:
            yield _deed(DeedKind.END, book, term, end, _why_it_ends(book, term))
    elif book.overdue and book.override is None:
        return
    elif term.next_tier is not None:
        if book.day >= end:
            why = _("The move to %(tier)s at the end of the term was planned.")
            yield _deed(DeedKind.MOVE, book, term, end, why % {"tier": term.next_tier})
    elif book.day >= (reached := end - timedelta(days=book.rule.invoice_days)):
        decided = term.decision == Decision.RENEW
        why = _("It elected to renew") if decided else _("It renews by itself")
        why = f"{why}: " + _("the next term begins on %s.") % _shown(end)
        yield _deed(DeedKind.RENEW, book, term, reached, why)


def _deed(kind: DeedKind, book: Book, term: Term, reached: date, why: str) -> Deed:
    return Deed(kind, book.membership, f"{kind}:{term.pk}", why, reached, term)


def _stays(book: Book, term: Term) -> bool:
    """Whether the member stays after `term`, or still may."""
    last = book.elect_by(term)
    if term.decision == Decision.UNDECIDED and last is not None:
        return book.day <= last
    return bool(term.decision != Decision.LEAVE)


def _why_it_ends(book: Book, term: Term) -> str:
    if term.decision == Decision.LEAVE:
        return _("It said that it leaves when its term ends.")
    last = book.elect_by(term) or term.last_day
    return _("It had to elect to renew by %s and did not.") % _shown(last)


def _charges(book: Book) -> Iterator[Deed]:
    """The next year of dues of terms that are charged in part only."""
    for term in book.terms:
        last = [year for year in book.years if year.term_id == term.pk]
        start = last[-1].span.upper if last else term.span.lower
        reached = start - timedelta(days=book.rule.invoice_days)
        if start < term.span.upper and book.day >= reached:
            why = _("The year from %s is invoiced %s days before.")
            key = f"invoice:{term.pk}:{start}"
            yield Deed(
                DeedKind.INVOICE, book.membership, key,
                why % (_shown(start), book.rule.invoice_days), max(reached, term.span.lower), term,
            )  # fmt: skip


def _election(book: Book) -> Iterator[Deed]:
    """Reminders to elect while it may, and word that the last day has passed."""
    term = book.term
    last = book.elect_by(term) if term else None
    if term is None or last is None or term.decision != Decision.UNDECIDED:
        return
    if book.membership.span.upper is not None or book.day >= term.span.upper:
        return
    if book.day > last:
        key = f"miss:{term.pk}"
        if key not in book.told:
            why = _("It could elect to renew until %(last)s; its term ends on %(end)s.")
            why %= {"last": _shown(last), "end": _shown(term.last_day)}
            yield Deed(DeedKind.MISS, book.membership, key, why, last + days.ONE_DAY, term)
        return
    reached = [
        (days.back(term.span.upper, row.months, row.days), row)
        for row in book.reminders
        if row.subject == Subject.ELECTION
    ]
    reached = [pair for pair in reached if term.span.lower <= pair[0] <= book.day]
    if not reached:
        return
    on, row = max(reached, key=lambda pair: (pair[0], -pair[1].pk))
    key = f"elect:{term.pk}:{row.months}:{row.days}"
    if key not in book.told:
        why = _("It has to elect to renew by %s and has not decided.") % _shown(last)
        yield Deed(DeedKind.REMIND_ELECT, book.membership, key, why, on, term)


def _dues(book: Book) -> Iterator[Deed]:
    """For each unpaid year the latest word that is due: a reminder, or that standing is lost."""
    for year in book.unpaid:
        steps = [
            (year.due_on + timedelta(days=row.days), f"dues:{year.pk}:{row.days}")
            for row in book.reminders
            if row.subject == Subject.DUES
        ]
        lost = year.due_on + days.ONE_DAY
        steps.append((lost, f"suspend:{year.pk}"))
        charged = zones.day(year.invoiced_at)
        come = [step for step in steps if charged < step[0] <= book.day]
        if not come:
            continue
        reached, key = max(come)
        if key in book.told:
            continue
        suspends = key.startswith("suspend")
        kind = DeedKind.SUSPEND if suspends else DeedKind.REMIND_DUES
        overdue = year.due_on < book.day
        why = _("%s was due on %s and is not paid.") if overdue else _("%s is due on %s.")
        yield Deed(
            kind, book.membership, key, why % (_owed(year), _shown(year.due_on)), reached,
            year.term, year,
        )  # fmt: skip

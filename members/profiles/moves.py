"""To which tiers a member may move: what each costs, from which day, and what changes with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members import queries as hall
from members.dues import quotes
from members.dues.books import Book
from members.dues.models import Decision
from members.dues.quotes import Quote
from members.dues.services.beginning import check_place, check_room
from members.dues.services.deciding import why_not
from members.models import DecidedBy, Tier, TierBenefit, TierPrice
from members.profiles import queries
from members.profiles.queries import Renewal


@dataclass(frozen=True)
class Change:
    """A benefit that changes. None: not included; empty: a tick; else how much."""

    name: str
    before: str | None
    after: str | None

    @property
    def says(self) -> str:
        """The change as words."""
        words = {"name": self.name, "before": self.before or _("included"),
                 "after": self.after or _("included")}  # fmt: skip
        if self.after is None:
            return _("Lost: %(name)s") % words
        if self.before is None:
            said = _("New: %(name)s, %(after)s") if self.after else _("New: %(name)s")
            return said % words
        return _("%(name)s: %(after)s instead of %(before)s") % words


@dataclass(frozen=True)
class Move:
    """To `tier` on the day `on`: up for what `quote` says, down with `next` as the first charge.

    `asks`: it happens once the board or the Executive Director has decided. `against` is the code
    and the sentence of what keeps the member from it.
    """

    tier: Tier
    price: TierPrice | None
    is_up: bool
    asks: bool
    on: date | None
    against: tuple[str, str] | None
    quote: Quote | None
    next: Renewal | None
    changes: list[Change]

    @property
    def now(self) -> str:
        """What is charged at once by a click, as a plain number; empty where nothing is."""
        return str(self.quote.total) if self.quote and not self.asks else ""


def needs_decision(tier: Tier, price: TierPrice | None, *, is_up: bool) -> bool:
    """Whether a move to `tier` is asked for, and decided as an application would be (domain 1).

    Up: where the board decides, applications are public, or places are limited. Down: where
    nothing is paid, since such tiers are for those who have no profits.
    """
    if not is_up:
        return price is None or price.amount == 0
    limited = tier.cap is not None or tier.is_exclusive
    return limited or tier.days_in_public > 0 or tier.decided_by == DecidedBy.BOARD


def of(book: Book) -> list[Move]:
    """The moves to every other tier on the day of the book, the highest tier first."""
    every = list(Tier.objects.all())
    prices = hall.dues(book.day.year)
    given = _given(every)
    agreed = {row.name: row.detail for row in book.membership.agreed_benefits.all()}
    before = agreed or given[book.membership.tier_id]
    return [
        _move(book, tier, prices.get(tier.pk), _changes(before, given[tier.pk]))
        for tier in every
        if tier.pk != book.membership.tier_id
    ]


def _given(tiers: Iterable[Tier]) -> Mapping[int, dict[str, str]]:
    rows = TierBenefit.objects.filter(tier__in=tiers).select_related("benefit")
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows.order_by("benefit__position", "pk"):
        found[row.tier_id][row.benefit.name] = row.detail
    return found


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    every = [Change(name, before.get(name), after.get(name)) for name in {**before, **after}]
    return [each for each in every if each.before != each.after]


def _move(book: Book, tier: Tier, price: TierPrice | None, changes: list[Change]) -> Move:
    held = book.membership
    is_up = tier.rank < held.tier.rank
    quote, against = None, _keeps(book, is_up=is_up)
    try:
        if is_up:
            quote = quotes.quote_upgrade(book, tier)
            check_place(held.organization, tier, book.day)
        else:
            check_room(held.organization, tier, book.day)
    except RuleError as refusal:
        against = against or (refusal.code, refusal.messages[0])
    end = book.term.span.upper if book.term else None
    return Move(
        tier=tier,
        price=price,
        is_up=is_up,
        asks=needs_decision(tier, price, is_up=is_up),
        on=book.day if is_up else end,
        against=against,
        quote=quote,
        next=None if is_up else queries.renewal(book, tier),
        changes=changes,
    )


def _keeps(book: Book, *, is_up: bool) -> tuple[str, str] | None:
    """Down is decided until a day; up in mid-term, unless the last day is set."""
    found = why_not(book, Decision.LEAVE if is_up else Decision.RENEW)
    return found if found and (not is_up or found[0] in {"ended", "ends"}) else None

"""A member moves to another tier: up in mid-term, down when the term is over."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.billing.models import Account
from members.dues import benefits, books, charging, locking, notices, quotes, rules
from members.dues.charging import Charge
from members.dues.models import DuesKind, Term
from members.dues.quotes import Part
from members.dues.services.beginning import check_place
from members.dues.services.ending import close
from members.models import Beginning, Ending, Membership, Tier


@transaction.atomic
def upgrade(*, membership: Membership, tier: Tier, at: datetime, by: Any = None) -> Membership:
    """Move `membership` to the higher `tier` on the day of `at`; the new membership.

    What `quotes.quote_upgrade` says is charged and invoiced at once: what was open moves along.
    The benefits of the tier are agreed anew. Raises RuleError what the quote raises, `owner_has_one`
    and `full` as for a new member, `too_early` on the day the membership began.
    """
    day = zones.day(at)
    membership = locking.running(membership, day)
    tier = locking.tiers_for(tier)
    check_place(membership.organization, tier, day)
    _hold_accounts(membership)
    quote = quotes.quote_upgrade(books.of(membership, day), tier)
    close(membership, on=day, ended_as=Ending.UPGRADED, at=at)
    moved = _follow(membership, tier, day, Beginning.UPGRADED)
    term = _term(moved, day, quote.until)
    for part in quote.parts:
        _charge(part, term, at)
    return moved


def _hold_accounts(membership: Membership) -> None:
    rows = Account.objects.filter(dues_year__term__membership=membership).order_by("pk")
    list(rows.select_for_update().values_list("pk"))


def _charge(part: Part, term: Term, at: datetime) -> None:
    if part.year is not None:
        why = _("Charged again with the upgrade to %s.") % term.membership.tier
        charging.take_back(part.year, part.moved, at=at, why=why)
    tariff = rules.price(term.membership.tier, part.start.year)
    currency = tariff.currency if tariff else "USD"
    what = Charge(part.start, part.end, part.new_price, part.total, currency, DuesKind.UPGRADE)
    year = charging.charge(term, what, rule=rules.of(term.membership.tier), at=at)
    notices.invoiced(year, at=at, reached=zones.day(at), why=_("It moved to a higher tier."))


def _follow(before: Membership, tier: Tier, day: date, began_as: str) -> Membership:
    after = Membership.objects.create(
        organization=before.organization, tier=tier, span=DateRange(day, None), began_as=began_as
    )
    benefits.agree(after)
    return after


def _term(membership: Membership, start: date, end: date) -> Term:
    return Term.objects.create(membership=membership, span=DateRange(start, end), agreed_until=end)


def roll_down(*, term: Term, at: datetime) -> Membership:
    """The planned move to `term.next_tier` on the first day after it; the organisation is held."""
    before, tier, day = term.membership, term.next_tier, term.span.upper
    if tier is None:
        return before
    close(before, on=day, ended_as=Ending.DOWNGRADED, at=at)
    after = _follow(before, tier, day, Beginning.DOWNGRADED)
    rule = rules.of(tier)
    following = _term(after, day, rules.first_end(rule, day))
    charge_next(following, at=at)
    return after


def charge_next(term: Term, *, at: datetime) -> Any:
    """Charge the next year of `term` that was not charged yet; None if there is no price."""
    rule = rules.of(term.membership.tier)
    last = term.dues_years.order_by("-span").first()
    start = last.span.upper if last else term.span.lower
    what = charging.next_charge(rule, start, term.span.upper)
    return None if what is None else charging.charge(term, what, rule=rule, at=at)

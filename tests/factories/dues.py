"""Terms, rules and dues for tests."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from foundation.billing import services as billing
from members.dues import services
from members.dues.models import Billing, DuesYear, FirstPart, Reminder, Starts, Subject, TermRule
from members.models import Membership, Organization
from tests.factories.members import make_organization, make_price, make_tier
from tests.factories.orders import make_foundation

PRICES = {"Platinum": 350_000, "Gold": 150_000, "Silver": 15_000, "Associate": 0}
BILLING = Billing(name="Acme Inc.", address="1 Main Street", country="SE", email="pay@example.org")
RULES: dict[str, dict[str, Any]] = {
    "Platinum": {"starts": Starts.NEW_YEAR, "first_part": FirstPart.FREE,
                 "must_elect": True, "elect_months": 6, "elect_days": 1},
    "Gold": {"starts": Starts.NEW_YEAR, "first_part": FirstPart.BY_DAYS,
             "must_elect": True, "elect_months": 2, "elect_days": 0},
    "Silver": {}, "Associate": {},
}  # fmt: skip
REMINDERS = {"Platinum": [(12, 0), (9, 0)], "Gold": [(3, 0)]}


def moment(day: date) -> datetime:
    """Nine o'clock of that day, UTC."""
    return datetime.combine(day, time(9), UTC)


def make_rule(tier: str = "Gold", *, years: int = 0, **fields: Any) -> TermRule:
    """The rule of a tier, which has a price from 2020 on."""
    make_foundation()
    row = make_tier(tier)
    row.term_years = years or (3 if tier == "Platinum" else 1)
    row.save()
    if not row.prices.exists():
        make_price(tier, 2020, PRICES[tier])
    rule = TermRule.objects.create(tier=row, **RULES[tier] | fields)
    for months, days in REMINDERS.get(tier, []):
        Reminder.objects.create(rule=rule, subject=Subject.ELECTION, months=months, days=days)
    for days in (-14, 21):
        Reminder.objects.create(rule=rule, subject=Subject.DUES, days=days)
    return rule


def make_member(
    name: str | Organization = "Acme", tier: str = "Gold", on: date = date(2022, 3, 1)
) -> Membership:
    """A member that joined on that day, by the rules."""
    if not TermRule.objects.filter(tier__name=tier).exists():
        make_rule(tier)
    organization = make_organization(name) if isinstance(name, str) else name
    return services.begin(
        organization=organization, tier=make_tier(tier), at=moment(on), billing=BILLING
    )


def dues_of(membership: Membership) -> list[DuesYear]:
    """What it was charged, the earliest first, with sums."""
    rows = DuesYear.objects.with_sums().filter(term__membership=membership)
    return list(rows.order_by("span", "pk"))


def pay(year: DuesYear, on: date, amount: Decimal | None = None) -> None:
    """Book a transfer for it, also a second one of the same day."""
    assert year.account is not None
    number = year.account.entries.count()
    billing.receive(
        account=year.account,
        amount=billing.owed(year.account) if amount is None else amount,
        key=f"transfer:{year.pk}:{on}:{number}",
        at=moment(on),
    )

"""Three organisations and the days they live through: what can happen to members, step by step."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from foundation.base.errors import RuleError
from foundation.billing.models import Entry
from members import register
from members.changes import services as changes
from members.changes.models import Merge
from members.changes.services import Holds
from members.dues import books, planning, quotes, running, services
from members.dues.models import DuesYear
from members.models import Ending, Organization
from tests.factories.dues import BILLING, make_rule, moment, pay
from tests.factories.members import make_organization, make_tier
from tests.members.dues import replay
from tests.members.dues.told import Told

TIERS = ("Platinum", "Gold", "Silver", "Associate")
STEPS = (
    *("begin", "begin", "pay", "pay", "elect", "decline", "downgrade", "upgrade", "reinstate"),
    *("end", "take_over", "override", "merge", "merge", "undo", "undo", "wait", "wait", "wait"),
)
# What can happen to one that has never held a tier.
TO_ANYBODY = frozenset({"begin", "merge", "undo", "wait"})
START = date(2022, 3, 1)
DAYS = (3, 40, 95, 200)


class History:
    """What happens, with what was seen on the evenings and what the register then has to say.

    `evenings` has for each day that was lived how far the history tables had been written, and the
    register of that day as it was read then. `told` is what the register is to say of it now.
    """

    def __init__(self):
        for name in TIERS:
            make_rule(name)
        rows = [make_organization(name) for name in ("One", "Two", "Three")]
        self.keys = {row.pk: row.name for row in rows}
        self.day = START
        self.paid = Decimal(0)
        self.evenings = {}
        self.told = Told()

    @property
    def at(self):
        return moment(self.day)

    def living(self):
        """Those that were not merged into another."""
        return list(Organization.objects.filter(pk__in=self.keys).order_by("pk"))

    def step(self, what, number, choice):
        living = self.living()
        one = living[number % len(living)]
        held = last(one)
        if what not in TO_ANYBODY and held is None:
            return
        before = owed()
        try:
            with transaction.atomic():
                more = getattr(self, what)(held or one, living.index(one), choice)
        except RuleError:
            more = 0
        if more is not None:
            assert owed() - before == more, what

    def begin(self, held, number, choice):
        services.begin(
            organization=self.living()[number], tier=make_tier(TIERS[choice]), at=self.at,
            billing=BILLING,
        )  # fmt: skip

    def pay(self, held, number, choice):
        years = DuesYear.objects.with_sums().filter(
            term__membership__organization=held.organization
        )
        open_ = [year for year in years if year.owed > 0]
        if not open_:
            return 0
        part = open_[0].owed if choice else (open_[0].owed / 2).quantize(Decimal("0.01"))
        pay(open_[0], self.day, part)
        self.paid += part
        return -part

    def elect(self, held, number, choice):
        services.elect(membership=held, at=self.at)
        return 0

    def decline(self, held, number, choice):
        services.decline(membership=held, at=self.at)
        return 0

    def downgrade(self, held, number, choice):
        services.plan_downgrade(membership=held, tier=make_tier(TIERS[choice]), at=self.at)
        return 0

    def upgrade(self, held, number, choice):
        quote = quotes.quote_upgrade(books.of(held, self.day), make_tier(TIERS[choice]))
        services.upgrade(membership=held, tier=quote.tier, at=self.at)
        return sum(part.more for part in quote.parts)

    def reinstate(self, held, number, choice):
        services.reinstate(membership=held, at=self.at)

    def end(self, held, number, choice):
        on = self.day + timedelta(days=choice * 20)
        rest = services.Rest.values[choice % 3]
        services.end(membership=held, at=self.at, ended_as=Ending.LEFT, on=on, rest=rest)

    def take_over(self, held, number, choice):
        other = last(self.living()[number - 1])
        if other is not None:
            services.take_over(acquirer=held, acquired=other, at=self.at)

    def override(self, held, number, choice):
        until = self.day + timedelta(days=choice * 30)
        services.override(membership=held, until=until, reason="Agreed.", at=self.at)
        return 0

    def merge(self, held, number, choice):
        """It takes in another. Where both hold a tier, one gives way, or nobody said which."""
        survivor, loser = self.living()[number], self.living()[number - 1]
        holds = (Holds.SURVIVOR, Holds.LOSER, Holds.LOSER, "")[choice]
        before = owed()
        merge = changes.merge(survivor=survivor, loser=loser, at=self.at, by=None, holds=holds)
        assert owed() <= before
        self.told.merge(merge.pk, survivor.name, loser.name, holds)

    def undo(self, held, number, choice):
        """One of the merges, mostly the last, was none; the rules make up for the time since."""
        standing = Merge.objects.filter(undone_at=None).order_by("-pk")
        if not standing:
            return 0
        merge = standing[choice // 3 % len(standing)]
        before = owed()
        merge = changes.undo(merge=merge, at=self.at, by=None)
        assert owed() == before
        self.told.undo(merge.pk, is_whole=not merge.stayed, names=self.keys.values())
        self.night()
        return None

    def wait(self, held, number, choice):
        self.look()
        self.day += timedelta(days=DAYS[choice])
        self.night()

    def night(self):
        """What the plan says is what is done."""
        for _night in range(5):
            plan = planning.plan(self.at)
            assert [deed.key for deed in running.run(self.at)] == [deed.key for deed in plan]
            if not plan:
                break

    def look(self):
        """Evening falls."""
        held = listed(register.on(self.day))
        self.evenings[self.day] = (replay.mark(), held)
        self.told.live(self.day, held)


def last(organization):
    """The latest membership of an organisation."""
    return organization.memberships.order_by("-span").first()


def owed():
    return Entry.objects.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def listed(found):
    """The tier of each member in a register, by name."""
    held = {row.name: row.tier for row in found.members}
    assert len(held) == len(found.members)
    return held

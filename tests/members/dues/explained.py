"""Why an organisation holds a tier on a day, or holds none: exactly one explanation for each."""

from datetime import date, timedelta

from members.changes.models import Merge
from members.models import Beginning, Ending, Membership
from tests.members.dues.replay import MEMBERSHIPS

NEVER, MERGED = "never began", "merged into another"
# Something else begins on the very day such a membership ends.
FOLLOWED = frozenset({Ending.UPGRADED, Ending.DOWNGRADED, Ending.MERGED})
# Something else ended on the very day such a membership begins.
FOLLOWING = frozenset({Beginning.UPGRADED, Beginning.DOWNGRADED})
ONE_DAY = timedelta(days=1)


class Explanations:
    """The memberships as they are, all versions they ever had, and who was merged with whom."""

    def __init__(self, keys):
        self.keys = keys
        self.rows = list(Membership.objects.select_related("tier").order_by("span"))
        self.ever = list(MEMBERSHIPS.objects.exclude(pgh_label="delete"))
        self.gone = set(Merge.objects.filter(undone_at=None).values_list("loser_key", flat=True))
        self.pairs = list(Merge.objects.values_list("survivor_id", "loser_key"))

    def days(self):
        """Every first and last day anything ever had, and the days beside them."""
        ends = {end for row in self.ever for end in (row.span.lower, row.span.upper) if end}
        return sorted({end + ONE_DAY * more for end in ends for more in (-1, 0, 1)})

    def of(self, key, day):
        """All there is to say of the organisation with this key on `day`; "" says nothing."""
        own = [row for row in self.rows if row.organization_id == key]
        found = [row.began_as for row in own if day in row.span]
        if key in self.gone:
            return [*found, MERGED]
        if found:
            return found
        over = [row for row in own if row.span.upper and row.span.upper <= day]
        return [over[-1].ended_as if over else NEVER]

    def kin(self, key):
        """It and all that were ever one with it."""
        found = {key}
        for _pair in self.pairs:
            found |= {each for pair in self.pairs if found & {*pair} for each in pair}
        return found

    def check_days(self):
        for key in self.keys:
            for day in self.days():
                found = self.of(key, day)
                assert len(found) == 1, (self.keys[key], day, found)
                assert found[0], (self.keys[key], day)

    def check_words(self):
        """What is said of a beginning or an end is borne out by another membership of that day."""
        for row in self.rows:
            assert bool(row.ended_as) == (row.span.upper is not None), row
            kin = self.kin(row.organization_id)
            before = {each.span.upper for each in self.ever if each.organization_id in kin}
            after = {each.span.lower for each in self.ever if each.organization_id in kin}
            if row.ended_as in FOLLOWED:
                assert row.span.upper in after, (row, row.ended_as)
            if row.began_as in FOLLOWING:
                assert row.span.lower in before, (row, row.began_as)
            if row.began_as == Beginning.REINSTATED:
                assert min(before - {None}, default=date.max) <= row.span.lower, row
            if row.ended_as == Ending.TAKEN_OVER:
                assert self.was_taken_over(row.span.upper), row

    def was_taken_over(self, day):
        return any(
            each.span.lower == day and each.began_as == Beginning.TOOK_OVER for each in self.ever
        )

"""What the register has to say of the days gone by, in plain Python.

A merge says that two rows had always been one organisation: all days of the one that goes are the
survivor's. Where both held a tier on a day, the tier is that of the one whose memberships stay.

Undoing says that they had always been two: each day before the merge is again as it was told then.
Of the days since, which both lived as one, nothing is told here: some of what happened belongs to
rows that go back, some was begun by the survivor and stays. So it is with all days where rows could
not go back (`is_whole`), or where a later merge still stands.
"""

from members.changes.services import Holds


class Told:
    """`days` has the tier of each member by name; of the days in `untold` nothing is claimed."""

    def __init__(self):
        self.days = {}
        self.untold = set()
        self.merges = []

    def live(self, day, held):
        self.days[day] = dict(held)
        self.untold = {pair for pair in self.untold if pair[0] != day}

    def merge(self, key, survivor, loser, holds):
        before = {day: dict(held) for day, held in self.days.items()}
        self.merges.append((key, survivor, loser, before))
        for day, held in self.days.items():
            tier = held.pop(loser, None)
            if tier and (holds == Holds.LOSER or survivor not in held):
                held[survivor] = tier
            if (day, loser) in self.untold:
                self.untold.add((day, survivor))

    def undo(self, key, *, is_whole, names):
        found = next(each for each in self.merges if each[0] == key)
        _key, survivor, loser, before = found
        if not is_whole or found is not self.merges[-1]:
            self.untold |= {(day, name) for day in self.days for name in names}
        self.merges.remove(found)
        for day, held in self.days.items():
            if day not in before:
                self.untold |= {(day, survivor), (day, loser)}
                continue
            for name in (survivor, loser):
                held.pop(name, None)
                if name in before[day]:
                    held[name] = before[day][name]

    def claimed(self, day, held):
        """What of `held` is claimed for the day."""
        return {name: tier for name, tier in held.items() if (day, name) not in self.untold}

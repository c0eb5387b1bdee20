"""What must be true when everything has settled: each check counts what is not so, by its name."""

from collections import Counter

from tests.chaos.checks import mails, money, orders, refunds
from tests.events.registration import audit

AUDITS = (audit.the_counters_add_up, audit.the_money_adds_up, audit.the_numbers_have_no_hole)


def _audit(rule):
    """1 if a rule that the tests hold the tables to is broken."""

    def broken(_seen):
        try:
            rule()
        except AssertionError:
            return 1
        return 0

    return broken


CHECKS = {
    **orders.CHECKS,
    **money.CHECKS,
    **refunds.CHECKS,
    **mails.CHECKS,
    **{f"not so: {rule.__name__.replace('_', ' ')}": _audit(rule) for rule in AUDITS},
}


def count(seen):
    """All checks by name, with how many were lost, doubled or cannot be explained."""
    return Counter({name: check(seen) for name, check in CHECKS.items()})

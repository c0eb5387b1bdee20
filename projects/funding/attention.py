"""What staff have to look at in a fund, each as a sentence, and what there is to do about it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from foundation.base import moments
from foundation.base.money import show
from foundation.billing.models import Account, InvoiceKind
from members.models import Membership
from projects.funding import queries
from projects.funding.models import BudgetLine, Fund, FundState, Pledge


@dataclass(frozen=True)
class Matter:
    """Something that is not as it should be, and the ways out of it."""

    says: str
    ways: list[str] = field(default_factory=list)


def of(fund: Fund, day: date) -> list[Matter]:
    """What there is to look at on `day`; nothing if all is well. Six queries at most."""
    pledges = list(
        fund.pledges.filter(account__isnull=False).select_related("organization", "account")
    )
    accounts = _accounts(pledges)
    pairs = [(row, accounts[row.account_id]) for row in pledges if row.account_id]
    return [
        *_short(fund, pairs),
        *_platinum(fund, day),
        *_strangers(fund, day),
        *_late(fund, pairs, day),
        *_back(fund, pairs),
    ]


def _accounts(pledges: list[Pledge]) -> dict[int, Any]:
    keys = [row.account_id for row in pledges if row.account_id]
    unpaid_since = Max(
        "invoices__due_on",
        filter=Q(invoices__kind=InvoiceKind.INVOICE, invoices__reversed_by__isnull=True),
    )
    due = dict(
        Account.objects.filter(pk__in=keys).annotate(due=unpaid_since).values_list("pk", "due")
    )
    rows = Account.objects.filter(pk__in=keys).with_sums()
    return {row.pk: (row, due[row.pk]) for row in rows}


type Pairs = list[tuple[Pledge, tuple[Account, date | None]]]


def _short(fund: Fund, pairs: Pairs) -> list[Matter]:
    """Money that went back after it was allocated: a card payment disputed, a transfer recalled."""
    short = queries.sums(fund).short
    if not short:
        return []
    lines = [row for row in BudgetLine.objects.filter(fund=fund) if row.left > 0]
    return [
        Matter(
            _("%(short)s more is allocated than was paid: money went back after it was allocated. "
              "Nothing more can be allocated until that is made good.")
            % {"short": show(short, fund.currency)},
            [
                *(_owes(fund, pledge, account) for pledge, (account, _due) in pairs
                  if account.owed > 0),
                *(_("Or have the governing board take money back from “%(line)s”: %(left)s of it "
                    "are not spent.") % {"line": row, "left": show(row.left, fund.currency)}
                  for row in lines),
                _("Or confirm and invoice another pledge."),
            ],
        )
    ]  # fmt: skip


def _owes(fund: Fund, pledge: Pledge, account: Account) -> str:
    return _("Ask %(funder)s to pay %(owed)s again, with the reference %(reference)s.") % {
        "funder": pledge.organization,
        "owed": show(account.owed, fund.currency),
        "reference": account.reference,
    }


def _platinum(fund: Fund, day: date) -> list[Matter]:
    if fund.state != FundState.OPEN or queries.platinum_pledges(fund, day).exists():
        return []
    return [
        Matter(
            _("No Platinum member funds it any more, and an open fund needs one."),
            [
                _("Confirm a pledge of a Platinum member."),
                _("Or close the fund: what is in it stays allocated."),
            ],
        )
    ]


def _strangers(fund: Fund, day: date) -> list[Matter]:
    """Funders are members (domain 5): who is none any more keeps the seat it has paid for."""
    if fund.state == FundState.CLOSED:
        return []
    members = Membership.objects.on(day).values("organization")
    return [
        Matter(
            _("%(funder)s funds it and is no member (any more).") % {"funder": funder.name},
            [
                _("Ask it to renew its membership."),
                _("Or lower its pledge to what it has paid: no more is taken from it."),
            ],
        )
        for funder in queries.board(fund).exclude(pk__in=members)
    ]


def _late(fund: Fund, pairs: Pairs, day: date) -> list[Matter]:
    late = [(row, account, due) for row, (account, due) in pairs if account.owed > 0]
    return [
        Matter(
            _("%(funder)s has not paid %(owed)s, due on %(due)s.")
            % {
                "funder": row.organization,
                "owed": show(account.owed, fund.currency),
                "due": moments.shown(due, "UTC"),
            },
            [_("Talk to them, and ask for less if they cannot pay: see their pledge.")],
        )
        for row, account, due in late
        if due is not None and due < day
    ]


def _back(fund: Fund, pairs: Pairs) -> list[Matter]:
    return [
        Matter(
            _("We owe %(funder)s %(amount)s.")
            % {"funder": row.organization, "amount": show(-account.owed, fund.currency)},
            [
                _("Give it back on the account %(reference)s.")
                % {"reference": account.reference}
            ],
        )
        for row, (account, _due) in pairs
        if account.owed < 0
    ]  # fmt: skip

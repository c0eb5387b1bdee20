"""Accounts a line may be meant for: by its reference with a slip, its amount, its payer."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from foundation.base.money import show
from foundation.billing.bank.models import BankLine
from foundation.billing.bank.references import accounts_named, codes
from foundation.billing.models import Account, Invoice, Refund

MOST = 8
# Below it two names have little more in common than "Ltd".
ALIKE = 0.45


@dataclass
class Suggestion:
    """An account and what speaks for it."""

    account: Account
    buyer: str
    why: list[str] = field(default_factory=list)
    weight: int = 0

    @property
    def label(self) -> str:
        """ "AB2CDE, Analytical Engines, owes USD 100.00: same amount"."""
        owed = show(abs(self.account.owed), self.account.currency)
        who = f"{self.account.reference}, {self.buyer}" if self.buyer else self.account.reference
        why = ", ".join(self.why)
        words = {"who": who, "owed": owed, "why": why}
        if self.account.owed < 0:
            return _("%(who)s, we owe %(owed)s: %(why)s") % words
        return _("%(who)s, owes %(owed)s: %(why)s") % words


def suggest(line: BankLine) -> list[Suggestion]:
    """At most eight accounts in the currency of `line`, the likeliest first: five queries."""
    buyer = Invoice.objects.filter(account=OuterRef("pk")).order_by("-pk").values("buyer")[:1]
    accounts: Any = (
        Account.objects.with_sums()
        .filter(currency=line.currency)
        .annotate(buyer=Subquery(buyer))
        .order_by("-pk")
    )
    found: dict[int, Suggestion] = {}

    def add(rows: Any, why: str, weight: int) -> None:
        for row in rows:
            name = (row.buyer or "").partition("\n")[0]
            hit = found.setdefault(row.pk, Suggestion(row, name))
            hit.why.append(why)
            hit.weight += weight

    add(accounts.filter(pk__in=accounts_named([line.text])[0]), _("named in the text"), 8)
    slips = _one_letter_off(line.text)
    if slips:
        slipped = accounts.filter(owed__gt=0, reference__regex=slips)[:MOST]
        add(slipped, _("reference with one letter off"), 4)
    if line.amount < 0:
        transfers = Refund.objects.to_transfer().filter(amount=-line.amount).values("account")
        add(accounts.filter(pk__in=transfers)[:MOST], _("a transfer of this amount waits"), 6)
    else:
        add(accounts.filter(owed=line.amount)[:MOST], _("same amount"), 3)
    if line.payer and line.amount > 0:
        add(_by_payer(line, accounts), _("similar name"), 2)
    return sorted(found.values(), key=lambda hit: (-hit.weight, -hit.account.pk))[:MOST]


def _one_letter_off(text: str) -> str:
    near = {f"{code[:at]}.{code[at + 1 :]}" for code in codes(text)[:20] for at in range(len(code))}
    return f"^({'|'.join(map(re.escape, near))})$".replace(r"\.", ".") if near else ""


def _by_payer(line: BankLine, accounts: Any) -> Any:
    alike = (
        Invoice.objects.order_by()
        .annotate(alike=TrigramWordSimilarity(line.payer, "buyer"))
        .filter(alike__gte=ALIKE, currency=line.currency)
        .values("account")
    )
    return accounts.filter(owed__gt=0, pk__in=alike)[:MOST]

"""What a line pays for. Only what leaves no doubt is booked without a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from foundation.billing.bank import outgoing
from foundation.billing.bank.formats import Movement
from foundation.billing.bank.models import BankLine, Fit, LineState, Reason
from foundation.billing.bank.references import accounts_named
from foundation.billing.models import Account, Refund

# A line that is stored, or still in its file.
type Line = BankLine | Movement

# By account and look: the stored lines with their statements.
type Twins = dict[tuple[str, str], list[BankLine]]


@dataclass(frozen=True)
class Verdict:
    """What becomes of a line: booked on `account`, or `reason` says why not.

    Money that went out pays `refund`.
    """

    state: LineState
    reason: Reason | None = None
    account: Account | None = None
    fit: Fit | None = None
    refund: Refund | None = None


def judge(lines: Sequence[Line]) -> list[Verdict]:
    """A verdict for each line, in their order: five queries, however many lines.

    Two lines that pay the same account are seen one after the other, as they will be booked.
    """
    named = dict(zip(map(id, lines), accounts_named(x.text for x in lines), strict=True))
    accounts = Account.objects.with_sums().in_bulk({pk for keys in named.values() for pk in keys})
    transfers = outgoing.transfers({pk for x in lines if x.amount < 0 for pk in named[id(x)]})
    twins = _twins(lines)
    verdicts = []
    for line in lines:
        found = [accounts[pk] for pk in named[id(line)]]
        if line.amount < 0:
            verdicts.append(_went_out(line, found, transfers, twins))
            continue
        verdict = _verdict(line, found, twins)
        if verdict.account is not None:
            verdict.account.owed -= line.amount
            verdict.account.paid += line.amount
        verdicts.append(verdict)
    return verdicts


def _twins(lines: Sequence[Line]) -> Twins:
    """The stored lines by their look: one movement may come in two formats, under two keys."""
    stored = BankLine.objects.order_by().filter(
        own_account__in={line.own_account for line in lines}, look__in={line.look for line in lines}
    )
    found: Twins = {}
    wanted = ("own_account", "look", "bank_key", "statement__format")
    for line in stored.select_related("statement").only(*wanted):
        found.setdefault((line.own_account, line.look), []).append(line)
    return found


def _verdict(line: Line, accounts: list[Account], twins: Twins) -> Verdict:
    reason = _doubt(line, accounts, twins)
    if reason:
        return Verdict(LineState.UNMATCHED, reason)
    return Verdict(LineState.WAITING, None, accounts[0], fit_of(accounts[0], line.amount))


def _went_out(
    line: Line, accounts: list[Account], transfers: outgoing.Transfers, twins: Twins
) -> Verdict:
    """Money that went out pays the transfer that waits on the one account it names."""
    accounts = [account for account in accounts if account.pk in transfers]
    if not accounts:
        return Verdict(LineState.IGNORED, Reason.OUTGOING)
    if len(accounts) > 1:
        return Verdict(LineState.UNMATCHED, Reason.TWO_REFERENCES)
    account = accounts[0]
    if account.currency != line.currency:
        return Verdict(LineState.UNMATCHED, Reason.CURRENCY)
    refund = outgoing.fitting(transfers[account.pk], -line.amount)
    if refund is None:
        return Verdict(LineState.UNMATCHED, Reason.NO_REFUND)
    if _is_twin(line, twins):
        return Verdict(LineState.UNMATCHED, Reason.SEEN_ELSEWHERE)
    # The next line of the same amount pays another.
    transfers[account.pk].remove(refund)
    return Verdict(LineState.WAITING, None, account, Fit.EXACT, refund)


def _doubt(line: Line, accounts: list[Account], twins: Twins) -> Reason | None:
    if not accounts:
        return Reason.NO_REFERENCE
    if len(accounts) > 1:
        return Reason.TWO_REFERENCES
    account = accounts[0]
    if account.currency != line.currency:
        return Reason.CURRENCY
    # With nothing paid and nothing owed an order has lapsed, and late money may revive it.
    if account.owed <= 0 and account.paid > 0:
        return Reason.PAID_ALREADY
    return Reason.SEEN_ELSEWHERE if _is_twin(line, twins) else None


def _is_twin(line: Line, twins: Twins) -> bool:
    """Whether an earlier statement holds a line that looks the same and cannot be told from it.

    Within one format the keys tell lines apart, unless one was numbered and the other counted.
    """
    return any(
        twin.bank_key != line.bank_key
        and twin.statement_id != line.statement_id
        and (line.pk is None or twin.pk < line.pk)
        and _kind(twin) != _kind(line)
        for twin in twins.get((line.own_account, line.look), [])
    )


def _kind(line: Line) -> tuple[str, str]:
    of = line.statement.format if isinstance(line, BankLine) else line.format
    return of, line.bank_key.partition(":")[0]


def fit_of(account: Account, amount: Decimal) -> Fit:
    """How `amount` compares with what `account` (with sums) owes now."""
    if account.owed <= 0:
        return Fit.LATE
    if amount == account.owed:
        return Fit.EXACT
    return Fit.PARTIAL if amount < account.owed else Fit.TOO_MUCH

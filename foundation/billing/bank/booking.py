"""Booking what came in, line by line: once, whoever asks for it and however often."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.bank import outgoing
from foundation.billing.bank.matching import Verdict, fit_of, judge
from foundation.billing.bank.models import BankLine, Fit, LineState, Reason
from foundation.billing.models import Account

OUTCOME = ("state", "reason", "note", "account", "refund", "fit", "settled_at")


def lock(line_id: int) -> BankLine:
    """The line as it is now, locked until the transaction ends; always before its account."""
    lines = BankLine.objects.select_related("statement").select_for_update(of=["self"])
    return lines.get(pk=line_id)


@transaction.atomic
def book_waiting(*, line_id: int, at: datetime) -> BankLine:
    """Book a waiting line on the account it names, or say why not; others stay as they are."""
    line = lock(line_id)
    if line.state != LineState.WAITING:
        return line
    verdict = judge([line])[0]
    if verdict.account is not None:
        # Somebody may be paying by card this moment: judged again once nobody else can.
        Account.objects.select_for_update().get(pk=verdict.account.pk)
        verdict = judge([line])[0]
    if verdict.account is None:
        return _set_aside(line, verdict)
    try:
        return book(line=line, account=verdict.account, at=at)
    except RuleError as refused:
        verdict = Verdict(LineState.UNMATCHED, Reason.REFUSED)
        return _set_aside(line, verdict, " ".join(map(str, refused.messages)))


@transaction.atomic
def book(*, line: BankLine, account: Account, at: datetime) -> BankLine:
    """Book a locked line on `account` and tell the room that waits for the money.

    What went out closes the transfer of that amount which waits there. Raises RuleError `currency`
    and `no_refund`; passes on what the room refuses.
    """
    if line.currency != account.currency:
        raise RuleError(
            _("It is in %(line)s, and the account is kept in %(account)s.")
            % {"line": line.currency, "account": account.currency},
            code="currency",
        )
    Account.objects.select_for_update().get(pk=account.pk)
    line.fit = _pay_out(line, account, at) if line.amount < 0 else _take_in(line, account, at)
    line.state, line.account, line.settled_at = LineState.MATCHED, account, at
    line.reason = line.note = ""
    line.save(update_fields=OUTCOME)
    return line


def _take_in(line: BankLine, account: Account, at: datetime) -> Fit:
    fit = fit_of(Account.objects.with_sums().get(pk=account.pk), line.amount)
    note = _("By bank transfer, %(payer)s") % {"payer": line.payer or line.payer_account}
    billing.receive(
        account=account, amount=line.amount, key=f"bank:{line.pk}", at=at, note=note.rstrip(" ,")
    )
    return fit


def _pay_out(line: BankLine, account: Account, at: datetime) -> Fit:
    waiting = outgoing.transfers([account.pk]).get(account.pk, [])
    refund = outgoing.fitting(waiting, -line.amount)
    if refund is None:
        raise RuleError(
            _("No transfer of this amount waits on %(account)s: look under Refunds.")
            % {"account": account},
            code="no_refund",
        )
    line.refund = billing.mark_transferred(refund=refund, at=at)
    return Fit.EXACT


def _set_aside(line: BankLine, verdict: Verdict, note: str = "") -> BankLine:
    line.state, line.reason, line.note = verdict.state, verdict.reason or "", note[:200]
    line.save(update_fields=OUTCOME)
    return line

"""A pledge is charged to an account of its own, and may come to less later (domain 5).

Money is booked by `foundation.billing` alone; here is only what is asked for.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import moments, tokens, zones
from foundation.base.errors import RuleError
from foundation.base.money import round_money, show
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind, Invoice, InvoiceLine
from members.dues.charging import billed
from projects.funding import queries, tasks
from projects.funding.models import Fund, FundState, Pledge
from projects.funding.queries import PURPOSE
from projects.funding.services.locking import keep_platinum, locked_pledge, not_now

CREDIT_KEY = "funding:{}:credit:{}"


@transaction.atomic
def invoice(*, pledge: Pledge, at: datetime) -> Pledge:
    """Charge a confirmed pledge to an account of its own, and mail its invoice.

    Refusals: `not_now`, `not_open` before the fund is.
    """
    fund, row = locked_pledge(pledge)
    if row.confirmed_at is None or row.withdrawn_at or row.account_id:
        raise not_now(row)
    if fund.state != FundState.OPEN:
        raise RuleError(_("Open the fund first."), code="not_open")
    row.account = billing.open_account(
        purpose=PURPOSE, reference=_reference(), currency=fund.currency, at=at
    )
    row.save(update_fields=["account"])
    billing.add_entry(
        account=row.account,
        kind=EntryKind.CHARGE,
        amount=row.amount,
        key=f"funding:{row.pk}",
        at=at,
        note=_words(fund, row),
    )
    issued = _issue(fund, row, row.account, at)
    tasks.mail_invoice.enqueue(row.pk, issued.pk)
    return row


@transaction.atomic
def lower(*, pledge: Pledge, amount: Decimal, at: datetime) -> Pledge:
    """Ask no more than `amount` of an invoiced pledge; of nothing at all, it is withdrawn.

    The rest is credited: a credit note reverses the invoice, and another is written for `amount`.
    What was paid of the rest is then owed to the funder, and given back on its account.
    Refusals: `not_now` before it is invoiced and once withdrawn, `more` for no less than is asked,
    `allocated` when the fund has allocated what would go, `last_platinum`.
    """
    fund, row = locked_pledge(pledge)
    if row.account is None or row.withdrawn_at:
        raise not_now(row)
    amount = round_money(amount, fund.currency)
    if not 0 <= amount < row.amount:
        raise RuleError(_("It comes to %(amount)s: give less than that, or 0."), code="more",
                        params={"amount": show(row.amount, fund.currency)})  # fmt: skip
    Account.objects.select_for_update().get(pk=row.account.pk)
    refused = refusal(row, row.account, amount)
    if refused is not None:
        raise refused
    _credit(row, row.account, row.amount - amount, at)
    if amount:
        row.amount, row.reminded_at = amount, None
    else:
        keep_platinum(fund, row, zones.day(at))
        row.withdrawn_at = at
    row.save(update_fields=["amount", "withdrawn_at", "reminded_at"])
    papers = billing.reverse_open_invoices(account=row.account, at=at)
    if amount:
        papers.append(_issue(fund, row, row.account, at))
    tasks.mail_lowered.enqueue(row.pk, [each.pk for each in papers])
    return row


def refusal(row: Pledge, account: Account, amount: Decimal) -> RuleError | None:
    """`allocated` where the fund has allocated what would go if only `amount` is asked for."""
    paid = Account.objects.with_sums().get(pk=account.pk).paid
    going = min(paid, row.amount) - min(paid, amount)
    left = max(queries.sums(row.fund).left, Decimal(0))
    if going <= left:
        return None
    return RuleError(
        _("It was paid and is allocated: only %(left)s of the fund are free. Take money back from a "
          "budget line first, as the governing board decides."),
        code="allocated",
        params={"left": show(left, row.fund.currency)},
    )  # fmt: skip


def _credit(row: Pledge, account: Account, amount: Decimal, at: datetime) -> None:
    key = CREDIT_KEY.format(row.pk, account.entries.count())
    billing.add_entry(
        account=account, kind=EntryKind.CREDIT, amount=amount, key=key, at=at,
        note=_("No longer asked for."),
    )  # fmt: skip


def _words(fund: Fund, row: Pledge) -> str:
    span = moments.day_range(row.begins_on, row.ends_on)
    return _("Fund of %(project)s, %(span)s") % {"project": fund.project, "span": span}


def _issue(fund: Fund, row: Pledge, account: Account, at: datetime) -> Invoice:
    details = billed(row.organization)
    country = details.country.name if details.country else ""
    line = InvoiceLine(
        description=_words(fund, row), quantity=1, price=row.amount, total=row.amount
    )
    return billing.issue_invoice(
        account=account,
        lines=[line],
        buyer="\n".join(part for part in (details.name, details.address, country) if part),
        buyer_email=details.email,
        buyer_tax_number=details.tax_number,
        buyer_country=str(details.country.code or ""),
        buyer_reference=details.purchase_order,
        at=at,
    )


def _reference() -> str:
    while True:
        code = tokens.code()
        if not Account.objects.filter(reference=code).exists():
            return code

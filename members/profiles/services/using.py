"""How a member's people use what was agreed with it: they ask, staff write down the use."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.base import zones
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.models import AgreedBenefit, BenefitUse
from members.profiles import mails
from members.profiles.models import BenefitRequest


@transaction.atomic
def ask_benefit(
    *, agreed: AgreedBenefit, quantity: int, text: str, at: datetime, by: User | None
) -> BenefitRequest:
    """Ask to use `quantity` of a benefit for `text`; the staff get a mail.

    Refusals: "ended" for a membership that is over, "empty" without a purpose, "none_left" when
    less is left of what was agreed than that, with what waits already.
    """
    agreed = _held(agreed)
    span = agreed.membership.span
    if span.upper is not None and span.upper <= zones.day(at):
        raise RuleError(_("This membership has ended."), code="ended")
    if not text.strip():
        raise RuleError(_("Say what you want to use it for."), code="empty")
    _check_left(agreed, quantity, _used(agreed) + _waiting_for(agreed))
    asked = BenefitRequest.objects.create(
        agreed=agreed, quantity=quantity, text=text.strip(),
        written_by=by, written_at=at, submitted_at=at,
    )  # fmt: skip
    mails.benefit_asked(asked, at=at)
    return asked


@transaction.atomic
def take_back_benefit(*, asked: BenefitRequest, at: datetime, by: User | None) -> BenefitRequest:
    """Take a request back that waits. Refused: "not_now"."""
    asked = _waiting(asked)
    asked.close(DraftState.DISCARDED, at=at, by=by)
    return asked


@transaction.atomic
def use_benefit(
    *, asked: BenefitRequest, used_on: date, at: datetime, by: User | None
) -> BenefitRequest:
    """Write down that it was, or will be, used on a day; who asked gets a mail.

    Refusals: "not_now", "none_left" when that is more than was agreed.
    """
    asked = _waiting(asked)
    _check_left(asked.agreed, asked.quantity, _used(asked.agreed))
    use = BenefitUse.objects.create(
        agreed=asked.agreed, quantity=asked.quantity, used_on=used_on, note=asked.text[:200]
    )
    asked.use, asked.state = use, DraftState.APPROVED
    asked.save(update_fields=["use", "state"])
    asked.close(DraftState.APPROVED, at=at, by=by)
    mails.benefit_decided(asked, at=at)
    return asked


@transaction.atomic
def refuse_benefit(
    *, asked: BenefitRequest, note: str, at: datetime, by: User | None
) -> BenefitRequest:
    """Say no and why; who asked gets a mail. Refusals: "not_now", "no_note"."""
    asked = _waiting(asked)
    asked.close(DraftState.RETURNED, at=at, by=by, note=note)
    mails.benefit_decided(asked, at=at)
    return asked


def _check_left(agreed: AgreedBenefit, quantity: int, taken: int) -> None:
    if agreed.quantity is not None and taken + quantity > agreed.quantity:
        left = max(agreed.quantity - taken, 0)
        words = ngettext(
            "Of “%(benefit)s” %(left)s is left: %(agreed)s agreed, the others used or asked for.",
            "Of “%(benefit)s” %(left)s are left: %(agreed)s agreed, the others used or asked for.",
            left,
        )
        raise RuleError(
            words,
            code="none_left",
            params={"benefit": agreed.name, "left": left, "agreed": agreed.quantity},
        )


def _used(agreed: AgreedBenefit) -> int:
    return agreed.uses.aggregate(number=Sum("quantity"))["number"] or 0


def _waiting_for(agreed: AgreedBenefit) -> int:
    waiting = BenefitRequest.objects.waiting().filter(agreed=agreed)
    return int(waiting.aggregate(number=Sum("quantity"))["number"] or 0)


def _held(agreed: AgreedBenefit) -> AgreedBenefit:
    """What was agreed as it is now; two who ask for or use it wait in line."""
    rows = AgreedBenefit.objects.select_related("membership__organization")
    return rows.select_for_update(of=["self"], no_key=True).get(pk=agreed.pk)


def _waiting(asked: BenefitRequest) -> BenefitRequest:
    """The request as it is now; what it is of is held first."""
    agreed = _held(asked.agreed)
    rows = BenefitRequest.objects.select_related("written_by").select_for_update(of=["self"])
    found: BenefitRequest = rows.get(pk=asked.pk)
    found.must_wait()
    found.agreed = agreed
    return found

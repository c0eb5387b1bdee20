"""Erasing a person step by step: it can be stopped anywhere and goes on where it was."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from foundation.base.personal import Fate, Holding, Whose, all_holdings, erasing
from members.accounts.adapter import verified_emails
from members.accounts.models import User
from members.people.models import Erasure, ErasureStep


@dataclass(frozen=True)
class Line:
    """One line of the preview: what, how many rows, what becomes of them, why; of `rows`, `later`
    wait for their time."""

    title: str
    rows: int
    fate: Fate
    because: str
    later: int = 0
    waits: str = ""


def whose(user: User) -> Whose:
    """The account and the addresses that `user` has proven to read."""
    return Whose(user.pk, tuple(dict.fromkeys(verified_emails(user))))


def preview(user: User, at: datetime) -> list[Line]:
    """What erasing would do to what is held about `user`; kinds without a row are left out."""
    mine = whose(user)
    lines = []
    for holding in all_holdings():
        number = holding.rows(mine).count()
        if number:
            later = holding.waiting(mine, at).count()
            words = (str(holding.because), later, str(holding.waits) if later else "")
            lines.append(Line(str(holding.title), number, holding.fate, *words))
    order = [Fate.GOES, Fate.BLANKED, Fate.STAYS]
    return sorted(lines, key=lambda line: (order.index(line.fate), line.title))


def go_on(erasure_id: int, at: datetime) -> bool:
    """Erase what can be erased at `at`; whether nothing is left to wait for.

    Each 500 rows are one transaction under the lock of the erasure, so two workers take turns and
    a killed one loses nothing.
    """
    for holding in all_holdings():
        after = None
        while keys := _some(erasure_id, holding, at, after):
            after = keys[-1]
            if len(keys) < erasing.AT_ONCE:
                break
    return _finish(erasure_id, at)


@transaction.atomic
def _some(erasure_id: int, holding: Holding, at: datetime, after: int | None) -> list[int]:
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    if erasure.done_at or holding.fate == Fate.STAYS:
        return []
    step, _made = ErasureStep.objects.get_or_create(
        erasure=erasure, key=holding.key, defaults={"fate": holding.fate.value}
    )
    if step.done_at:
        return []
    mine = _still(erasure)
    keys = erasing.erase(holding, mine, at, after=after)
    is_last = len(keys) < erasing.AT_ONCE and not holding.waiting(mine, at).exists()
    ErasureStep.objects.filter(pk=step.pk).update(
        rows=F("rows") + len(keys), done_at=at if is_last else None
    )
    return keys


def _still(erasure: Erasure) -> Whose:
    """Whose rows they are. An address that belongs to somebody's account again finds nothing: what
    they do with it since is another matter."""
    taken = EmailAddress.objects.filter(verified=True, email__in=erasure.emails)
    others = {
        email.lower() for email in taken.exclude(user=erasure.user).values_list("email", flat=True)
    }
    return Whose(erasure.user_id, tuple(each for each in erasure.emails if each not in others))


@transaction.atomic
def _finish(erasure_id: int, at: datetime) -> bool:
    """Forget the addresses once every step is done."""
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    if erasure.done_at:
        return True
    if erasure.steps.filter(done_at=None).exists():
        return False
    erasure.emails, erasure.done_at = [], at
    erasure.save(update_fields=["emails", "done_at"])
    return True

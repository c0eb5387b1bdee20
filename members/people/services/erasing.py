"""Asking to be erased (domain 2: no more data than the law asks)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.base import beat, clock
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.people import erasing, tasks
from members.people.models import Erasure, MemberEnding
from members.people.services.ending import resign


@transaction.atomic
def ask(*, user: User, at: datetime) -> Erasure:
    """Close the account of `user` at once and queue its erasure. A second click changes nothing.

    Refused: "staff": whoever works here hands over first, and a superuser closes the account.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    kept = Erasure.objects.filter(user=user).first()
    if kept is not None:
        return kept
    if user.is_staff:
        raise RuleError(
            _("You are staff: ask a superuser to take that from your account first."), code="staff"
        )
    mine = erasing.whose(user)
    if user.individual_memberships.at(at).exists():
        resign(user=user, at=at, ended_as=MemberEnding.ERASED)
    user.groups.clear()
    user.user_permissions.clear()
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    erasure = Erasure.objects.create(user=user, emails=list(mine.emails), asked_at=at)
    tasks.erase.enqueue(erasure.pk)
    return erasure


@beat.every(minutes=60)
def continue_erasures() -> int:
    """Go on with those that wait for something; returns how many are finished now."""
    now = clock.now()
    waiting = Erasure.objects.waiting().values_list("pk", flat=True)
    return sum(erasing.go_on(pk, now) for pk in list(waiting))

"""Mails about terms and dues, written in the background: their PDFs take a while."""

import hashlib

from django.db import transaction
from django.tasks import task

from foundation.base import clock, mail, zones
from foundation.base.models import Mail
from foundation.billing import services as billing
from members.dues import mails
from members.dues.models import Notice


@task()
def mail_notice(notice_id: int) -> int:
    """Write what a notice is about to everybody concerned; returns to how many.

    The mail of a reminder whose dues were paid meanwhile, or of a year that costs nothing, is not
    written. Its key holds the notice and the address: a task that runs twice writes once.
    """
    notice = Notice.objects.select_related(
        "membership__organization", "membership__tier", "term", "dues_year__account"
    ).get(pk=notice_id)
    if not _is_true(notice):
        return 0
    now = clock.now()
    written: list[Mail] = []
    for reader in mails.readers(notice.membership.organization, zones.day(now)):
        mark = hashlib.sha256(reader.email.lower().encode()).hexdigest()[:16]
        draft = mails.draft(notice, reader)
        with transaction.atomic():
            written.append(mail.post(key=f"dues:{notice.pk}:{mark}", draft=draft, at=now))
    notice.mails.add(*written)
    return len(written)


def _is_true(notice: Notice) -> bool:
    year = notice.dues_year
    if notice.kind not in mails.OF_UNPAID:
        return True
    return year is not None and year.account is not None and billing.owed(year.account) > 0

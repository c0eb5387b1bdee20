"""Trademark licences: reminded of before they end, and renewed."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import beat, clock, zones
from foundation.base.errors import RuleError
from projects.ecosystem import mails
from projects.ecosystem.models import Offer, TrademarkLicence

AT_ONCE = 100


@transaction.atomic
def renew(
    *, licence: TrademarkLicence, version: str, expires_on: date, at: datetime
) -> TrademarkLicence:
    """A new licence that begins where `licence` ends, or today when it has ended already.

    Refusals: "too_short" when it would end before it begins; one that overlaps is refused by the
    constraint "licence_one_at_a_time".
    """
    Offer.objects.select_for_update().get(pk=licence.offer_id)
    begins = max(licence.expires_on, zones.day(at))
    if expires_on <= begins:
        raise RuleError(
            _("The new licence begins on %(day)s: let it end later."),
            code="too_short",
            params={"day": begins.isoformat()},
        )
    row = TrademarkLicence(
        programme_id=licence.programme_id,
        offer_id=licence.offer_id,
        version=version,
        granted_on=begins,
        expires_on=expires_on,
    )
    row.full_clean()
    row.save()
    return row


@beat.every(minutes=30)
def remind_of_what_ends() -> int:
    """Have the organisations reminded whose licences end soon; returns how many licences."""
    return remind(at=clock.now())


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Write to the organisations whose licences end soon, once for each; returns how many.

    Entries that are not shown have no mark to lose. Rows that another worker has taken are left to
    it.
    """
    day = zones.day(at)
    due = (
        TrademarkLicence.objects.to_remind_of(day)
        .filter(offer__in=Offer.objects.shown_on(day))
        .select_related("programme", "offer__organization")
        .select_for_update(skip_locked=True, of=["self"])
    )
    rows = list(due.order_by("pk")[:AT_ONCE])
    for row in rows:
        mails.expires(row, at=at)
    TrademarkLicence.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    return len(rows)

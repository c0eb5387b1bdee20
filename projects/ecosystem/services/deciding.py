"""What staff do with a draft that waits."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from foundation.base.slugs import free_slug
from members.accounts.models import User
from members.logos import Logo
from projects.ecosystem import mails
from projects.ecosystem.models import Offer, OfferDraft

from .drafting import COPIED, locked


@transaction.atomic
def approve(*, draft: OfferDraft, version: int, at: datetime, by: User | None) -> Offer:
    """Publish what the draft says, as a new entry or in place of its own; tell who wrote it.

    `version` is that of the draft which staff have read. Refusals: "not_now" when it does not wait
    (any more), or its entry was withdrawn, "changed" when it was written anew since. A name that
    the organisation uses for another entry is refused by the constraint "offer_name_once".
    """
    draft = _waiting(draft, version)
    offer = draft.offer or Offer(
        organization=draft.organization,
        published_on=zones.day(at),
        slug=free_slug(draft.name, Offer.objects.all(), length=80, otherwise="entry"),
    )
    if offer.withdrawn_on is not None:
        raise RuleError(_("The entry was withdrawn meanwhile."), code="not_now")
    for name in COPIED:
        setattr(offer, name, getattr(draft, name))
    if draft.logo_kind:
        logo = Logo(draft.logo_kind, bytes(draft.logo_content or b""))
        offer.logo.save(logo.name, ContentFile(logo.content), save=False)
    offer.full_clean(exclude=["search_text", "logo"])
    offer.save()
    offer.projects.set(draft.projects.all())
    draft.offer = offer
    draft.save(update_fields=["offer"])
    draft.close(DraftState.APPROVED, at=at, by=by)
    mails.decided(draft, at=at)
    return offer


@transaction.atomic
def send_back(
    *, draft: OfferDraft, version: int, note: str, at: datetime, by: User | None
) -> OfferDraft:
    """Return the draft with a sentence on what to mend; who wrote it gets a mail with it.

    Refusals: "not_now", "changed" as for `approve`, and "no_note".
    """
    draft = _waiting(draft, version)
    draft.close(DraftState.RETURNED, at=at, by=by, note=note)
    mails.decided(draft, at=at)
    return draft


def _waiting(draft: OfferDraft, version: int) -> OfferDraft:
    draft = locked(draft)
    draft.must_wait(version)
    return draft

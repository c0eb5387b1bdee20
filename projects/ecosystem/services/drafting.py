"""What the people of an organisation do with its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.logos import Logo
from members.models import Membership, Organization
from projects.ecosystem import mails
from projects.ecosystem.models import Offer, OfferDraft
from projects.models import Project

# An organisation with more open drafts than this writes faster than anybody reads.
MOST_OPEN = 20
COPIED = ("kind", "name", "summary", "description", "link", "regions")


@dataclass(frozen=True)
class Entry:
    """What an entry says, as plain values; `projects` are rows."""

    kind: str
    name: str
    summary: str
    description: str
    link: str
    regions: Sequence[str]
    projects: Sequence[Project]


@transaction.atomic
def write(
    *,
    organization: Organization,
    entry: Entry,
    logo: Logo | None,
    at: datetime,
    by: User | None,
    draft: OfferDraft | None = None,
) -> OfferDraft:
    """Keep `entry` as a draft of the organisation: as a new one, or in place of the open `draft`.

    A new `logo` takes the place of the one in the draft, which stays otherwise. A draft that was
    submitted is taken back: it has to be submitted again. Refusals: "no_member" when it holds no
    tier at `at`, "too_many" (20 open drafts), "not_now" when `draft` is closed.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    refuse_strangers(organization, at)
    if draft is None:
        if OfferDraft.objects.open().filter(organization=organization).count() >= MOST_OPEN:
            raise RuleError(
                _("You have %(most)s open drafts. Submit or discard one of them first."),
                code="too_many",
                params={"most": MOST_OPEN},
            )
        draft = OfferDraft(organization=organization, version=0)
    else:
        draft = _open(draft, organization)
    for name in COPIED:
        setattr(draft, name, getattr(entry, name))
    if logo:
        draft.logo_content, draft.logo_kind = logo.content, logo.kind
    draft.state, draft.written_by, draft.written_at = DraftState.WRITTEN, by, at
    draft.version += 1
    draft.save()
    draft.projects.set(entry.projects)
    return draft


@transaction.atomic
def begin_change(*, offer: Offer, at: datetime, by: User | None) -> OfferDraft:
    """The open draft of a published entry, begun as the entry is now. Refusals: "no_member",
    "not_now" when the entry was withdrawn."""
    organization = Organization.objects.select_for_update().get(pk=offer.organization_id)
    offer = Offer.objects.get(pk=offer.pk)
    refuse_strangers(organization, at)
    if offer.withdrawn_on is not None:
        raise RuleError(_("This entry was withdrawn: write a new one."), code="not_now")
    found = OfferDraft.objects.open().filter(offer=offer).first()
    if found is not None:
        return found
    draft = OfferDraft(organization=organization, offer=offer, written_by=by, written_at=at)
    for name in COPIED:
        setattr(draft, name, getattr(offer, name))
    draft.save()
    draft.projects.set(offer.projects.all())
    return draft


@transaction.atomic
def submit(*, draft: OfferDraft, at: datetime, by: User | None) -> OfferDraft:
    """Ask the staff to approve the draft, who get a mail. Refusals: "no_member", "not_now"."""
    draft = locked(draft)
    refuse_strangers(draft.organization, at)
    if draft.state not in {DraftState.WRITTEN, DraftState.RETURNED}:
        raise RuleError(
            _("This draft is at “%(state)s”: it cannot be submitted now."),
            code="not_now",
            params={"state": draft.get_state_display()},
        )
    draft.state, draft.submitted_at = DraftState.SUBMITTED, at
    draft.save(update_fields=["state", "submitted_at"])
    mails.submitted(draft, by=by, at=at)
    return draft


@transaction.atomic
def discard(*, draft: OfferDraft, at: datetime, by: User | None) -> OfferDraft:
    """Throw an open draft away; what is published stays as it is. Refused: "not_now"."""
    draft = locked(draft)
    if not draft.is_open:
        raise RuleError(_("This draft is closed already."), code="not_now")
    draft.state, draft.decided_at, draft.decided_by = DraftState.DISCARDED, at, by
    draft.logo_content, draft.logo_kind = None, ""
    draft.save()
    return draft


@transaction.atomic
def withdraw(*, offer: Offer, at: datetime) -> Offer:
    """Take an entry off the marketplace, at once; its open draft is discarded, and no licence is
    asked for it any more. Refused: "not_now"."""
    Organization.objects.select_for_update().get(pk=offer.organization_id)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.withdrawn_on is not None:
        raise RuleError(_("This entry was withdrawn already."), code="not_now")
    offer.withdrawn_on = max(zones.day(at), offer.published_on)
    offer.save(update_fields=["withdrawn_on"])
    offer.drafts.open().update(
        state=DraftState.DISCARDED, decided_at=at, logo_content=None, logo_kind=""
    )
    offer.licence_requests.open().update(state=DraftState.DISCARDED, decided_at=at)
    return offer


def locked(draft: OfferDraft) -> OfferDraft:
    """The draft as it is now; its organisation is locked first and is the draft's own."""
    organization = Organization.objects.select_for_update().get(pk=draft.organization_id)
    rows = OfferDraft.objects.select_related("written_by", "offer").select_for_update(of=["self"])
    found = rows.get(pk=draft.pk)
    found.organization = organization
    return found


def _open(draft: OfferDraft, organization: Organization) -> OfferDraft:
    draft = OfferDraft.objects.select_for_update().get(pk=draft.pk, organization=organization)
    if not draft.is_open:
        raise RuleError(
            _("This draft is closed: it is at “%(state)s”."),
            code="not_now",
            params={"state": draft.get_state_display()},
        )
    return draft


def refuse_strangers(organization: Organization, at: datetime) -> None:
    """Refuse with "no_member" who holds no tier at `at`; the organisation is locked by then."""
    if not Membership.objects.on(zones.day(at)).filter(organization=organization).exists():
        raise RuleError(
            _("Only members have entries in the marketplace. Join first, or join again."),
            code="no_member",
        )

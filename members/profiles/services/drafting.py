"""What the people of an organisation do with its draft."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.logos import Logo
from members.models import Organization
from members.profiles import mails
from members.profiles.models import ProfileDraft, values_of


@transaction.atomic
def write(
    *,
    organization: Organization,
    values: Mapping[str, str],
    logo: Logo | None,
    removes_logo: bool,
    at: datetime,
    by: User | None,
) -> ProfileDraft:
    """Keep `values` (of every field of a profile) as the open draft, which is begun if need be.

    What is as it is now is no change. A new `logo` takes the place of the one in the draft, which
    stays otherwise; without one `removes_logo` takes both away. A draft that was submitted is taken back: it
    has to be submitted again. Nothing is refused here; the form has looked at the values.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    draft = ProfileDraft.objects.open().filter(organization=organization).first()
    if draft is None:
        draft = ProfileDraft(organization=organization, begun_at=at, version=0)
    now = values_of(organization)
    draft.proposed = {
        name: value for name, value in values.items() if name in now and value != now[name]
    }
    draft.base = {name: now[name] for name in draft.proposed}
    draft.base["logo"] = organization.logo.name
    draft.removes_logo = removes_logo and not logo and bool(organization.logo)
    if logo:
        draft.logo_content, draft.logo_kind = logo.content, logo.kind
    elif removes_logo:
        draft.logo_content, draft.logo_kind = None, ""
    draft.state = DraftState.WRITTEN
    draft.written_by, draft.written_at = by, at
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def submit(*, draft: ProfileDraft, at: datetime, by: User | None) -> ProfileDraft:
    """Ask the staff to approve the draft, who get a mail. Refusals: "not_now", "empty"."""
    draft = locked(draft)
    if draft.state not in {DraftState.WRITTEN, DraftState.RETURNED}:
        raise RuleError(
            _("This draft is at “%(state)s”: it cannot be submitted now."),
            code="not_now",
            params={"state": draft.get_state_display()},
        )
    if draft.is_empty:
        raise RuleError(_("This draft changes nothing: there is nothing to approve."), code="empty")
    draft.state, draft.submitted_at = DraftState.SUBMITTED, at
    draft.save(update_fields=["state", "submitted_at"])
    mails.submitted(draft, by=by, at=at)
    return draft


@transaction.atomic
def discard(*, draft: ProfileDraft, at: datetime, by: User | None) -> ProfileDraft:
    """Throw an open draft away; the profile stays as it is. Refused: "not_now"."""
    draft = locked(draft)
    if not draft.is_open:
        raise RuleError(_("This draft is closed already."), code="not_now")
    draft.state, draft.decided_at, draft.decided_by = DraftState.DISCARDED, at, by
    draft.logo_content, draft.logo_kind = None, ""
    draft.save()
    return draft


def locked(draft: ProfileDraft) -> ProfileDraft:
    """The draft as it is now; its organisation is locked first and is the draft's own."""
    organization = Organization.objects.select_for_update().get(pk=draft.organization_id)
    row = ProfileDraft.objects.select_related("written_by").select_for_update(of=["self"])
    found = row.get(pk=draft.pk)
    found.organization = organization
    return found

"""What staff do with a draft that waits."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.logos import Logo
from members.models import Organization
from members.profiles import differences, mails
from members.profiles.models import ProfileDraft

from .drafting import locked


@transaction.atomic
def approve(
    *,
    draft: ProfileDraft,
    version: int,
    at: datetime,
    by: User | None,
    overwrites: bool = False,
) -> Organization:
    """Write what the draft proposes to the organisation, and tell who wrote it.

    `version` is that of the draft which staff have read. Refusals: "not_now" when it does not wait
    (any more), "changed" when it was written anew since, "conflict" when the profile was changed
    in the same fields since the draft was begun, unless `overwrites`.
    """
    draft = _waiting(draft, version)
    clashes = differences.clashes(draft)
    if clashes and not overwrites:
        raise RuleError(
            _("Somebody changed this meanwhile: %(fields)s. Both are shown: decide which stands."),
            code="conflict",
            params={"fields": ", ".join(clash.label for clash in clashes)},
        )
    organization = draft.organization
    for name, value in draft.proposed.items():
        setattr(organization, name, value)
    written = list(draft.proposed)
    if draft.removes_logo:
        organization.logo = ""
    elif draft.logo_kind:
        logo = Logo(draft.logo_kind, bytes(draft.logo_content or b""))
        organization.logo.save(logo.name, ContentFile(logo.content), save=False)
    if draft.changes_logo:
        written.append("logo")
    organization.full_clean(exclude=["search_text", "parent", "logo"])
    organization.save(update_fields=written)
    draft.close(DraftState.APPROVED, at=at, by=by)
    mails.decided(draft, at=at)
    return organization


@transaction.atomic
def send_back(
    *, draft: ProfileDraft, version: int, note: str, at: datetime, by: User | None
) -> ProfileDraft:
    """Return the draft with a note on what to mend; who wrote it gets a mail with it.

    Refusals: "not_now", "changed" as for `approve`, and "no_note".
    """
    draft = _waiting(draft, version)
    draft.close(DraftState.RETURNED, at=at, by=by, note=note)
    mails.decided(draft, at=at)
    return draft


def _waiting(draft: ProfileDraft, version: int) -> ProfileDraft:
    draft = locked(draft)
    draft.must_wait(version)
    return draft

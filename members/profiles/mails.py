"""The mails about drafts: to the staff when one waits, to its writer when it was decided."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail
from foundation.base.drafts import DraftState
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from members.accounts.models import User
from members.profiles.models import ProfileDraft


def submitted(draft: ProfileDraft, *, by: User | None, at: datetime) -> None:
    """Tell the staff that a draft waits; once for each version of it."""
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    mail.write(
        key=f"profile-draft:{draft.pk}:{draft.version}:submitted",
        kind="profile_submitted",
        to=foundation.email,
        reply_to=by.email if by else "",
        context={
            "draft": draft,
            "organization": draft.organization,
            "by": by,
            "desk": reverse("admin:profiles_profiledraft_change", args=[draft.pk]),
        },
        at=at,
    )


def decision(draft: ProfileDraft, what: str) -> Draft:
    """The mail to its writer: the draft is "approved", or "returned" and why."""
    writer = draft.written_by
    return Draft(
        kind=f"profile_{what}",
        to=writer.email if writer else "",
        context={
            "draft": draft,
            "organization": draft.organization,
            "page": reverse("profiles:profile", args=[draft.organization.slug]),
        },
        values={
            "name": writer.get_full_name() or writer.email if writer else "",
            "organization": draft.organization.name,
        },
    )


def decided(draft: ProfileDraft, *, at: datetime) -> None:
    """Tell who wrote the draft that it was approved, or returned and why."""
    if draft.written_by is None:
        return
    what = "approved" if draft.state == DraftState.APPROVED else "returned"
    key = f"profile-draft:{draft.pk}:{draft.version}:{draft.state}"
    mail.post(key=key, draft=decision(draft, what), at=at)

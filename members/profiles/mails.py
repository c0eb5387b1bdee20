"""The mails about drafts: to the staff when one waits, to its writer when it was decided."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail
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


def decided(draft: ProfileDraft, *, at: datetime) -> None:
    """Tell who wrote the draft that it was approved, or returned and why."""
    if draft.written_by is None:
        return
    mail.write(
        key=f"profile-draft:{draft.pk}:{draft.version}:{draft.state}",
        kind="profile_decided",
        to=draft.written_by.email,
        context={
            "draft": draft,
            "organization": draft.organization,
            "page": reverse("profiles:profile", args=[draft.organization.slug]),
        },
        at=at,
    )

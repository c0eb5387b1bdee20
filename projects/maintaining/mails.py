"""The mails about drafts: to the staff when one waits, to its writer when it was decided."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail
from foundation.base.models import Foundation
from members.accounts.models import User
from projects.maintaining.models import PageDraft


def submitted(draft: PageDraft, *, by: User, at: datetime) -> None:
    """Tell the staff that a draft waits; once for each version of it."""
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    desk = reverse("admin:maintaining_pagedraft_change", args=[draft.pk])
    mail.write(
        key=f"page-draft:{draft.pk}:{draft.version}:submitted",
        kind="page_draft_submitted",
        to=foundation.email,
        reply_to=by.email,
        context={"project": draft.project, "by": by, "desk": desk},
        at=at,
    )


def decided(draft: PageDraft, *, at: datetime) -> None:
    """Tell who wrote the draft that it was approved, or returned and why."""
    if draft.written_by is None:
        return
    mail.write(
        key=f"page-draft:{draft.pk}:{draft.version}:{draft.state}",
        kind="page_draft_decided",
        to=draft.written_by.email,
        context={
            "draft": draft,
            "project": draft.project,
            "page": reverse("maintaining:page", args=[draft.project.slug]),
        },
        at=at,
    )

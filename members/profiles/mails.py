"""The mails about drafts and requests: to the staff when one waits, then to who wrote it."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail, moments
from foundation.base.drafts import DraftState
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from members.accounts.models import User
from members.profiles.models import BenefitRequest, ProfileDraft, TierRequest


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


def tier_asked(asked: TierRequest, *, at: datetime) -> None:
    """Tell the staff that a member asks for another tier."""
    foundation, by = Foundation.objects.first(), asked.written_by
    if foundation is None:
        return
    mail.write(
        key=f"tier-request:{asked.pk}:asked",
        kind="tier_asked",
        to=foundation.email,
        reply_to=by.email if by else "",
        context={
            "asked": asked,
            "organization": asked.membership.organization,
            "by": by,
            "desk": reverse("admin:profiles_tierrequest_change", args=[asked.pk]),
        },
        at=at,
    )


def tier_decision(asked: TierRequest, what: str) -> Draft:
    """The mail to who asked: the request is "published", "granted", or "refused" and why."""
    writer, organization = asked.written_by, asked.membership.organization
    return Draft(
        kind=f"tier_{what}",
        to=writer.email if writer else "",
        context={
            "asked": asked,
            "organization": organization,
            "page": reverse("profiles:tiers", args=[organization.slug]),
        },
        values={
            "name": writer.get_full_name() or writer.email if writer else "",
            "organization": organization.name,
            "tier": asked.tier.name,
            "day": moments.shown(asked.decide_from, "UTC") if asked.decide_from else "–",
        },
    )


def tier_published(asked: TierRequest, *, at: datetime) -> None:
    """Tell who asked that everybody can read it now; once."""
    if asked.written_by is not None:
        key = f"tier-request:{asked.pk}:published"
        mail.post(key=key, draft=tier_decision(asked, "published"), at=at)


def tier_decided(asked: TierRequest, *, at: datetime) -> None:
    """Tell who asked what was decided; once."""
    if asked.written_by is not None:
        what = "granted" if asked.state == DraftState.APPROVED else "refused"
        key = f"tier-request:{asked.pk}:decided"
        mail.post(key=key, draft=tier_decision(asked, what), at=at)


def benefit_asked(asked: BenefitRequest, *, at: datetime) -> None:
    """Tell the staff that a member asks to use a benefit."""
    foundation, by = Foundation.objects.first(), asked.written_by
    if foundation is None:
        return
    mail.write(
        key=f"benefit-request:{asked.pk}:asked",
        kind="benefit_asked",
        to=foundation.email,
        reply_to=by.email if by else "",
        context={
            "asked": asked,
            "organization": asked.agreed.membership.organization,
            "by": by,
            "desk": reverse("admin:profiles_benefitrequest_change", args=[asked.pk]),
        },
        at=at,
    )


def benefit_decision(asked: BenefitRequest, what: str) -> Draft:
    """The mail to who asked: the benefit is "used" on a day, or "refused" and why."""
    writer, organization = asked.written_by, asked.agreed.membership.organization
    return Draft(
        kind=f"benefit_{what}",
        to=writer.email if writer else "",
        context={
            "asked": asked,
            "organization": organization,
            "page": reverse("profiles:benefits", args=[organization.slug]),
        },
        values={
            "name": writer.get_full_name() or writer.email if writer else "",
            "organization": organization.name,
            "benefit": asked.agreed.name,
            "day": moments.shown(asked.use.used_on, "UTC") if asked.use else "–",
        },
    )


def benefit_decided(asked: BenefitRequest, *, at: datetime) -> None:
    """Tell who asked what became of it; once."""
    if asked.written_by is not None:
        what = "used" if asked.state == DraftState.APPROVED else "refused"
        key = f"benefit-request:{asked.pk}:decided"
        mail.post(key=key, draft=benefit_decision(asked, what), at=at)

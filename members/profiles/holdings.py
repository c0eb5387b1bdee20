"""Who wrote and who decided about profiles and tiers of organisations."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Holding, declare
from members.profiles.models import BenefitRequest, ProfileDraft, TierDecision, TierRequest

declare(
    Holding(
        ProfileDraft,
        _("Profiles of organisations I wrote or decided about"),
        users=("written_by", "decided_by"),
        because=_("What an organisation says of itself is its own; your account has no name."),
        tells=("organization", "state", "begun_at", "written_at", "decided_at"),
    ),
    Holding(
        TierRequest,
        _("Tiers I asked for or decided about"),
        users=("written_by", "decided_by"),
        because=_("Which tier an organisation asks for is its own; your account has no name."),
        tells=("membership", "tier", "state", "submitted_at", "decided_at"),
    ),
    Holding(
        BenefitRequest,
        _("Benefits I asked for or decided about"),
        users=("written_by", "decided_by"),
        because=_("What an organisation uses is its own; your account has no name."),
        tells=("agreed", "text", "state", "submitted_at", "decided_at"),
    ),
    Holding(
        TierDecision,
        _("Decisions about tiers I recorded"),
        users=("recorded_by",),
        because=_("What was decided stays with who wrote it down; your account has no name."),
        tells=("request", "outcome", "decided_on", "recorded_at"),
    ),
)

"""What an organisation wants: to be said of it, or of its tier (domain 1)."""

from .benefits import BenefitRequest, UseState
from .drafts import FIELDS, ProfileDraft, values_of
from .requests import RequestState, TierDecision, TierRequest

__all__ = [
    "FIELDS",
    "BenefitRequest",
    "ProfileDraft",
    "RequestState",
    "TierDecision",
    "TierRequest",
    "UseState",
    "values_of",
]

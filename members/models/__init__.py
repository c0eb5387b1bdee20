"""The hall of the members: organisations, tiers, and who held which tier when."""

from .memberships import Membership
from .organizations import NameKind, Organization, OrganizationName
from .tiers import Benefit, Tier, TierBenefit, TierPrice

__all__ = [
    "Benefit",
    "Membership",
    "NameKind",
    "Organization",
    "OrganizationName",
    "Tier",
    "TierBenefit",
    "TierPrice",
]

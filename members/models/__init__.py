"""The hall of the members: organisations, tiers, and who held which tier when."""

from .memberships import Membership
from .organizations import NameKind, Organization, OrganizationName
from .representatives import MailDomain, Representative, RepresentativeRole
from .tiers import Benefit, Tier, TierBenefit, TierPrice

__all__ = [
    "Benefit",
    "MailDomain",
    "Membership",
    "NameKind",
    "Organization",
    "OrganizationName",
    "Representative",
    "RepresentativeRole",
    "Tier",
    "TierBenefit",
    "TierPrice",
]

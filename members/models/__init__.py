"""The hall of the members: organisations, tiers, and who held which tier when."""

from .agreed import AgreedBenefit, BenefitUse
from .memberships import Beginning, Ending, Membership
from .organizations import NameKind, Organization, OrganizationName
from .representatives import PUBLIC_HOSTS, MailDomain, Representative, RepresentativeRole
from .rulings import Outcome, Ruled
from .tiers import Benefit, DecidedBy, Tier, TierBenefit, TierPrice

__all__ = [
    "PUBLIC_HOSTS",
    "AgreedBenefit",
    "Beginning",
    "Benefit",
    "BenefitUse",
    "DecidedBy",
    "Ending",
    "MailDomain",
    "Membership",
    "NameKind",
    "Organization",
    "OrganizationName",
    "Outcome",
    "Representative",
    "RepresentativeRole",
    "Ruled",
    "Tier",
    "TierBenefit",
    "TierPrice",
]

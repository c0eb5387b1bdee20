"""Members for staff."""

from . import benefits, memberships, organizations, tiers

__all__ = ["benefits", "memberships", "organizations", "tiers"]

"""Members for staff."""

from . import memberships, organizations, tiers

__all__ = ["memberships", "organizations", "tiers"]

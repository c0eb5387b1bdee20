"""The register of agreements for staff."""

from . import agreements, people

__all__ = ["agreements", "people"]

"""What organisations ask of staff: drafts of profiles, and requests for tiers."""

from . import drafts, requests

__all__ = ["drafts", "requests"]

"""What organisations ask of staff: drafts of profiles, requests for tiers and benefits."""

from . import benefits, drafts, requests

__all__ = ["benefits", "drafts", "requests"]

"""The tables of the ecosystem: who is tied to a project, what members offer, under which marks."""

from .drafts import OfferDraft
from .offers import Offer, OfferKind, OfferQuerySet, Region
from .programmes import Programme, TrademarkLicence
from .requests import LicenceRequest
from .ties import Tie, TieKind

__all__ = [
    "LicenceRequest",
    "Offer",
    "OfferDraft",
    "OfferKind",
    "OfferQuerySet",
    "Programme",
    "Region",
    "Tie",
    "TieKind",
    "TrademarkLicence",
]

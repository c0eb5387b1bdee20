"""Card providers, for django-payments: the demo's bank, and Stripe."""

from .contract import Answer, CardProvider, Refused, Unreachable, provider_of
from .demo import DemoCardProvider

__all__ = [
    "Answer",
    "CardProvider",
    "DemoCardProvider",
    "Refused",
    "Unreachable",
    "provider_of",
]

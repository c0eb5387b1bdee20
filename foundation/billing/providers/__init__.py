"""Card providers, for django-payments: the demo's bank, and Stripe (named in the settings alone, so
that its library is loaded only where it is used)."""

from .contract import (
    Answer,
    CardProvider,
    CheckoutProvider,
    Forged,
    Refused,
    Unreachable,
    provider_for,
    provider_of,
)
from .demo import DemoCardProvider
from .stripe_words import (
    Checkout,
    Dispute,
    Outcome,
    Returned,
    checkout_of,
    dispute_of,
    kept,
    returned_of,
)

__all__ = [
    "Answer",
    "CardProvider",
    "Checkout",
    "CheckoutProvider",
    "DemoCardProvider",
    "Dispute",
    "Forged",
    "Outcome",
    "Refused",
    "Returned",
    "Unreachable",
    "checkout_of",
    "dispute_of",
    "kept",
    "provider_for",
    "provider_of",
    "returned_of",
]

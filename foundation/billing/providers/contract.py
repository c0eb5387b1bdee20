"""What we ask of a card provider beyond what django-payments does: giving money back, once."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from payments.core import provider_factory


class Refused(Exception):  # noqa: N818
    """The provider has said no. Nothing was given back, and nothing will be."""


class Unreachable(Exception):  # noqa: N818
    """Nobody knows whether the provider did it: ask again with the same key."""


@dataclass(frozen=True)
class Answer:
    """The provider's own number of a refund, and whether the money has gone."""

    reference: str
    is_done: bool


class CardProvider(Protocol):
    """A provider of django-payments that gives a part of a payment back under a key."""

    def give_back(self, payment: Any, amount: Decimal, *, key: str) -> Answer:
        """Give `amount` of `payment` back; the same key is the same refund.

        Raises Refused and Unreachable.
        """

    def look_up(self, reference: str) -> Answer:
        """What became of a refund it has accepted. Raises Refused and Unreachable."""


def provider_of(payment: Any) -> CardProvider:
    """The provider that took `payment`; Unreachable if it is not set up any more."""
    try:
        provider: CardProvider = provider_factory(payment.variant, payment)
    except ValueError as missing:
        raise Unreachable(str(missing)) from missing
    return provider

"""What we ask of a card provider beyond what django-payments does: pages that are asked about, and
money that goes back once."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from payments.core import provider_factory

from .stripe_words import Checkout


class Refused(Exception):  # noqa: N818
    """The provider has said no. Nothing was given back, and nothing will be."""


class Unreachable(Exception):  # noqa: N818
    """Nobody knows whether the provider did it: ask again with the same key."""


class Forged(Exception):  # noqa: N818
    """A message that the provider has not signed, or signed too long ago."""


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


@runtime_checkable
class CheckoutProvider(CardProvider, Protocol):
    """A provider that asks for the card on a page of its own and tells what became of it."""

    def open_checkout(self, payment: Any) -> tuple[str, str]:
        """Number and address of the page. Raises Refused and Unreachable."""

    def ask_checkout(self, reference: str) -> Checkout:
        """What became of the page. Raises Refused and Unreachable."""

    def close_checkout(self, reference: str) -> None:
        """Have the page take no payment any more. Raises Refused and Unreachable."""

    def read_event(self, body: bytes, signature: str) -> Mapping[str, Any]:
        """The message in `body`. Raises Forged."""


def provider_of(payment: Any) -> CardProvider:
    """The provider that took `payment`; Unreachable if it is not set up any more."""
    return provider_for(payment.variant)


def provider_for(variant: str) -> CardProvider:
    """The provider of a variant of PAYMENT_VARIANTS; Unreachable if there is none."""
    try:
        provider: CardProvider = provider_factory(variant)
    except ValueError as missing:
        raise Unreachable(str(missing)) from missing
    return provider

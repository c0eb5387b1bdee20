"""What Stripe says, in our words: plain dictionaries in, small facts out. No network here."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

# Stripe's amounts are whole numbers of the smallest unit; these have none, or a thousandth.
NO_DECIMALS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
THREE_DECIMALS = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])

# What of an object is kept: enough to act on, and nothing about the payer.
KEPT = (
    *("id", "object", "client_reference_id", "payment_status", "status", "amount_total"),
    *("amount", "currency", "payment_intent", "reason", "failure_reason"),
)
KEPT_METADATA = ("payment", "reference", "key")


class Outcome(StrEnum):
    """How far a payment or a refund has come."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True)
class Checkout:
    """A page of Stripe that asks for one payment. `amount` is what was paid."""

    reference: str
    token: str
    outcome: Outcome
    amount: Decimal
    currency: str
    intent: str


@dataclass(frozen=True)
class Returned:
    """A refund at Stripe; `key` is ours, and empty for one made on Stripe's own pages."""

    reference: str
    key: str
    outcome: Outcome
    amount: Decimal
    currency: str
    intent: str
    error: str


@dataclass(frozen=True)
class Dispute:
    """The holder of a card says that a payment was not theirs, or not what they paid for."""

    reference: str
    amount: Decimal
    currency: str
    is_lost: bool


def to_minor(amount: Decimal, currency: str) -> int:
    """`amount` in the units Stripe counts in; a thousandth that is not whole is refused there."""
    return int(amount * _factor(currency))


def from_minor(amount: Any, currency: str) -> Decimal:
    """What Stripe counted, as an amount of `currency`."""
    return Decimal(amount or 0) / _factor(currency)


def _factor(currency: str) -> int:
    code = currency.upper()
    if code in NO_DECIMALS:
        return 1
    return 1000 if code in THREE_DECIMALS else 100


def kept(thing: Mapping[str, Any]) -> dict[str, Any]:
    """What of a Stripe object may be stored."""
    facts = {name: _short(thing[name]) for name in KEPT if thing.get(name) is not None}
    metadata = thing.get("metadata") or {}
    return facts | {
        "metadata": {name: _short(metadata[name]) for name in KEPT_METADATA if name in metadata}
    }


def _short(value: Any) -> Any:
    # An expanded object is named by its id.
    if isinstance(value, Mapping):
        return str(value.get("id", ""))[:200]
    return value if isinstance(value, int | bool) else str(value)[:200]


def checkout_of(session: Mapping[str, Any]) -> Checkout:
    """A Checkout Session."""
    currency = str(session.get("currency") or "").upper()
    paid = session.get("payment_status") == "paid"
    closed = session.get("status") == "expired"
    metadata = session.get("metadata") or {}
    return Checkout(
        reference=str(session.get("id") or ""),
        token=str(session.get("client_reference_id") or metadata.get("payment") or ""),
        outcome=Outcome.DONE if paid else Outcome.CLOSED if closed else Outcome.OPEN,
        amount=from_minor(session.get("amount_total"), currency),
        currency=currency,
        intent=str(_short(session.get("payment_intent") or "")),
    )


def returned_of(refund: Mapping[str, Any]) -> Returned:
    """A Refund."""
    currency = str(refund.get("currency") or "").upper()
    outcomes = {
        "succeeded": Outcome.DONE,
        "failed": Outcome.CLOSED,
        "canceled": Outcome.CLOSED,
    }
    return Returned(
        reference=str(refund.get("id") or ""),
        key=str((refund.get("metadata") or {}).get("key") or ""),
        outcome=outcomes.get(str(refund.get("status")), Outcome.OPEN),
        amount=from_minor(refund.get("amount"), currency),
        currency=currency,
        intent=str(_short(refund.get("payment_intent") or "")),
        error=str(refund.get("failure_reason") or ""),
    )


def dispute_of(dispute: Mapping[str, Any]) -> Dispute:
    """A Dispute."""
    currency = str(dispute.get("currency") or "").upper()
    return Dispute(
        reference=str(dispute.get("id") or ""),
        amount=from_minor(dispute.get("amount"), currency),
        currency=currency,
        is_lost=dispute.get("status") == "lost",
    )

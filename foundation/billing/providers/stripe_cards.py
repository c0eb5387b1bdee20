"""Stripe Checkout for django-payments.

The library's own StripeProviderV3 (4.1) treats Stripe's answers as dictionaries, which they are
not any more, names pages by their path alone, and gives money back without a key. Its place in
django-payments is kept; what it asks Stripe is asked here, through a client of our own with a
time limit, so that a silent Stripe does not hold a web worker for a minute.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, NoReturn

import stripe
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from payments import PaymentError, RedirectNeeded
from payments.core import BasicProvider

from foundation.base import clock
from foundation.billing.models import Payment

from .contract import Answer, Forged, Refused, Unreachable
from .stripe_words import Checkout, Outcome, Returned, checkout_of, returned_of, to_minor

SECONDS = 10
# A refusal that stands. Everything else (too many, in use, a broken key) may pass.
FINAL = {400, 402, 404}
MOST_REFUNDS = 100


class StripeCards(BasicProvider):
    """Payments on Stripe's own page; what became of them is told by webhook or asked for."""

    def __init__(
        self,
        api_key: str,
        endpoint_secret: str,
        http_client: stripe.HTTPClient | None = None,
        retries: int = 1,
    ) -> None:
        super().__init__()
        self.endpoint_secret = endpoint_secret
        self.client = stripe.StripeClient(
            api_key,
            http_client=http_client or stripe.RequestsClient(timeout=SECONDS),
            max_network_retries=retries,
        )

    # --- Paying --------------------------------------------------------------------------------

    def get_form(self, payment: Payment, data: Any = None) -> NoReturn:
        """Lead to Stripe's page; django-payments asks for it so."""
        raise RedirectNeeded(self.open_checkout(payment)[1])

    def open_checkout(self, payment: Payment) -> tuple[str, str]:
        """Number and address of the page that asks for `payment`; the same one for a second call.

        Raises Refused and Unreachable.
        """
        params = _checkout_params(payment)
        options: Any = {"idempotency_key": f"checkout:{payment.token}"}
        session = _asked(lambda: self.client.v1.checkout.sessions.create(params, options))
        return session["id"], session["url"]

    def ask_checkout(self, reference: str) -> Checkout:
        """What became of a page. Raises Refused and Unreachable."""
        return checkout_of(_asked(lambda: self.client.v1.checkout.sessions.retrieve(reference)))

    def close_checkout(self, reference: str) -> None:
        """Have a page take no payment any more; Refused when it has been paid or is over."""
        _asked(lambda: self.client.v1.checkout.sessions.expire(reference))

    # --- Giving back ---------------------------------------------------------------------------

    def give_back(self, payment: Payment, amount: Decimal, *, key: str) -> Answer:
        """Give a part of `payment` back. Stripe forgets keys after a day, so it is looked for."""
        intent = payment.intent or self.ask_checkout(payment.transaction_id).intent
        known: Any = {"payment_intent": intent, "limit": MOST_REFUNDS}
        earlier = _asked(lambda: self.client.v1.refunds.list(known))["data"]
        for returned in map(returned_of, earlier):
            if returned.key == key and returned.outcome != Outcome.CLOSED:
                return _answer(returned)
        params: Any = {
            "payment_intent": intent,
            "amount": to_minor(amount, payment.currency),
            "metadata": {"key": key, "payment": payment.token},
        }
        options: Any = {"idempotency_key": f"refund:{key}"}
        made = _asked(lambda: self.client.v1.refunds.create(params, options))
        return _answer(returned_of(made))

    def look_up(self, reference: str) -> Answer:
        """What became of a refund. Raises Refused and Unreachable."""
        return _answer(returned_of(_asked(lambda: self.client.v1.refunds.retrieve(reference))))

    # --- Webhooks ------------------------------------------------------------------------------

    def read_event(self, body: bytes, signature: str) -> Mapping[str, Any]:
        """The event in `body`, if Stripe has signed it within the last minutes; else Forged."""
        try:
            event = stripe.Webhook.construct_event(body, signature, self.endpoint_secret)
            read: Mapping[str, Any] = event.to_dict()
        # The last two: it is signed, and JSON, and no object.
        except (ValueError, stripe.SignatureVerificationError, AttributeError, TypeError) as wrong:
            raise Forged(str(wrong)) from wrong
        return read

    def get_token_from_request(self, payment: Any, request: HttpRequest) -> NoReturn:
        """Webhooks come to our own address, where they are kept before they are handled."""
        raise PaymentError(code=400, message="Send webhooks to /billing/webhooks/stripe/.")

    process_data = get_token_from_request


def _checkout_params(payment: Payment) -> Any:
    """The same for every call with the same payment: Stripe compares them under a key."""
    ours = {"payment": payment.token, "reference": payment.account.reference}
    back = reverse("billing:returned", args=[payment.token])
    # Stripe lives by the real clock, which ours is ahead of or behind.
    until = (payment.expires_at or clock.now() + timedelta(hours=1)) - settings.CLOCK_SHIFT
    return {
        "mode": "payment",
        "payment_method_types": ["card"],
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": payment.currency.lower(),
                    "unit_amount": to_minor(payment.total, payment.currency),
                    "product_data": {"name": payment.description},
                },
            }
        ],
        "client_reference_id": payment.token,
        "metadata": ours,
        "payment_intent_data": {"metadata": ours, "description": payment.description},
        "success_url": settings.SITE_URL + back,
        "cancel_url": settings.SITE_URL + payment.get_failure_url(),
        "expires_at": int(until.timestamp()),
    } | ({"customer_email": payment.billing_email} if payment.billing_email else {})


def _answer(returned: Returned) -> Answer:
    if returned.outcome == Outcome.CLOSED:
        raise Refused(returned.error or "Stripe could not give it back.")
    return Answer(returned.reference, is_done=returned.outcome == Outcome.DONE)


def _asked(call: Callable[[], Any]) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = call().to_dict()
    except stripe.StripeError as error:
        said = error.user_message or str(error)
        final = isinstance(error, stripe.InvalidRequestError | stripe.CardError)
        if final and error.http_status in FINAL:
            raise Refused(said) from error
        raise Unreachable(said) from error
    return answer

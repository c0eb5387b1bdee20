"""Stripe without a network: its library talks to this client, which keeps pages and refunds."""

import json
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

import stripe

SECRET = "whsec_test"


class FakeStripe(stripe.HTTPClient):
    """As much of Stripe as we use, with its idempotency keys. `down` answers, or does not."""

    name = "fake"

    def __init__(self) -> None:
        super().__init__()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.refunds: dict[str, dict[str, Any]] = {}
        self.keys: dict[str, dict[str, Any]] = {}
        self.requests: list[str] = []
        self.next_refund = "succeeded"
        self.down = 0
        self.guard = Lock()

    def request(self, method: str, url: str, headers: Any, post_data: Any = None, **_: Any) -> Any:
        """What the library calls."""
        parts = urlsplit(url)
        with self.guard:
            self.requests.append(f"{method} {parts.path}")
            if self.down:
                return _answer({"error": {"message": "Down.", "type": "api_error"}}, self.down)
            sent = _nested(post_data if method == "post" else parts.query)
            key = {name.lower(): value for name, value in headers.items()}.get("idempotency-key")
            if key in self.keys:
                return _answer(self.keys[key])
            thing, status = self._answer_to(method, parts.path.split("/")[2:], sent)
            if key and status == 200:
                self.keys[key] = thing
            return _answer(thing, status)

    def _answer_to(self, method: str, path: list[str], sent: dict[str, Any]) -> Any:
        match [method, *path]:
            case ["post", "checkout", "sessions"]:
                return self._open(sent), 200
            case ["get", "checkout", "sessions", reference]:
                return self.sessions[reference], 200
            case ["post", "checkout", "sessions", reference, "expire"]:
                session = self.sessions[reference]
                if session["status"] != "open":
                    return _error("This page is not open."), 400
                session["status"] = "expired"
                return session, 200
            case ["post", "refunds"]:
                return self._refund(sent)
            case ["get", "refunds"]:
                made = self.refunds.values()
                found = [row for row in made if row["payment_intent"] == sent["payment_intent"]]
                return {"object": "list", "data": found}, 200
            case ["get", "refunds", reference]:
                return self.refunds[reference], 200
        return _error(f"No such address: {method} {path}"), 404

    def _open(self, sent: dict[str, Any]) -> dict[str, Any]:
        number = len(self.sessions) + 1
        price = sent["line_items"]["0"]["price_data"]
        session = {
            "id": f"cs_{number}",
            "object": "checkout.session",
            "url": f"https://checkout.stripe.com/c/pay/cs_{number}",
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": int(price["unit_amount"]),
            "currency": price["currency"],
            "client_reference_id": sent["client_reference_id"],
            "customer_email": sent.get("customer_email"),
            "customer_details": {"name": "Ada Lovelace", "email": "ada@example.org"},
            "metadata": sent["metadata"],
            "payment_intent": None,
            "expires_at": int(sent["expires_at"]),
            "success_url": sent["success_url"],
            "cancel_url": sent["cancel_url"],
        }
        self.sessions[session["id"]] = session
        return session

    def _refund(self, sent: dict[str, Any]) -> Any:
        if self.next_refund == "refused":
            return _error("The charge has already been refunded."), 400
        number = len(self.refunds) + 1
        refund = {
            "id": f"re_{number}",
            "object": "refund",
            "amount": int(sent["amount"]),
            "currency": "usd",
            "payment_intent": sent["payment_intent"],
            "metadata": sent.get("metadata", {}),
            "status": self.next_refund,
        }
        self.refunds[refund["id"]] = refund
        return refund, 200

    # --- What people do on Stripe's pages ------------------------------------------------------

    def pay(self, reference: str = "cs_1", **changed: Any) -> dict[str, Any]:
        """The buyer pays on a page; its session."""
        session = self.sessions[reference]
        session |= {
            "status": "complete",
            "payment_status": "paid",
            "payment_intent": f"pi_{reference}",
        }
        session |= changed
        return session

    def lapse(self, reference: str = "cs_1") -> dict[str, Any]:
        """The time of a page is over; its session as the message about it says."""
        session = self.sessions[reference]
        if session["status"] == "open":
            session["status"] = "expired"
        return session | {"status": "expired", "payment_status": "unpaid"}

    def give_back(self, intent: str, minor: int) -> dict[str, Any]:
        """Somebody of us gives money back on Stripe's own pages."""
        return self._refund({"payment_intent": intent, "amount": str(minor)})[0]  # type: ignore[no-any-return]


def event(kind: str, thing: dict[str, Any], number: str = "evt_1") -> str:
    """The body of a message."""
    return json.dumps(
        {"id": number, "object": "event", "type": kind, "data": {"object": thing}, "created": 1}
    )


def signed(body: str, *, secret: str = SECRET, timestamp: int | None = None) -> str:
    """The signature that Stripe's own library computes."""
    made: str = stripe.WebhookSignature.generate_signature_header(body, secret, timestamp)
    return made


def _answer(thing: dict[str, Any], status: int = 200) -> tuple[str, int, dict[str, str]]:
    return json.dumps(thing), status, {"request-id": "req_1"}


def _error(message: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid_request_error"}}


def _nested(encoded: Any) -> dict[str, Any]:
    """`a[b]=1` as {"a": {"b": "1"}}."""
    found: dict[str, Any] = {}
    for name, values in parse_qs(encoded or "").items():
        *path, last = name.replace("]", "").split("[")
        place = found
        for step in path:
            place = place.setdefault(step, {})
        place[last] = values[0]
    return found

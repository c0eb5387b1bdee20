"""Money on its way back: one order paid by card, one by transfer, one whose card is closed."""

from datetime import UTC, datetime, timedelta

from django.conf import settings

from events.models import Event
from events.registration import services as registration
from events.registration.models import Order, PaymentMethod, TicketType
from foundation.billing import refunding
from foundation.billing import services as billing

VANCOUVER = "vancouver-2023"
ASKED = datetime(2022, 10, 5, 14, tzinfo=UTC)
# Who gave the ticket back, how it had been paid, and what the card provider said.
CANCELLED = (
    ("Ines Carvalho", "ines.carvalho@example.org", PaymentMethod.CARD, ""),
    ("Hamza Qureshi", "hamza.qureshi@example.org", PaymentMethod.INVOICE, ""),
    (
        "Lotte Verbeek",
        "lotte.verbeek@example.org",
        PaymentMethod.CARD,
        "The card was closed by its holder.",
    ),
)


def seed() -> None:
    """Add the orders that are missing, cancelled, and have what was paid for them go back."""
    bank, _options = settings.PAYMENT_VARIANTS.get("card", ("", {}))
    if not bank.endswith("DemoCardProvider"):
        # A real one is not asked for money that nobody paid.
        return
    event = Event.objects.get(slug=VANCOUVER)
    for number, (name, email, method, refused) in enumerate(CANCELLED):
        if not Order.objects.filter(event=event, email=email).exists():
            order = _paid(event, name, email, method, ASKED + timedelta(hours=number))
            _give_back(order, refused, ASKED + timedelta(days=1, hours=number))


def _paid(event: Event, name: str, email: str, method: PaymentMethod, at: datetime) -> Order:
    passes = TicketType.objects.filter(event=event, name__contains="Full Access Pass")
    kind = passes.filter(sales_until__gt=at).earliest("sales_until")
    order = registration.hold(
        event=event, lines=[(kind.pk, 1)], basket=f"seed refund {email}"[:32], at=at
    )
    holder = {"attendee_name": name, "attendee_email": email}
    registration.fill_in(
        order=order, purchaser={"name": name, "email": email}, attendees={1: holder}, at=at
    )
    registration.accept_conduct(order=order, at=at)
    if method == PaymentMethod.INVOICE:
        order = registration.place(order=order, method=method, at=at)
        return registration.mark_paid(order=order, at=at)
    payment = registration.pay_by_card(order=order, at=at)
    billing.card_form(payment=payment, data={"outcome": "approve"}, at=at)
    order.refresh_from_db()
    return order


def _give_back(order: Order, refused: str, at: datetime) -> None:
    order = registration.cancel(order=order, at=at, because="Cannot come.", by_staff=True)
    if order.account is None:
        return
    for refund in billing.give_back(
        account=order.account,
        amount=-billing.outstanding(order.account),
        key=f"order:{order.pk}:cancelled",
        at=at,
        note="Cannot come",
    ):
        if refused:
            refunding.fail(refund_id=refund.pk, error=refused)

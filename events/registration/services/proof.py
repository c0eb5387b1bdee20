"""What an order has to prove as it is sent off: whose code, whose invitation (domain 4.1)."""

from datetime import datetime

from events.registration import claims
from events.registration.models import Order
from events.registration.services import codes, invitations


def prove(order: Order, at: datetime) -> None:
    """Hold a locked order with its purchaser to the rules of what it was held with.

    Raises RuleError what `codes.check_person`, `claims.check_member` and `invitations.take` raise.
    """
    codes.check_person(order)
    claims.check_member(order, at)
    invitations.take(order, at)

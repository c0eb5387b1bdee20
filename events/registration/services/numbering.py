"""The code of a new order: random, and short enough to be read aloud, so one may be taken."""

from django.db import IntegrityError, transaction

from events.registration.models import Order
from foundation.base import tokens

# Of 100,000 orders one in 9,000 meets a code that is taken; nobody meets as many in a row.
TRIES = 5


def save_new(order: Order) -> None:
    """Save a new order, under another code where the database says that its own is taken.

    The transaction goes on. Raises IntegrityError for whatever else the database refuses.
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                order.save(force_insert=True)
        except IntegrityError:
            if not (left and is_taken(order.code)):
                raise
            order.code = tokens.code()
        else:
            return


def is_taken(code: str) -> bool:
    """Whether an order has this code."""
    return Order.objects.filter(code=code).exists()

"""Accounts with money on them that has to go back, and a bank that notes what it is asked."""

from decimal import Decimal
from threading import Lock
from typing import Any

from payments import PaymentStatus

from foundation.base import clock
from foundation.billing import services
from foundation.billing.models import Account, EntryKind, Payment, Refund
from foundation.billing.providers import Answer, Refused, Unreachable

PURPOSE = "refund test"


class FakeBank:
    """Gives back once per key, as Stripe does; `answers` says how it behaves, call by call."""

    def __init__(self) -> None:
        self.given: dict[str, tuple[int, Decimal]] = {}
        self.asked: list[str] = []
        self.answers: list[str] = []
        self.guard = Lock()

    def give_back(self, payment: Payment, amount: Decimal, *, key: str) -> Answer:
        """ "refuse", "silent" (not done), "lost" (done, and nobody hears it), "slow" or done."""
        with self.guard:
            self.asked.append(key)
            how = self.answers.pop(0) if self.answers else "done"
            if how == "refuse":
                raise Refused("The card is closed.")
            if how == "silent":
                raise Unreachable("No answer.")
            self.given.setdefault(key, (payment.pk, amount))
        if how == "lost":
            raise Unreachable("No answer.")
        return Answer(f"bank:{key}", is_done=how != "slow")

    def look_up(self, reference: str) -> Answer:
        """What `answers` says now."""
        how = self.answers.pop(0) if self.answers else "done"
        if how == "refuse":
            raise Refused("The card is closed.")
        return Answer(reference, is_done=how == "done")

    @property
    def total(self) -> Decimal:
        """All that it gave back."""
        return sum((amount for _payment, amount in self.given.values()), Decimal(0))


def make_account(*, cards: tuple[Any, ...] = (), transfers: Any = 0) -> Account:
    """An account that owes nothing, paid by card payments (oldest first) and transfers."""
    at = clock.now()
    number = Account.objects.count() + 1
    account = services.open_account(purpose=PURPOSE, reference=f"A{number}", currency="USD", at=at)
    for amount in cards:
        payment = Payment.objects.create(
            account=account,
            variant="card",
            status=PaymentStatus.CONFIRMED,
            total=Decimal(amount),
            captured_amount=Decimal(amount),
            currency="USD",
        )
        services.hear_provider(payment=payment)
    if transfers:
        amount = Decimal(transfers)
        services.receive(account=account, amount=amount, key=f"t{number}", at=at)
    return account


def charge(account: Account, amount: Any) -> None:
    """What of the money on it is ours to keep."""
    services.add_entry(
        account=account,
        kind=EntryKind.CHARGE,
        amount=Decimal(amount),
        key=f"charge:{account.pk}:{account.entries.count()}",
        at=clock.now(),
    )


def ask(account: Account, amount: Any, key: str = "k", **fields: Any) -> list[Refund]:
    """Have `amount` go back."""
    return services.give_back(
        account=account, amount=Decimal(amount), key=key, at=clock.now(), **fields
    )

"""Booking in the background: a statement may pay hundreds of orders, each with its mails."""

from django.tasks import task

from foundation.base import clock
from foundation.billing.bank import booking
from foundation.billing.bank.models import BankLine, LineState


@task()
def book_statement(statement_id: int) -> None:
    """Book the lines of a statement that wait. Run again after a crash it goes on where it was."""
    waiting = BankLine.objects.filter(statement_id=statement_id, state=LineState.WAITING)
    for line_id in list(waiting.order_by("number", "pk").values_list("pk", flat=True)):
        booking.book_waiting(line_id=line_id, at=clock.now())

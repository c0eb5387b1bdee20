"""What goes along with tickets that change orders: places, uses of codes, the invitation.

Nothing is given back or taken anew, so nobody can come in between: the counters of stocks, promises
and codes stay. The orders are locked.
"""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from events.registration import pricing
from events.registration.models import Audience, CodeUse, Order, Reservation, Ticket
from events.registration.services import agreed, promises
from foundation.base.errors import RuleError


def hand_over(source: Order, target: Order, tickets: Sequence[Ticket]) -> None:
    """Write to `target` what `source` has for these tickets of it.

    Raises RuleError `invited`, `promised` and `other_person` for what cannot be one order's.
    """
    _places(source, target, tickets)
    _uses(source, target, tickets)
    _invitation(source, target, tickets)


def _places(source: Order, target: Order, tickets: Sequence[Ticket]) -> None:
    going = agreed.places_of(tickets, 1)
    rows = source.reservations.select_for_update(of=["self"]).select_related("promise__code")
    for row in rows.filter(stock__in=[int(pk) for pk in going]).order_by("stock"):
        # A stock that was added to a type after the sale was never taken.
        number = min(going[str(row.stock_id)], row.quantity)
        there = target.reservations.filter(stock=row.stock_id).first()
        there = there or Reservation(order=target, stock_id=row.stock_id, quantity=0)
        there.quantity += number
        row.quantity -= number
        _promised(row, there, number, tickets)
        there.save()
        if row.quantity:
            row.save()
        else:
            row.delete()


def _promised(row: Reservation, there: Reservation, number: int, tickets: Sequence[Ticket]) -> None:
    """Of `number` places that go, those kept for a code go back to it from their new order."""
    if row.promise is None:
        return
    named = promises.named_by(row.promise.code)
    by_code = sum(
        pricing.applies(ticket.ticket_type, named)
        and ticket.ticket_type.stocks.filter(pk=row.stock_id).exists()
        for ticket in tickets
    )
    going = max(min(row.kept, by_code, number), row.kept - row.quantity)
    if not going:
        return
    if there.promise_id not in {None, row.promise_id}:
        raise RuleError(
            _(
                "Order %s has places that were kept for another code. Split the tickets off into a "
                "new order instead."
            )
            % there.order,
            code="promised",
        )
    there.promise_id = row.promise_id
    there.kept += going
    row.kept -= going
    if not row.kept:
        row.promise = None


def _uses(source: Order, target: Order, tickets: Sequence[Ticket]) -> None:
    """Write the uses of codes to the other order; whoever they were counted to keeps them."""
    going = Counter(row.promo_code_id for row in tickets if row.promo_code_id)
    uses = list(source.code_uses.filter(code__in=going).order_by("code"))
    if not uses:
        return
    has_own = target.code_uses.exists()
    if has_own and target.code_used_by != source.code_used_by:
        raise RuleError(
            _("Order %s has used codes of another person. Split the tickets off instead.") % target,
            code="other_person",
        )
    target.code_used_by = source.code_used_by
    target.save(update_fields=["code_used_by"])
    for use in uses:
        number = min(going[use.code_id], use.quantity)
        there = target.code_uses.filter(code=use.code_id).first()
        there = there or CodeUse(order=target, code_id=use.code_id, quantity=0)
        there.quantity += number
        there.save()
        use.quantity -= number
        if use.quantity:
            use.save()
        else:
            use.delete()
    if not source.code_uses.exists():
        source.code_used_by = ""
        source.save(update_fields=["code_used_by"])


def _invitation(source: Order, target: Order, tickets: Sequence[Ticket]) -> None:
    """An invitation stays with its tickets, and those with the invited person."""
    if not any(_by_invitation(ticket) for ticket in tickets) or source.invitation is None:
        return
    going = {ticket.pk for ticket in tickets}
    kept = source.tickets.filter(cancelled_at=None).exclude(pk__in=going)
    if kept.filter(ticket_type__audience=Audience.WITH_INVITATION).exists():
        raise RuleError(
            _("The tickets by invitation belong together: choose all of them, or none."),
            code="invited",
        )
    if target.email != source.invitation.email or target.invitation_id is not None:
        raise RuleError(
            _(
                "A ticket by invitation goes into an order of %s that has no other invitation. For "
                "somebody else write an invitation of their own, or leave the ticket and change who "
                "comes with it."
            )
            % source.invitation.email,
            code="invited",
        )
    invitation, invited_at = source.invitation, source.invited_at
    # The database lets one order at a time have it.
    for order, row, moment in ((source, None, None), (target, invitation, invited_at)):
        order.invitation, order.invited_at = row, moment
        order.save(update_fields=["invitation", "invited_at"])


def _by_invitation(ticket: Ticket) -> bool:
    return ticket.ticket_type.audience == Audience.WITH_INVITATION

"""What an order contains: which tickets, at which price, whose."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.registration import goods, handover, pricing, taxing
from events.registration.models import Invitation, Order, OrderState, Ticket, TicketType
from events.registration.pricing import NOTHING, Claim, Item
from events.registration.services import codes, invitations, stock
from foundation.base.errors import RuleError

# A ticket type's key and how many of it.
type Line = tuple[int, int]

HOLD = timedelta(minutes=30)
# What the answer of a card provider may take once its page has closed.
ANSWER = timedelta(minutes=1)

ATTENDEE = (
    "attendee_name",
    "attendee_email",
    "organization",
    "job_title",
    "pronouns",
    "dietary_needs",
    "accessibility_needs",
    "shirt_size",
)


def new_tickets(order: Order, items: list[Item], at: datetime) -> list[Ticket]:
    """Tickets for `order`, not saved, numbered from 1, at the price of their item with its tax."""
    buyer = taxing.buyer_of(order)
    each = [item for item in items for _ in range(item.quantity)]
    tickets = [
        Ticket(
            order=order,
            ticket_type=item.ticket_type,
            position=number,
            listed_price=item.price,
            discount=item.discount,
            promo_code=item.code,
        )
        for number, item in enumerate(each, start=1)
    ]
    for ticket in tickets:
        taxing.write(ticket, buyer, at)
    return tickets


def choose(
    event: Event,
    lines: Sequence[Line],
    at: datetime,
    claim: Claim = NOTHING,
    read: Sequence[TicketType] | None = None,
) -> list[Item]:
    """The tickets of `lines` as this buyer may have them at `at`, priced with what they `claim`.

    `read` are the types that everybody sees, if they have been read already.

    A hidden type that the claim does not open is refused like one that does not exist. Raises
    RuleError `closed`, `nothing_chosen`, `not_on_sale`, `too_many`, or `code_not_for_these` when a
    typed code prices none of them.
    """
    if not event.registration_is_open(at):
        raise closed()
    wanted: Counter[int] = Counter()
    for key, quantity in lines:
        wanted[key] += quantity
    if any(quantity < 0 for quantity in wanted.values()) or not +wanted:
        raise RuleError(_("Choose at least one ticket."), code="nothing_chosen")
    seen = goods.of(event, at, claim) if read is None or claim != NOTHING else read
    rows = [kind for kind in seen if kind.pk in +wanted and pricing.is_on_sale(kind, at)]
    if len(rows) < len(+wanted):
        raise not_on_sale()
    for row in rows:
        most = pricing.most_of(row)
        if wanted[row.pk] > most:
            message = ngettext(
                "%(name)s: at most %(most)d ticket in one order.",
                "%(name)s: at most %(most)d tickets in one order.",
                most,
            )
            params = {"name": row.name, "most": most}
            raise RuleError(message, code="too_many", params=params)
    brought = pricing.brought(claim)
    items = [pricing.item(row, wanted[row.pk], brought) for row in rows]
    _check_typed(items, claim, brought)
    return items


def closed() -> RuleError:
    """The refusal before and after registration."""
    return RuleError(_("Registration for this event is closed."), code="closed")


def not_on_sale() -> RuleError:
    """The refusal of a ticket that is not sold, or not to this buyer."""
    return RuleError(
        _("One of these tickets is not on sale any more. Look at the prices and choose again."),
        code="not_on_sale",
    )


def _check_typed(items: list[Item], claim: Claim, brought: pricing.Brought) -> None:
    """A code that was typed is for some of the tickets, even if another makes them cheaper."""
    for code, named in brought:
        if code == claim.code and not any(
            pricing.applies(item.ticket_type, named) for item in items
        ):
            raise RuleError(
                _("The code %(code)s is not for the tickets you chose.") % {"code": code.text},
                code="code_not_for_these",
            )


def rewrite(order: Order, items: list[Item], at: datetime, claim: Claim = NOTHING) -> None:
    """Give a locked order these tickets, half an hour, and last of all their places and uses."""
    order.state = OrderState.HELD
    order.held_until = max(order.held_until or at, at + HOLD)
    order.closed_at = None
    order.closed_because = ""
    order.total = taxing.total(items, taxing.buyer_of(order), at)
    for name, value in kept_of(items, claim).items():
        setattr(order, name, value)
    order.save()
    _keep_tickets(order, items, at)
    stock.reserve(order, stock.needs_of(items), kept=stock.kept_for(claim.code, items))
    codes.take(order, items)
    invitations.keep(order, invitation_for(items, claim))


def kept_of(items: list[Item], claim: Claim) -> dict[str, Any]:
    """What of a claim an order of these tickets keeps, by field: only what they use."""
    used = {item.code for item in items if item.code}
    is_member = claim.membership is not None and bool(used & set(claim.member_codes))
    return {
        "promo_code": claim.code if claim.code in used or _keeps_places(claim) else None,
        "member_of": claim.membership.organization if is_member and claim.membership else None,
        "member_email": claim.member_email if is_member else "",
    }


def _keeps_places(claim: Claim) -> bool:
    """Whether the typed code is needed for the places even where another one is cheaper."""
    return claim.code is not None and claim.code.keeps_places


def invitation_for(items: list[Item], claim: Claim) -> Invitation | None:
    """The invitation that an order of these tickets is to keep: none if nothing needs it."""
    return claim.invitation if any(item.by_invitation for item in items) else None


# What a ticket that stays says anew when its order is held again.
PRICED = ("position", "listed_price", "discount", "promo_code")


def _keep_tickets(order: Order, items: list[Item], at: datetime) -> None:
    """Make the tickets of an order what was chosen; what was typed for them stays.

    A ticket keeps its attendee, else an attendee whose ticket is gone moves to a new one: who
    changes to another price need not type the names again.
    """
    spare = list(order.tickets.filter(cancelled_at__isnull=True).order_by("position"))
    rows = new_tickets(order, items, at)
    for row in rows:
        same = next((old for old in spare if old.ticket_type_id == row.ticket_type_id), None)
        if same is not None:
            spare.remove(same)
            row.pk, row.secret, row.code = same.pk, same.secret, same.code
            _copy_attendee(same, row)
    new = [row for row in rows if row.pk is None]
    heirs = list(zip(spare, new, strict=False))
    for old, row in heirs:
        _copy_attendee(old, row)
    kept = [row for row in rows if row.pk is not None]
    # Positions are unique in an order: first out of the way, then into their new sequence.
    order.tickets.update(position=F("position") + 1000)
    Ticket.objects.bulk_update(kept, [*PRICED, *taxing.WRITTEN])
    Ticket.objects.bulk_create(new)
    handover.replace(heirs)
    order.tickets.exclude(pk__in=[row.pk for row in rows]).delete()


def _copy_attendee(old: Ticket, new: Ticket) -> None:
    for name in ATTENDEE:
        setattr(new, name, getattr(old, name))

"""Standing in line, and leaving it (domain 4.1)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration import claims, pricing
from events.registration.models import Audience, CodeKind, Invitation, Stock, TicketType
from events.registration.pricing import NOTHING, Claim
from events.registration.services import codes as sale
from events.registration.waiting import queries, tasks
from events.registration.waiting.models import Entry, Line
from events.registration.waiting.services import lines
from events.registration.waiting.services.serving import serve_soon
from foundation.base import zones
from foundation.base.errors import RuleError


@transaction.atomic
def join(*, ticket_type: TicketType, email: str, at: datetime, claim: Claim = NOTHING) -> Entry:
    """Stand in line for a ticket type that is sold out, and get a mail that says where.

    What is hidden can be waited for with a `claim` that opens it, which is kept and asked again
    when a place is offered; a typed code that prices the ticket is kept too. Who stands there
    already is written to again, at most once a day, and keeps their place: the caller must answer
    both alike, so that nobody learns who waits. Raises RuleError `closed`, `not_on_sale` (also for
    what the claim does not open), `not_sold_out` when there are places to buy,
    `invitation_other_email` and `code_of_another` for an address that the claim is not for.
    """
    if not ticket_type.event.registration_is_open(at):
        raise RuleError(_("Registration for this event is closed."), code="closed")
    email = email.strip().lower()
    entry = Entry(ticket_type=ticket_type, email=email, created_at=at)
    _bring(entry, claim)
    queries.claim_of(entry, at)
    wanted = queries.on_sale(queries.steps_for(entry, at), at)
    if wanted is None:
        raise RuleError(_("This ticket is not on sale now."), code="not_on_sale")
    entry.line, has_room = _line_of(wanted)
    entry.ticket_type = wanted
    found = entry.line.entries.live().filter(email=email).first()
    if found is None:
        entry.validate_constraints()
        entry.save()
        lines.count(entry.line)
        if has_room:
            # Kept for others in line, who cannot have it now.
            serve_soon(entry.line.stock_id)
    tasks.mail_joined.enqueue((found or entry).pk, zones.day(at).isoformat())
    return found or entry


def _bring(entry: Entry, claim: Claim) -> None:
    """Keep what of a claim opens or prices the ticket that is waited for."""
    kind = entry.ticket_type
    if kind.audience == Audience.WITH_INVITATION and claim.invitation is not None:
        _check_invited(claim.invitation, entry.email)
        entry.invitation = claim.invitation
    # A member's price applies by itself again; the code of another offer is not handed on.
    codes = claim.codes if kind.audience == Audience.WITH_CODE else (claim.code,)
    usable = {code for code in codes if code is not None and code.kind != CodeKind.WAITING}
    for code, named in pricing.brought(claim):
        if code in usable and pricing.applies(kind, named):
            sale.check_owner(code, entry.email)
            entry.came_with = code
            if claims.needs_member(code):
                entry.member_email = claim.member_email
            return


def _check_invited(invitation: Invitation, email: str) -> None:
    if invitation.email != email:
        raise RuleError(
            _(
                "Your invitation is for another e-mail address, the one our mail came to. Use that "
                "address here."
            ),
            code="invitation_other_email",
        )


def _line_of(ticket_type: TicketType) -> tuple[Line, bool]:
    """The locked line of the stock that a ticket type lacks: of several, the longest. And whether
    that stock has places, due to those who stand there."""
    lacking = [row for row in ticket_type.stocks.all() if not row.free]
    if not lacking:
        raise _not_sold_out()
    longest = max(lacking, key=lambda row: (row.waiting, -row.pk))
    line, _new = Line.objects.get_or_create(stock=longest)
    line = lines.lock(line.pk)
    # A place may have come back, or been added, since.
    stock = Stock.objects.get(pk=line.stock_id)
    if stock.free:
        raise _not_sold_out()
    return line, stock.taken < stock.size


def _not_sold_out() -> RuleError:
    return RuleError(
        _("There are places again: you need not wait, choose your tickets."), code="not_sold_out"
    )


@transaction.atomic
def leave(*, entry: Entry, at: datetime) -> Entry:
    """Leave the line, or give an offer back. A second call changes nothing."""
    line = lines.lock(entry.line_id)
    entry = queries.entries().get(pk=entry.pk)
    if not entry.is_live:
        return entry
    entry.left_at = at
    entry.save(update_fields=["left_at"])
    lines.count(line)
    lines.withdraw(entry, at)
    return entry

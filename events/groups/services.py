"""How a group order gets its people: by list, by a link for all, by a link for each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.groups import plan, tasks
from events.groups.models import GroupLink, TicketOffer
from events.groups.plan import Effect, Plan
from events.registration import bills
from events.registration import services as registration
from events.registration.models import Order, OrderState, Ticket
from events.registration.questions import services as answering
from events.registration.questions.queries import Paper
from events.registration.services.contents import ATTENDEE
from foundation.base import tokens
from foundation.base.errors import RuleError


def unnamed(order: Order) -> list[Ticket]:
    """The live tickets of an order that nobody has, in the order's sequence."""
    rows = order.tickets.filter(cancelled_at=None, attendee_name="")
    return list(rows.select_related("ticket_type").order_by("position"))


@transaction.atomic
def open_link(*, order: Order, domain: str, at: datetime) -> GroupLink:
    """Open the link behind which people take tickets; with a `domain` only its addresses may.

    An open one keeps its address. Raises RuleError `closed`, `all_named`.
    """
    order = _lock(order, at)
    if not unnamed(order):
        raise RuleError(_("Every ticket has its person already."), code="all_named")
    link, created = GroupLink.objects.get_or_create(
        order=order, defaults={"domain": domain, "opened_at": at}
    )
    if not created:
        if not link.is_open:
            link.secret, link.opened_at, link.closed_at = tokens.secret(), at, None
        link.domain = domain
        link.save()
    return link


@transaction.atomic
def close_link(*, order: Order, at: datetime) -> None:
    """Close the link: it opens nothing any more. A second call changes nothing."""
    bills.lock(order)
    GroupLink.objects.filter(order=order, closed_at=None).update(closed_at=at)


@transaction.atomic
def offer(*, order: Order, people: Mapping[str, str], at: datetime) -> list[TicketOffer]:
    """Offer tickets to people (name by e-mail), each by a link of their own that is mailed once.

    Whoever was offered one already is left out. Raises RuleError `closed`, `not_paid` (an order
    that anybody can begin must not have us write to strangers), `too_many` when fewer tickets are
    left than people, `all_asked` when nobody is left to ask.
    """
    order = _lock(order, at)
    if order.state != OrderState.PAID:
        raise RuleError(
            _("We send these mails as soon as the order is paid. Until then use the link."),
            code="not_paid",
        )
    live = TicketOffer.objects.filter(order=order, withdrawn_at=None)
    known = set(live.values_list("email", flat=True)) | _holders(order)
    fresh = {email.lower(): name for email, name in people.items() if email.lower() not in known}
    if not fresh:
        raise RuleError(_("All of these people have a ticket or an offer."), code="all_asked")
    left = len(unnamed(order)) - live.filter(ticket=None).count()
    if len(fresh) > left:
        raise RuleError(
            _("%(left)d tickets are left to offer, and these are %(people)d people."),
            code="too_many",
            params={"left": max(left, 0), "people": len(fresh)},
        )
    rows = TicketOffer.objects.bulk_create(
        TicketOffer(order=order, email=email, name=name, sent_at=at)
        for email, name in fresh.items()
    )
    for row in rows:
        tasks.mail_offer.enqueue(row.pk)
    return rows


@transaction.atomic
def take_back(*, order: Order, offer_id: int, at: datetime) -> None:
    """Take an offer back that nobody took: its link dies. A second call changes nothing."""
    bills.lock(order)
    rows = TicketOffer.objects.filter(order=order, pk=offer_id).waiting()
    rows.update(withdrawn_at=at)


def plan_for(order: Order, people: Sequence[Mapping[str, Any]]) -> Plan:
    """What a list of people would do to the tickets of an order. Raises what `plan.of` raises."""
    rows = order.tickets.filter(cancelled_at=None).select_related("ticket_type")
    return plan.of(list(rows.order_by("position")), people)


@transaction.atomic
def name_all(
    *, order: Order, people: Sequence[Mapping[str, Any]], at: datetime, mark: str = ""
) -> int:
    """Give the tickets of an order to `people` as `plan.of` says, all or none; how many changed.

    `mark` is that of the plan its buyer has seen. A ticket that goes to another e-mail is passed
    on: its old QR is dead, and nothing told of the person before stays. Raises RuleError `closed`,
    `seen_other` when the plan is another by now, and what `plan.of` and `assign` raise.
    """
    order = _lock(order, at)
    found = plan_for(order, people)
    if mark and mark != found.mark:
        raise RuleError(
            _("Something has changed since you looked: see what the list does now."),
            code="seen_other",
        )
    for step in found.to_do:
        told = {name: new for name, (_old, new) in step.changes.items()}
        if step.effect == Effect.PASSED_ON:
            told = dict.fromkeys(ATTENDEE, "") | dict(step.person)
        try:
            registration.assign(ticket=step.ticket, attendee=told, at=at)
        except RuleError as refusal:
            words = {"number": step.ticket.position, "why": refusal.messages[0]}
            raise RuleError(
                _("Ticket %(number)d: %(why)s"), code=refusal.code, params=words
            ) from None
    return len(found.to_do)


@transaction.atomic
def claim(
    *,
    door: GroupLink | TicketOffer,
    ticket: Ticket,
    attendee: Mapping[str, Any],
    paper: Paper,
    given: Mapping[int, Mapping[int, Any]],
    at: datetime,
) -> Ticket:
    """Somebody takes `ticket` of a group order behind a link, and answers its questions.

    Raises RuleError `closed`, `other_domain`, `yours_already`, `just_taken` when somebody else was
    faster (the next ticket may be free), and what answering raises.
    """
    order = _lock(ticket.order, at)
    door = type(door).objects.get(pk=door.pk)
    if not is_open(door):
        raise RuleError(_("This link does not open anything any more."), code="closed")
    email = str(attendee["attendee_email"]).lower()
    domain = door.domain if isinstance(door, GroupLink) else ""
    if domain and email.rpartition("@")[2] != domain:
        raise RuleError(
            _("These tickets are for addresses at %(domain)s."),
            code="other_domain",
            params={"domain": domain},
        )
    if email in _holders(order):
        raise RuleError(
            _("You have a ticket of this order already: look for it in your mail."),
            code="yours_already",
        )
    if Ticket.objects.get(pk=ticket.pk).is_assigned:
        raise RuleError(
            _("Somebody took this ticket a moment ago. Send the form again for the next one."),
            code="just_taken",
        )
    kept = answering.assign(ticket=ticket, attendee=attendee, paper=paper, given=given, at=at)
    if isinstance(door, TicketOffer):
        TicketOffer.objects.filter(pk=door.pk).update(ticket=kept)
    return kept


def is_open(door: GroupLink | TicketOffer) -> bool:
    """Whether the link still opens something, as far as the link itself goes."""
    if isinstance(door, GroupLink):
        return door.is_open
    return door.withdrawn_at is None and door.ticket_id is None


def _lock(order: Order, at: datetime) -> Order:
    order = bills.lock(order)
    if order.state not in {OrderState.PENDING, OrderState.PAID} or order.event.is_over(at):
        raise RuleError(_("The tickets of this order can no longer be given out."), code="closed")
    return order


def _holders(order: Order) -> set[str]:
    rows = order.tickets.filter(cancelled_at=None).exclude(attendee_email="")
    return set(rows.values_list("attendee_email", flat=True))

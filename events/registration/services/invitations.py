"""Invitations: written, sent, answered, withdrawn; taken by an order as it is sent off."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import claims, tasks
from events.registration.models import (
    Audience,
    Invitation,
    InvitationState,
    Order,
    Ticket,
    TicketType,
)
from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.prepared import prepared

MOST = 5000
# An address and the name that goes with it, or nothing.
type Person = tuple[str, str]


@transaction.atomic
def invite(
    *, like: Invitation, types: Sequence[TicketType], people: Sequence[Person], at: datetime
) -> list[Invitation]:
    """An invitation like `like` (not saved) for each of `people`, who hold none to the event yet.

    Whoever holds one is left out: a list that is sent twice invites nobody twice. Nothing is
    mailed. Raises RuleError `no_types`, `not_for_invited`, `too_many`, and `all_invited` when
    nobody is left.
    """
    check_types(types)
    if not 0 < len(people) <= MOST:
        raise RuleError(_("Invite between 1 and 5,000 people at once."), code="too_many")
    event = _lock_event(like.event_id)
    names = {email.lower(): name for email, name in people}
    known = set(invited_already(event, list(names)))
    rows = [
        Invitation(
            event=event,
            email=email,
            name=name,
            valid_until=like.valid_until,
            batch=like.batch,
            note=like.note,
            created_at=at,
        )
        for email, name in names.items()
        if email not in known
    ]
    if not rows:
        raise RuleError(_("All of these people are invited already."), code="all_invited")
    Invitation.objects.bulk_create(rows, batch_size=1000)
    named = Invitation.ticket_types.through
    named.objects.bulk_create(
        (named(invitation_id=row.pk, tickettype_id=kind.pk) for row in rows for kind in types),
        batch_size=1000,
    )
    return rows


def invited_already(event: Event, emails: Sequence[str]) -> list[str]:
    """Those of `emails` (lower case) that hold a live invitation to `event`."""
    rows = Invitation.objects.live().filter(event=event, email__in=emails)
    return list(rows.values_list("email", flat=True))


def check_types(types: Sequence[TicketType]) -> None:
    """An invitation is for something, and only for what is kept for the invited.

    Raises RuleError `no_types` or `not_for_invited`.
    """
    if not types:
        raise RuleError(_("Choose what they are invited to."), code="no_types")
    open_ones = [kind.name for kind in types if kind.audience != Audience.WITH_INVITATION]
    if open_ones:
        raise RuleError(
            _("These are not kept for the invited, so nobody needs an invitation: %(names)s."),
            code="not_for_invited",
            params={"names": ", ".join(open_ones)},
        )


@transaction.atomic
def send(*, invitation: Invitation, at: datetime, again: str = "") -> Invitation:
    """Mail an invitation that waits for an answer; the first time once, whoever asks how often.

    With `again`, a word that tells this mail from others, it is mailed once more. Raises RuleError
    what `claims.why_not` says.
    """
    invitation = _lock(invitation)
    if invitation.state(at) not in {InvitationState.WRITTEN, InvitationState.SENT}:
        raise claims.why_not(invitation, at)
    if invitation.sent_at is None:
        invitation.sent_at = at
        invitation.save(update_fields=["sent_at"])
    tasks.mail_invitation.enqueue(invitation.pk, again)
    return invitation


@transaction.atomic
def send_all(*, rows: Sequence[Invitation], at: datetime) -> None:
    """Mail invitations that have just been written, each once."""
    keys = [row.pk for row in rows]
    Invitation.objects.filter(pk__in=keys, sent_at__isnull=True).update(sent_at=at)
    for start in range(0, len(keys), tasks.TOGETHER):
        tasks.mail_invitations.enqueue(keys[start : start + tasks.TOGETHER])


@transaction.atomic
def remind(*, event: Event, email: str, at: datetime) -> bool:
    """Mail its invitation again to an address somebody tried to order with; once a day.

    Only its reader learns that there is one. Returns whether there was.
    """
    found = Invitation.objects.usable(at).filter(event=event, email=email.lower()).first()
    if found is not None:
        send(invitation=found, at=at, again=zones.day(at).isoformat())
    return found is not None


@transaction.atomic
def withdraw(*, invitation: Invitation, at: datetime) -> Invitation:
    """Take an invitation back. Places held with it cannot be ordered any more.

    A second call changes nothing. Raises RuleError `invitation_accepted` once an order has it.
    """
    invitation = _lock(invitation)
    if invitation.withdrawn_at is not None:
        return invitation
    _refuse_accepted(invitation)
    invitation.withdrawn_at = at
    invitation.declined_at = None
    invitation.save(update_fields=["withdrawn_at", "declined_at"])
    return invitation


@transaction.atomic
def decline(*, invitation: Invitation, at: datetime) -> Invitation:
    """The invited person does not come. A second call changes nothing.

    Raises RuleError `invitation_accepted` once they have ordered, `invitation_withdrawn`.
    """
    invitation = _lock(invitation)
    if invitation.declined_at is not None:
        return invitation
    _refuse_accepted(invitation)
    if invitation.withdrawn_at is not None:
        raise claims.why_not(invitation, at)
    invitation.declined_at = at
    invitation.save(update_fields=["declined_at"])
    return invitation


@transaction.atomic
def reopen(*, invitation: Invitation, at: datetime) -> Invitation:
    """Take a decline back: the invitation waits for an answer again.

    A second call changes nothing. Raises RuleError `invitation_withdrawn`, and `invited_anew` when
    this address has been given another invitation since.
    """
    _lock_event(invitation.event_id)
    invitation = _lock(invitation)
    if invitation.withdrawn_at is not None:
        raise claims.why_not(invitation, at)
    invitation.declined_at = None
    try:
        with transaction.atomic():
            invitation.save(update_fields=["declined_at"])
    except IntegrityError as refused:
        raise RuleError(
            _("You have been invited anew since. Use the link in our latest mail."),
            code="invited_anew",
        ) from refused
    return invitation


def take(order: Order, at: datetime) -> None:
    """Let a locked order accept its invitation as it is sent off, and keep the invited to theirs.

    Raises RuleError `invitation_other_email`, `by_invitation` for a purchaser who holds an
    invitation and orders what is for those without, and what `claims.why_not` says when the
    invitation went to another order, was declined or withdrawn meanwhile.
    """
    kinds = set(_audiences_of(order.pk))
    if Audience.WITHOUT_INVITATION in kinds:
        refuse_the_invited(order, at)
    if Audience.WITH_INVITATION not in kinds:
        return
    check_email(order)
    if order.invited_at is not None:
        return
    # The guard: of two orders at once, the second waits for this row and finds it answered.
    if order.invitation is None:
        raise RuleError(
            _("One of these tickets is only for the invited. Go back and choose again."),
            code="not_on_sale",
        )
    open_ones = Invitation.objects.usable(at).filter(pk=order.invitation.pk)
    if not open_ones.update(accepted_at=at):
        order.invitation.refresh_from_db()
        raise claims.why_not(order.invitation, at)
    order.invited_at = at
    order.save(update_fields=["invited_at"])


@prepared
def _audiences_of(order_id: int) -> QuerySet[Ticket, str]:
    kept = Ticket.objects.filter(order=order_id, cancelled_at__isnull=True)
    return kept.values_list("ticket_type__audience", flat=True)


def check_email(order: Order) -> None:
    """Who orders with an invitation is who was invited. Raises RuleError `invitation_other_email`.

    Asked before the order is complete, too: a purchaser not named yet is not refused.
    """
    invitation = order.invitation
    if invitation is not None and order.email and invitation.email != order.email.lower():
        raise RuleError(
            _(
                "Your invitation is for another e-mail address, the one our mail came to. Use that "
                "address here, or go back and choose other tickets."
            ),
            code="invitation_other_email",
        )


def refuse_the_invited(order: Order, at: datetime) -> None:
    """Whoever is invited does not buy what is for those who are not: RuleError `by_invitation`.

    The words are said to anybody who types that address, so they do not say that it is invited:
    its reader gets the invitation once more (`remind`).
    """
    if Invitation.objects.held_by(order.event, [order.email], at).exists():
        raise RuleError(
            _(
                "These tickets cannot be ordered with this e-mail address. We write to the address "
                "to say what it can be used for: look into its mail box, or use another address."
            ),
            code="by_invitation",
        )


def keep(order: Order, invitation: Invitation | None) -> None:
    """Have a locked order that is held anew keep `invitation`, in place of one it has taken."""
    give_back(order)
    if order.invitation != invitation:
        order.invitation = invitation
        order.save(update_fields=["invitation"])


def give_back(order: Order) -> None:
    """Let the invitation that `order` has taken wait for another order."""
    if order.invited_at is None or order.invitation is None:
        return
    Invitation.objects.filter(pk=order.invitation.pk).update(accepted_at=None)
    order.invited_at = None
    order.save(update_fields=["invited_at"])


def give_back_unused(order: Order) -> None:
    """The same when no ticket is left that it was taken for, of an order that keeps others."""
    kept = order.tickets.filter(cancelled_at__isnull=True)
    if (
        order.invited_at
        and not kept.filter(ticket_type__audience=Audience.WITH_INVITATION).exists()
    ):
        give_back(order)


def _lock_event(event_id: int) -> Event:
    """Whoever makes an invitation live waits here for who does so too; buyers do not."""
    return Event.objects.select_for_update(no_key=True).get(pk=event_id)


def _lock(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_related("event").select_for_update(of=["self"])
    return rows.get(pk=invitation.pk)


def _refuse_accepted(invitation: Invitation) -> None:
    if invitation.accepted_at is not None:
        raise RuleError(
            _("An order has been sent off with this invitation. Cancel that order first."),
            code="invitation_accepted",
        )

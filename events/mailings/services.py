"""How a mailing changes: tested, started, paused, stopped; and who wants no more news."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.mailings import audience, letters, tasks
from events.mailings.models import (
    Mailing,
    Recipient,
    State,
    ToWhom,
    Unsubscription,
)
from events.models import Event
from events.registration.models import Order, Ticket
from foundation.base import mail, words
from foundation.base.errors import RuleError
from foundation.base.mail import Draft, Rendered
from foundation.base.models import Mail
from foundation.base.words import Words


@transaction.atomic
def test(*, mailing: Mailing, to: str, at: datetime) -> Mail:
    """Send `mailing` as it is now to `to`, a member of staff; only then can it be started.

    It is filled in with the newest recipient's data. Raises RuleError `started`, `nobody`, and what
    `words.check` raises.
    """
    mailing = _lock(mailing)
    if mailing.is_started:
        raise RuleError(_("It has been started already."), code="started")
    words.check(Words(mailing.subject, mailing.body), letters.PLACES[mailing.to_whom])
    draft = sample(mailing)
    if draft is None:
        raise RuleError(
            _("It would go to nobody now: choose other orders or tickets."), code="nobody"
        )
    mailing.tested_hash = mailing.content_hash
    mailing.tested_at = at
    mailing.state = State.TESTED
    mailing.save(update_fields=["tested_hash", "tested_at", "state"])
    # To the minute: a double click is one mail.
    key = f"mailing:{mailing.pk}:test:{mailing.tested_hash[:8]}:{at:%Y-%m-%dT%H:%M}"
    return post_test(key=key, draft=draft, rendered=mail.render(draft), to=to, at=at)


def sample(mailing: Mailing, about: str = "") -> Draft | None:
    """The mail as its newest recipient would get it, or the ticket or order `about` (its code)."""
    if about:
        return _of_code(mailing, about)
    row = audience.people(mailing).order_by("-pk").first() if mailing.event_id else None
    return _for(mailing, row) if row is not None else None


def _of_code(mailing: Mailing, about: str) -> Draft | None:
    code, _dash, position = about.strip().upper().partition("-")
    orders = Order.objects.placed().filter(event=mailing.event_id)
    order = orders.filter(code=code).first()
    if order is None or mailing.to_whom == ToWhom.PURCHASERS:
        return _for(mailing, order) if order else None
    rows = order.tickets.exclude(attendee_name="").order_by("position")
    row = rows.filter(position=position).first() if position.isdecimal() else rows.first()
    return _for(mailing, row) if row else None


def _for(mailing: Mailing, row: Ticket | Order) -> Draft:
    if isinstance(row, Order):
        return letters.sample(mailing, row, None)
    return letters.sample(mailing, row.order, row)


def post_test(*, key: str, draft: Draft, rendered: Rendered, to: str, at: datetime) -> Mail:
    """Write `draft`, which says `rendered`, to staff: marked as a test, it unsubscribes nobody."""
    subject = (_("Test: %s") % rendered.subject)[: words.MOST_SUBJECT]
    to_staff = Draft(**{**vars(draft), "to": to, "headers": {}})
    said = Rendered(subject, rendered.text, rendered.html)
    return mail.post(key=key, draft=to_staff, rendered=said, at=at)


@transaction.atomic
def start(*, mailing: Mailing, at: datetime) -> int:
    """Write down everybody it goes to and begin; returns how many they are.

    Raises RuleError `started`, `untested` when its words have changed since the test, `nobody`.
    """
    mailing = _lock(mailing)
    if mailing.is_started:
        raise RuleError(_("It has been started already."), code="started")
    if mailing.state != State.TESTED or mailing.tested_hash != mailing.content_hash:
        raise RuleError(_("Send yourself a test of the text as it is now first."), code="untested")
    for rows in audience.snapshot(mailing):
        # An address that comes up again is the same person.
        Recipient.objects.bulk_create(rows, ignore_conflicts=True)
    number = mailing.recipients.count()
    if not number:
        raise RuleError(
            _("It would go to nobody now: choose other orders or tickets."), code="nobody"
        )
    mailing.state = State.SENDING
    mailing.started_at = mailing.moved_at = at
    mailing.save(update_fields=["state", "started_at", "moved_at"])
    tasks.send_batch.enqueue(mailing.pk)
    return number


@transaction.atomic
def pause(*, mailing: Mailing, at: datetime) -> Mailing:
    """Hold a mailing; the batch that is being written still goes out. RuleError `not_sending`."""
    mailing = _lock(mailing)
    if mailing.state != State.SENDING:
        raise RuleError(_("It is not being sent."), code="not_sending")
    mailing.state = State.PAUSED
    mailing.save(update_fields=["state"])
    return mailing


@transaction.atomic
def resume(*, mailing: Mailing, at: datetime) -> Mailing:
    """Go on with a paused mailing where it was. Raises RuleError `not_paused`."""
    mailing = _lock(mailing)
    if mailing.state != State.PAUSED:
        raise RuleError(_("It is not paused."), code="not_paused")
    mailing.state = State.SENDING
    mailing.moved_at = at
    mailing.save(update_fields=["state", "moved_at"])
    tasks.send_batch.enqueue(mailing.pk)
    return mailing


@transaction.atomic
def stop(*, mailing: Mailing, at: datetime) -> Mailing:
    """End a mailing for good; who has not got it does not. Raises RuleError `not_sending`."""
    mailing = _lock(mailing)
    if mailing.state not in {State.SENDING, State.PAUSED}:
        raise RuleError(_("It is not being sent."), code="not_sending")
    mailing.state = State.STOPPED
    mailing.closed_at = at
    mailing.save(update_fields=["state", "closed_at"])
    return mailing


@transaction.atomic
def copy(*, mailing: Mailing, at: datetime) -> Mailing:
    """A draft with the same words, for the same people."""
    kept = ("event", "reason", "to_whom", "order_states", "named", "country", "code")
    fields = {name: getattr(mailing, name) for name in (*kept, "subject", "body")}
    name = _("Copy of %s") % mailing.name
    copied = Mailing.objects.create(**fields, name=name[:120], created_at=at)
    copied.ticket_types.set(mailing.ticket_types.all())
    copied.without_types.set(mailing.without_types.all())
    return copied


@transaction.atomic
def unsubscribe(*, email: str, event: Event | None, at: datetime) -> Unsubscription:
    """Keep news of `event` (None: of every event) from `email`. A second time changes nothing."""
    found, _created = Unsubscription.objects.get_or_create(
        email=email.lower(), event=event, defaults={"created_at": at}
    )
    return found


@transaction.atomic
def subscribe_again(*, email: str, event: Event) -> None:
    """Take back that `email` wants no news of `event`, of this or of any."""
    Unsubscription.objects.about(event).filter(email=email.lower()).delete()


def _lock(mailing: Mailing) -> Mailing:
    rows = Mailing.objects.select_related("event__venue")
    return rows.select_for_update(of=["self"]).get(pk=mailing.pk)

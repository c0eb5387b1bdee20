"""Two use one invitation at once, or answer it while it is taken. Real threads."""

from collections import Counter

import pytest
from django.db import IntegrityError

from events.registration import services
from events.registration.models import Invitation, Order, OrderState
from events.registration.models.invitations import InvitationQuerySet
from events.registration.services import invitations
from tests.conftest import KEYNOTE_WEEK
from tests.factories.orders import ADA, make_foundation, make_invitation, make_sale

from .test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def prepared(number):
    """So many orders of the same invitation, filled in and not sent off yet."""
    make_foundation()
    kind = make_sale(audience="with_invitation", price=0, size=50)
    secret = make_invitation(ticket_type=kind).secret
    orders = [
        services.hold(
            event=kind.event,
            lines=[(kind.pk, 1)],
            basket=f"tab {n}",
            at=KEYNOTE_WEEK,
            invitation=secret,
        )
        for n in range(number)
    ]
    for order in orders:
        services.fill_in(order=order, purchaser=ADA, attendees={}, at=KEYNOTE_WEEK)
    return orders


def sender(order):
    def send():
        services.place(order=order, method="free", at=KEYNOTE_WEEK)
        return "sent"

    return send


def test_of_many_orders_on_one_invitation_one_is_sent_off():
    orders = prepared(8)

    outcome = Counter(at_once([sender(order) for order in orders], workers=8))

    assert outcome == {"sent": 1, "invitation_accepted": 7}
    assert Order.objects.filter(state=OrderState.PAID, invited_at__isnull=False).count() == 1


def test_without_the_guard_the_database_itself_refuses_the_second(monkeypatch):
    """Shows that the test above can fail: look, then write, with no guard in the UPDATE."""

    orders = prepared(4)
    monkeypatch.setattr(InvitationQuerySet, "usable", lambda rows, at: rows)

    def careful(order):
        try:
            return sender(order)()
        except IntegrityError as refused:
            return "order_one_per_invitation" in str(refused)

    outcome = Counter(at_once([lambda o=order: careful(o) for order in orders], workers=4))

    assert outcome == {"sent": 1, True: 3}


def test_declining_and_ordering_at_once_leave_one_answer():
    (order,) = prepared(1)
    invitation = Invitation.objects.get()

    def decline():
        invitations.decline(invitation=invitation, at=KEYNOTE_WEEK)
        return "declined"

    def withdraw():
        invitations.withdraw(invitation=invitation, at=KEYNOTE_WEEK)
        return "withdrawn"

    outcome = Counter(at_once([sender(order), decline, withdraw], workers=3))

    order.refresh_from_db()
    invitation.refresh_from_db()
    ordered = order.state == OrderState.PAID
    assert ordered == bool(outcome["sent"])
    assert ordered == (invitation.accepted_at is not None)
    assert bool(invitation.withdrawn_at) == bool(outcome["withdrawn"]) != ordered


def test_a_list_invited_by_two_at_once_invites_everybody_once():
    kind = make_sale(audience="with_invitation")
    people = [(f"guest{n}@example.org", "") for n in range(20)]

    def invite():
        like = Invitation(event=kind.event)
        rows = invitations.invite(like=like, types=[kind], people=people, at=KEYNOTE_WEEK)
        return len(rows)

    outcome = at_once([invite] * 3, workers=3)

    assert sorted(map(str, outcome)) == ["20", "all_invited", "all_invited"]
    assert Invitation.objects.count() == 20

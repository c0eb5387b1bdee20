"""Invitations: who may use one, for what, how often, and what becomes of it (domain 4.1)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from events.registration import services
from events.registration.models import Invitation, InvitationState, Order, OrderState
from events.registration.services import invitations
from events.registration.services.contents import HOLD
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.factories.events import make_ticket_type
from tests.factories.orders import ADA, make_code, make_foundation, make_invitation, make_sale

pytestmark = pytest.mark.django_db

EVE = ADA | {"name": "Eve", "email": "eve@example.org"}


@pytest.fixture
def kind(at):
    make_foundation()
    return make_sale(audience="with_invitation", name="Invited guest", price=0)


@pytest.fixture
def others(kind):
    """A free type for those who hold no invitation."""
    return make_ticket_type(event=kind.event, audience="without_invitation", price=0)


def hold(kind, at, quantity=1, basket="tab", **claim):
    lines = [(kind.pk, quantity)]
    return services.hold(event=kind.event, lines=lines, basket=basket, at=at, **claim)


def send_off(order, at, purchaser=ADA, method="free"):
    services.fill_in(order=order, purchaser=purchaser, attendees={}, at=at)
    return services.place(order=order, method=method, at=at)


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value


def state(at):
    return Invitation.objects.get().state(at)


def test_an_invitation_opens_its_types_and_is_accepted_by_the_order(at, kind):
    invitation = make_invitation(ticket_type=kind)

    order = send_off(hold(kind, at, invitation=invitation.secret), at)

    assert (order.state, order.invitation) == (OrderState.PAID, invitation)
    assert state(at) == InvitationState.ACCEPTED


def test_it_opens_nothing_else_and_nobody_gets_in_without_it(at, kind):
    other = make_sale(event=kind.event, audience="with_invitation")
    coded = make_sale(event=kind.event, audience="with_code")
    secret = make_invitation(ticket_type=kind).secret
    make_code(event=kind.event, types=[kind])

    for hidden, claim in (
        (kind, {}),
        (kind, {"code": "HELLO"}),
        (kind, {"reader": ["eve@example.org"]}),
        (other, {"invitation": secret}),
        (coded, {"invitation": secret}),
    ):
        refused("not_on_sale", lambda hidden=hidden, claim=claim: hold(hidden, at, **claim))


def test_it_is_good_for_one_ticket_of_each_kind(at, kind):
    dinner = make_sale(event=kind.event, audience="with_invitation", price=0)
    secret = make_invitation(ticket_type=kind, types=[kind, dinner]).secret

    refused("too_many", lambda: hold(kind, at, 2, invitation=secret))
    both = [(kind.pk, 1), (dinner.pk, 1)]
    order = services.hold(event=kind.event, lines=both, basket="b", at=at, invitation=secret)
    assert order.tickets.count() == 2


def test_a_reader_with_the_invited_address_needs_no_link(at, kind):
    invitation = make_invitation(ticket_type=kind)
    assert hold(kind, at, reader=["ada@example.org"]).invitation == invitation


def test_only_the_invited_address_can_order(at, kind):
    order = hold(kind, at, invitation=make_invitation(ticket_type=kind).secret)

    refusal = refused("invitation_other_email", lambda: send_off(order, at, EVE))

    assert "ada@example.org" not in refusal.messages[0]
    assert state(at) == InvitationState.WRITTEN
    assert send_off(order, at, ADA | {"email": "ADA@Example.org"}).state == OrderState.PAID


def test_who_is_invited_cannot_order_what_is_for_those_who_are_not(at, kind, others):
    secret = make_invitation(ticket_type=kind).secret

    refused("not_on_sale", lambda: hold(others, at, invitation=secret))
    refused("not_on_sale", lambda: hold(others, at, reader=["ada@example.org"]))
    order = hold(others, at)
    refusal = refused("by_invitation", lambda: send_off(order, at))
    assert "invit" not in refusal.messages[0]
    assert send_off(order, at, EVE).state == OrderState.PAID


@pytest.mark.parametrize(
    ("ended", "may"),
    [("declined", True), ("withdrawn", True), ("over", True), ("accepted", False)],
)
def test_whose_invitation_has_ended_holds_none(at, kind, others, ended, may):
    field = "valid_until" if ended == "over" else f"{ended}_at"
    make_invitation(ticket_type=kind, **{field: at})
    order = hold(others, at)

    if may:
        assert send_off(order, at).state == OrderState.PAID
    else:
        refused("by_invitation", lambda: send_off(order, at))


@pytest.mark.parametrize("ended", ["declined", "withdrawn", "over", "accepted"])
def test_an_invitation_that_has_ended_says_how(at, kind, ended):
    field = "valid_until" if ended == "over" else f"{ended}_at"
    invitation = make_invitation(ticket_type=kind, **{field: at})

    refused(f"invitation_{ended}", lambda: hold(kind, at, invitation=invitation.secret))
    refused("not_on_sale", lambda: hold(kind, at, reader=[invitation.email]))


@pytest.mark.parametrize("secret", ["x", "💥", "-" * 5000, "' OR 1=1"])
def test_a_made_up_secret_and_that_of_another_event_open_nothing(at, kind, secret):
    foreign = make_invitation().secret
    refused("invitation_unknown", lambda: hold(kind, at, invitation=secret))
    refused("invitation_unknown", lambda: hold(kind, at, invitation=foreign))


def test_a_second_order_on_it_is_refused_and_the_database_keeps_to_it(at, kind):
    secret = make_invitation(ticket_type=kind).secret
    first, second = (hold(kind, at, basket=name, invitation=secret) for name in "ab")
    send_off(first, at)

    refused("invitation_accepted", lambda: send_off(second, at))
    refused("invitation_accepted", lambda: hold(kind, at, basket="c", invitation=secret))
    with pytest.raises(IntegrityError, match="order_one_per_invitation"), transaction.atomic():
        Order.objects.filter(pk=second.pk).update(invited_at=at)


def test_an_order_given_up_gives_it_back(at, kind):
    invitation = make_invitation(ticket_type=kind, sent_at=at)
    order = send_off(hold(kind, at, invitation=invitation.secret), at)

    services.cancel(order=order, at=at)

    assert state(at) == InvitationState.SENT
    again = hold(kind, at, basket="again", invitation=invitation.secret)
    assert send_off(again, at).state == OrderState.PAID


def test_the_last_ticket_of_it_cancelled_gives_it_back(at, kind):
    talk = make_ticket_type(event=kind.event, price=0)
    secret = make_invitation(ticket_type=kind).secret
    lines = [(kind.pk, 1), (talk.pk, 1)]
    order = services.hold(event=kind.event, lines=lines, basket="b", at=at, invitation=secret)
    send_off(order, at)

    services.cancel_ticket(ticket=order.tickets.get(ticket_type=kind), at=at)

    assert state(at) == InvitationState.WRITTEN


def test_a_ticket_changed_for_an_open_one_gives_it_back_and_its_code_once(at, kind):
    talk = make_ticket_type(event=kind.event, price=0)
    secret = make_invitation(ticket_type=kind).secret
    code = make_code(event=kind.event, types=[kind, talk], most_uses=5)
    lines = [(kind.pk, 1), (talk.pk, 1)]
    order = services.hold(
        event=kind.event, lines=lines, basket="b", at=at, invitation=secret, code="HELLO"
    )
    order = send_off(order, at)
    invited = order.tickets.get(ticket_type=kind)

    swaps = {invited.position: talk.pk}
    services.change(order=order, swaps=swaps, more=[], at=at, expected=Decimal(0))

    code.refresh_from_db()
    assert (state(at), code.used) == (InvitationState.WRITTEN, 1)
    invited.refresh_from_db()
    services.cancel_ticket(ticket=invited, at=at)
    code.refresh_from_db()
    assert code.used == 1


def test_a_card_that_failed_and_other_tickets_give_it_back(at, kind):
    paid = make_sale(event=kind.event, audience="with_invitation", price=100)
    open_one = make_ticket_type(event=kind.event)
    secret = make_invitation(ticket_type=paid).secret
    order = hold(paid, at, invitation=secret)
    services.fill_in(order=order, purchaser=ADA, attendees={}, at=at)
    services.pay_by_card(order=order, at=at)
    assert state(at) == InvitationState.ACCEPTED

    kept = hold(paid, at, invitation=secret)
    assert (kept.pk, state(at)) == (order.pk, InvitationState.WRITTEN)
    changed = hold(open_one, at, invitation=secret)
    assert (changed.invitation, changed.invited_at) == (None, None)


def test_the_half_hour_gives_it_back_and_can_be_tried_again(at, kind):
    paid = make_sale(event=kind.event, audience="with_invitation", price=100)
    invitation = make_invitation(ticket_type=paid)
    order = hold(paid, at, invitation=invitation.secret)
    services.fill_in(order=order, purchaser=ADA, attendees={}, at=at)
    services.pay_by_card(order=order, at=at)
    later = at + HOLD + timedelta(minutes=1)

    services.release_expired(later)
    assert state(later) == InvitationState.WRITTEN
    services.extend(order=order, at=later)
    assert services.place(order=order, method="invoice", at=later).state == OrderState.PENDING

    services.cancel(order=order, at=later)
    invitations.withdraw(invitation=invitation, at=later)
    assert state(later) == InvitationState.WITHDRAWN


def test_an_expired_order_whose_invitation_was_withdrawn_does_not_revive(at, kind):
    invitation = make_invitation(ticket_type=kind)
    order = hold(kind, at, invitation=invitation.secret)
    later = at + HOLD
    services.release_expired(later)
    invitations.withdraw(invitation=invitation, at=later)

    refused("invitation_withdrawn", lambda: services.extend(order=order, at=later))


def test_places_held_with_a_withdrawn_invitation_cannot_be_ordered(at, kind):
    invitation = make_invitation(ticket_type=kind)
    order = hold(kind, at, invitation=invitation.secret)
    invitations.withdraw(invitation=invitation, at=at)

    refused("invitation_withdrawn", lambda: send_off(order, at))


def test_declining_can_be_taken_back_but_not_past_another_invitation(at, kind):
    invitation = make_invitation(ticket_type=kind)
    for _ in range(2):
        invitations.decline(invitation=invitation, at=at)
    assert state(at) == InvitationState.DECLINED
    invitations.reopen(invitation=invitation, at=at)
    assert state(at) == InvitationState.WRITTEN

    invitations.decline(invitation=invitation, at=at)
    make_invitation(ticket_type=kind)
    refused("invited_anew", lambda: invitations.reopen(invitation=invitation, at=at))


def test_what_is_accepted_is_neither_declined_nor_withdrawn(at, kind):
    invitation = make_invitation(ticket_type=kind)
    send_off(hold(kind, at, invitation=invitation.secret), at)

    for change in (invitations.decline, invitations.withdraw):
        refused("invitation_accepted", lambda change=change: change(invitation=invitation, at=at))
    refused("invitation_accepted", lambda: invitations.send(invitation=invitation, at=at))


def test_an_event_has_one_live_invitation_of_an_address(at, kind):
    make_invitation(ticket_type=kind)
    with pytest.raises(IntegrityError, match="one_live_per_email"), transaction.atomic():
        make_invitation(ticket_type=kind)


def test_a_list_sent_twice_invites_nobody_twice(at, kind):
    like = Invitation(event=kind.event, batch="Speakers")
    people = [("Ada@Example.org", "Ada"), ("eve@example.org", "")]
    made = invitations.invite(like=like, types=[kind], people=people, at=at)
    assert [row.email for row in made] == ["ada@example.org", "eve@example.org"]

    more = [*people, ("grace@example.org", "")]
    made = invitations.invite(like=like, types=[kind], people=more, at=at)
    assert [row.email for row in made] == ["grace@example.org"]
    refused("all_invited", lambda: invitations.invite(like=like, types=[kind], people=more, at=at))


def test_an_invitation_is_for_something_kept_for_the_invited(at, kind):
    like, people = Invitation(event=kind.event), [("ada@example.org", "")]
    open_one = make_ticket_type(event=kind.event)
    for code, types in (("no_types", []), ("not_for_invited", [kind, open_one])):
        refused(
            code,
            lambda types=types: invitations.invite(like=like, types=types, people=people, at=at),
        )


def test_it_is_mailed_once_and_again_when_asked(at, kind, run_queue):
    invitation = make_invitation(ticket_type=kind, name="Ada")
    for again in ("", "", "x", "x", "y"):
        invitations.send(invitation=invitation, at=at, again=again)
    run_queue()

    assert Mail.objects.filter(kind="invitation", to="ada@example.org").count() == 3
    mail = Mail.objects.filter(kind="invitation").first()
    assert invitation.get_absolute_url() in mail.text
    assert f"{invitation.get_absolute_url()}#decline" in mail.html
    assert state(at) == InvitationState.SENT


def test_a_mail_of_an_invitation_answered_meanwhile_does_not_go_out(at, kind, run_queue):
    invitation = make_invitation(ticket_type=kind)
    invitations.send(invitation=invitation, at=at)
    invitations.decline(invitation=invitation, at=at)
    run_queue()
    assert not Mail.objects.filter(kind="invitation").exists()


def test_its_reader_is_reminded_once_a_day_and_strangers_are_not(at, kind, run_queue):
    make_invitation(ticket_type=kind)
    for email in ("Ada@example.org", "ada@example.org", "eve@example.org"):
        invitations.remind(event=kind.event, email=email, at=at)
    run_queue()
    assert list(Mail.objects.values_list("to", flat=True)) == ["ada@example.org"]

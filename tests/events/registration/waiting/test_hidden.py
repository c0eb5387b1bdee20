"""Waiting for what cannot be seen: by who has its code or invitation, and nobody else."""

import pytest
from django.urls import reverse

from events.registration import claims
from events.registration import services as sale
from events.registration.models import Audience, CodeKind, Effect, OrderState, PaymentMethod, Stock
from events.registration.services import invitations
from events.registration.waiting import services
from events.registration.waiting.models import Entry, EntryState
from foundation.base import tokens
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.models import MailDomain
from tests.events.registration import audit
from tests.events.registration.pages import shop, text
from tests.factories.bots import make_stamp
from tests.factories.events import make_ticket_type
from tests.factories.members import make_mail_domain, make_membership, make_tier
from tests.factories.orders import make_code, make_invitation, make_sale
from tests.factories.representation import make_person
from tests.factories.waiting import make_entry, make_sold_out

pytestmark = pytest.mark.django_db

ADA, GRACE = "ada@example.org", "grace@example.org"


@pytest.fixture
def hall(at):
    """The one place of a hall, sold, and the order that has it."""
    return make_sold_out(name="Pass")


def make_hidden(hall, audience, **fields):
    open_type, _orders = hall
    return make_ticket_type(
        event=open_type.event,
        stock=open_type.stocks.get(),
        audience=audience,
        **{"name": "Zanzibar pass", "price": 100} | fields,
    )


@pytest.fixture
def coded(hall):
    kind = make_hidden(hall, Audience.WITH_CODE)
    kind.code = make_code(
        event=kind.event, text="OPENS", types=[kind], effect=Effect.PRICE, value=40, most_uses=2
    )
    return kind


@pytest.fixture
def invited(hall):
    kind = make_hidden(hall, Audience.WITH_INVITATION, name="Zanzibar pass for guests", price=0)
    kind.invitation = make_invitation(ticket_type=kind)
    return kind


def claim_by_code(kind, at):
    return claims.gather(kind.event, at, code=kind.code.text)


def claim_by_invitation(kind, at):
    return claims.gather(kind.event, at, invitation=kind.invitation.secret)


def send(client, kind, email=ADA, **more):
    data = {"email": email, "ticket": kind.pk, "stamp": make_stamp(), "website": ""} | more
    return client.post(reverse("waiting:join", args=[kind.event.slug]), data)


def serve(hall, at):
    sale.cancel(order=hall[1][0], at=at)
    return services.serve_due(at)


def buy(kind, at, code, email=ADA):
    order = sale.hold(
        event=kind.event, lines=[(kind.pk, 1)], basket=tokens.secret(), at=at, code=code
    )
    person = {"name": "Ada", "email": email}
    return sale.fill_in(order=order, purchaser=person, attendees={}, at=at)


def test_who_has_the_code_sees_the_list_and_joins(client, hall, coded):
    page = text(client.get(shop(coded.event), {"code": "OPENS"}))
    assert "Zanzibar pass" in page
    assert f'value="{coded.pk}"' in page

    answer = send(client, coded, code="OPENS")

    assert answer.status_code == 302
    entry = Entry.objects.get()
    assert (entry.ticket_type, entry.came_with) == (coded, coded.code)


def test_the_page_of_the_list_knows_the_code_this_browser_applied(client, hall, coded):
    client.get(shop(coded.event), {"code": "OPENS"})

    page = text(client.get(reverse("waiting:join", args=[coded.event.slug])))

    assert "Zanzibar pass" in page
    assert 'name="code" value="OPENS"' in page


@pytest.mark.parametrize("more", [{}, {"code": "OTHER"}, {"code": "OPENZ"}])
def test_without_its_code_it_is_like_a_ticket_that_does_not_exist(client, hall, coded, more):
    make_code(event=coded.event, text="OTHER")
    for address in (shop(coded.event), reverse("waiting:join", args=[coded.event.slug])):
        assert "Zanzibar" not in text(client.get(address))
    nothing = make_sale(event=coded.event, name="Gone", is_active=False)

    answers = [send(client, kind, **more) for kind in (coded, nothing)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("not one of the available choices" in text(answer) for answer in answers)
    assert not any("Zanzibar" in text(answer) for answer in answers)
    assert not Entry.objects.exists()


def test_the_service_refuses_it_without_a_claim_as_what_is_not_sold(hall, coded, invited):
    for kind in (coded, invited):
        with pytest.raises(RuleError) as refused:
            make_entry(ticket_type=kind)
        assert refused.value.code == "not_on_sale"


def test_the_invited_joins_with_the_invited_address_alone(client, hall, invited):
    client.post(invited.invitation.get_absolute_url(), {"accept": "yes"})

    refused = send(client, invited, email=GRACE)

    assert refused.status_code == 422
    assert "Your invitation is for another e-mail address" in text(refused)
    assert f'value="{GRACE}"' in text(refused)
    assert ADA not in text(refused)
    assert send(client, invited).status_code == 302
    assert Entry.objects.get().invitation == invited.invitation


def test_a_code_of_somebody_is_waited_with_by_nobody_else(client, hall, coded):
    coded.code.owner_email = ADA
    coded.code.save()

    refused = send(client, coded, email=GRACE, code="OPENS")

    assert refused.status_code == 422
    assert "belongs to another e-mail address" in text(refused)
    assert not Entry.objects.exists()


def test_the_offer_opens_it_at_the_price_of_the_code_and_uses_that_code(hall, coded, at):
    entry = make_entry(ticket_type=coded, claim=claim_by_code(coded, at))
    assert serve(hall, at) == 1
    entry.refresh_from_db()

    order = buy(coded, at, entry.code.text)
    sale.place(order=order, method=PaymentMethod.INVOICE, at=at)
    services.serve_due(at)

    assert (order.total, order.promo_code) == (40, entry.code)
    coded.code.refresh_from_db()
    assert coded.code.used == 1
    entry.refresh_from_db()
    assert entry.state == EntryState.TAKEN
    audit.the_counters_add_up()


def test_the_offer_is_taken_by_nobody_else_though_another_code_prices_it(hall, coded, at):
    entry = make_entry(ticket_type=coded, claim=claim_by_code(coded, at))
    serve(hall, at)
    entry.refresh_from_db()
    order = buy(coded, at, entry.code.text, email=GRACE)

    with pytest.raises(RuleError) as refused:
        sale.place(order=order, method=PaymentMethod.INVOICE, at=at)

    assert refused.value.code == "code_of_another"


def test_a_code_that_only_makes_cheaper_is_waited_with_too(hall, at):
    open_type, _orders = hall
    open_type.price = 100
    open_type.save()
    code = make_code(ticket_type=open_type, most_uses=0)
    claim = claims.gather(open_type.event, at, code="HELLO")
    entry = make_entry(ticket_type=open_type, claim=claim)
    serve(hall, at)
    entry.refresh_from_db()

    assert entry.came_with == code
    assert buy(open_type, at, entry.code.text).total == 90


def test_the_offer_to_the_invited_needs_no_other_link(client, hall, invited, at):
    entry = make_entry(ticket_type=invited, claim=claim_by_invitation(invited, at))
    serve(hall, at)
    entry.refresh_from_db()

    page = text(client.get(entry.code.get_link()))
    assert "Zanzibar pass" in page
    assert "Kept for you" in page
    order = buy(invited, at, entry.code.text)
    order = sale.place(order=order, method=PaymentMethod.FREE, at=at)

    assert (order.state, order.invitation) == (OrderState.PAID, invited.invitation)
    invited.invitation.refresh_from_db()
    assert invited.invitation.accepted_at == at
    audit.the_counters_add_up()


def test_who_loses_the_invitation_waits_no_more_and_the_next_is_served(
    hall, invited, at, run_queue
):
    lost = make_entry(ticket_type=invited, claim=claim_by_invitation(invited, at))
    other = make_entry(ticket_type=hall[0], email=GRACE)
    invitations.withdraw(invitation=invited.invitation, at=at)
    serve(hall, at)
    run_queue()

    lost.refresh_from_db()
    other.refresh_from_db()
    assert (lost.state, other.state) == (EntryState.ENDED, EntryState.OFFERED)
    mail = Mail.objects.get(kind="waiting_ended")
    assert "invitation that you waited with is no longer good" in mail.text


def test_an_offer_whose_invitation_is_withdrawn_says_so(client, hall, invited, at):
    entry = make_entry(ticket_type=invited, claim=claim_by_invitation(invited, at))
    serve(hall, at)
    entry.refresh_from_db()
    invitations.withdraw(invitation=invited.invitation, at=at)

    page = text(client.get(entry.code.get_link()))

    assert "This invitation was withdrawn" in page
    assert "Zanzibar" not in page


def test_a_code_that_is_used_up_is_passed_over_until_a_use_returns(hall, coded, at):
    coded.code.most_uses = 1
    coded.code.save()
    entry = make_entry(ticket_type=coded, claim=claim_by_code(coded, at))
    Stock.objects.update(size=2, waiting=0)
    used = buy(coded, at, "OPENS")
    Stock.objects.update(size=3, waiting=1)

    assert services.serve_due(at) == 0
    sale.cancel(order=used, at=at)
    assert services.serve_due(at) == 1
    assert Entry.objects.get() == entry


def test_mails_about_it_go_to_who_waits_alone(hall, coded, at, run_queue):
    make_entry(ticket_type=coded, claim=claim_by_code(coded, at))
    make_entry(ticket_type=hall[0], email=GRACE)
    Stock.objects.update(size=3)
    services.serve_due(at)
    run_queue()

    said = {mail.to for mail in Mail.objects.all() if "Zanzibar" in mail.text + mail.subject}
    assert said == {ADA}


@pytest.fixture
def for_members(hall):
    """A hidden ticket that a code for people of Gold members opens; Ada is one."""
    kind = make_hidden(hall, Audience.WITH_CODE)
    kind.code = make_code(
        event=kind.event, text="GOLDEN", types=[kind], kind=CodeKind.MEMBER, most_uses=0
    )
    kind.code.tiers.set([make_tier("Gold")])
    make_mail_domain(make_membership("Acme", "Gold").organization)
    return kind


def test_who_is_of_a_member_waits_for_what_a_member_code_opens_with_any_address(
    client, at, hall, for_members
):
    client.force_login(make_person(ADA))
    assert send(client, for_members, email="ada@home.example", code="GOLDEN").status_code == 302
    entry = Entry.objects.get()
    assert (entry.email, entry.member_email) == ("ada@home.example", ADA)

    serve(hall, at)

    entry.refresh_from_db()
    assert entry.state == EntryState.OFFERED
    page = text(client.get(entry.code.get_link()))
    assert "Zanzibar pass" in page
    assert "Kept for you" in page


def test_who_is_of_no_member_any_more_is_passed_over(client, at, hall, for_members):
    client.force_login(make_person(ADA))
    send(client, for_members, email="ada@home.example", code="GOLDEN")
    MailDomain.objects.all().delete()

    serve(hall, at)

    assert Entry.objects.get().state == EntryState.WAITING


def test_a_member_code_opens_no_list_to_a_typed_address_of_a_member(client, hall, for_members):
    answer = send(client, for_members, code="GOLDEN")

    assert answer.status_code in {409, 422}
    assert "Zanzibar" not in text(answer)
    assert not Entry.objects.exists()

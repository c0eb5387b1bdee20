import re

import pytest
from django.contrib.auth.models import Permission
from django.core import mail as outbox
from django.urls import reverse

from events.mailings import services
from events.mailings.models import Mailing, Recipient, State, Unsubscription
from foundation.base.models import Mail, MailText
from members.accounts.models import User
from tests import admin
from tests.factories.mailings import make_mailing, make_started
from tests.factories.orders import make_free, make_paid, make_sale

pytestmark = pytest.mark.django_db

TEXTS = "admin:base_mailtext_preview"
MAILINGS = "admin:mailings_mailing_preview"


@pytest.fixture
def staff(client):
    return admin.enter(client)


@pytest.fixture
def order(at):
    return make_paid()


def words(order, **fields):
    data = {"kind": "order_confirmed", "event": order.event_id, "subject": "Hi {name}"}
    return data | {"body": "Dear {name},\n\n{order_link}"} | fields


def test_staff_choose_a_mail_and_begin_with_its_default_words(staff, order):
    page = staff.get(admin.url(MailText, "add"))
    assert "Order confirmed" in page.text
    assert page.text.count("?kind=") >= 8

    form = staff.get(admin.url(MailText, "add"), {"kind": "ticket", "event": order.event_id})

    assert "this is your ticket for {event}" in form.text
    assert "<code>{ticket_link}</code>" in form.text
    assert "{order_link}" not in form.text
    assert "frame-src 'self'" in form.headers["Content-Security-Policy"]


def test_the_words_of_an_event_are_saved_changed_and_found_again(staff, order, run_queue):
    staff.post(admin.url(MailText, "add"), words(order))
    text = MailText.objects.get()
    assert (text.scope, text.kind) == (f"event:{order.event_id}", "order_confirmed")

    again = staff.get(admin.url(MailText, "add"), {"kind": text.kind, "event": order.event_id})
    assert again.headers["Location"] == admin.url(MailText, "change", text.pk)
    staff.post(admin.url(MailText, "change", text.pk), words(order, subject="Ho {name}"))
    run_queue()

    assert Mail.objects.get(kind="order_confirmed").subject == "Ho Ada Lovelace"
    assert order.event.name in staff.get(admin.url(MailText, "changelist")).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("body", "{settings.SECRET_KEY}", "You can use {name}"),
        ("body", "{0.__class__}", "cannot be filled in"),
        ("body", "{{ order.secret }}", "cannot be filled in"),
        ("body", "x" * 1_000_000, "Too long"),
        ("subject", "Hello\u202e", "one line"),
        ("kind", "no_such_mail", "There is no such mail"),
        ("event", "999999", "not one of the available"),
    ],
)
def test_words_that_cannot_be_sent_are_refused_and_nothing_typed_is_lost(
    staff, order, field, typed, said
):
    page = staff.post(admin.url(MailText, "add"), words(order, **{field: typed}))

    assert page.status_code == 422
    assert said in page.text.replace("&#x27;", "'")
    assert "Hi {name}" in page.text or field == "subject"
    assert not MailText.objects.exists()


def test_what_is_typed_is_seen_as_a_mail_before_it_is_saved(staff, order):
    page = staff.post(reverse(TEXTS), words(order, subject="For {name}", about=order.code.lower()))

    assert page.status_code == 200
    assert "For Ada Lovelace" in page.text
    assert "tickets.pdf" in page.text
    assert "data:image/png;base64," in page.text
    assert order.secret in page.text
    assert re.search(r"sandbox; frame-ancestors 'self'$", page.headers["Content-Security-Policy"])
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not MailText.objects.exists()
    assert staff.post(reverse(TEXTS), words(order, about="ZZZZZZ")).status_code == 404
    assert staff.post(reverse(TEXTS), words(order, body="{settings}")).status_code == 422
    assert staff.post(reverse(TEXTS), {"kind": "x", "event": "x\0"}).status_code == 422
    assert staff.get(reverse(TEXTS)).status_code == 200
    saved = staff.get(reverse(TEXTS), {"kind": "order_confirmed", "event": order.event_id})
    assert "is confirmed" in saved.text


def test_markup_in_a_name_does_not_reach_the_preview(staff, at):
    order = make_paid(name="<script>alert(1)</script>")

    page = staff.post(reverse(TEXTS), words(order))

    assert "<script" not in page.text


def test_staff_send_what_is_typed_to_themselves(staff, order, run_queue):
    for _ in range(2):
        page = staff.post(reverse(TEXTS), words(order, _send="1"))
        assert "on its way to sam@example.org" in page.text
    run_queue()

    mine = [message for message in outbox.outbox if message.to == ["sam@example.org"]]
    assert [message.subject for message in mine] == ["Test: Hi Ada Lovelace"]


def test_only_who_may_change_texts_sees_strangers_data(client, order):
    client.force_login(User.objects.create_user("new@example.org", is_staff=True))

    assert client.post(reverse(TEXTS), words(order)).status_code == 403
    assert client.post(reverse(MAILINGS), words(order)).status_code == 403


def mailing_form(event, **fields):
    return {
        "event": event.pk,
        "name": "News",
        "reason": "news",
        "to_whom": "attendees",
        "order_states": ["paid"],
        "named": "any",
        "subject": "Hi {name}",
        "body": "Hello",
        **fields,
    }


def test_a_mailing_is_written_tested_and_sent(staff, at, run_queue):
    event = make_free(ticket_type=make_sale(price=0)).event
    staff.post(admin.url(Mailing, "add"), mailing_form(event))
    mailing = Mailing.objects.get()
    record = staff.get(admin.url(Mailing, "change", mailing.pk)).text
    assert "1 address: ada@example.org" in record
    assert "Send it" not in record

    admin.act(staff, "send_test", mailing)
    mailing.refresh_from_db()
    assert mailing.state == State.TESTED
    assert "News: 1 address" in admin.act(staff, "start", mailing, confirmed=False).text
    admin.act(staff, "start", mailing)
    run_queue()

    mailing.refresh_from_db()
    assert mailing.state == State.SENT
    assert "1 of 1" in staff.get(admin.url(Mailing, "changelist")).text
    record = staff.get(admin.url(Mailing, "change", mailing.pk))
    assert 'name="subject"' not in record.text
    assert staff.get(admin.url(Mailing, "delete", mailing.pk)).status_code == 403
    admin.act(staff, "copy", mailing)
    assert Mailing.objects.get(state=State.DRAFT).name == "Copy of News"


def test_other_words_have_to_be_tested_again(staff, at):
    event = make_free(ticket_type=make_sale(price=0)).event
    mailing = make_mailing(event=event)
    services.test(mailing=mailing, to="sam@example.org", at=at)
    address = admin.url(Mailing, "change", mailing.pk)
    same = {"subject": mailing.subject, "body": mailing.body}

    staff.post(address, mailing_form(event, name="Other name", **same))
    mailing.refresh_from_db()
    assert (mailing.name, mailing.state) == ("Other name", State.TESTED)
    staff.post(address, mailing_form(event, body="Other words"))

    mailing.refresh_from_db()
    assert (mailing.body, mailing.state) == ("Other words", State.DRAFT)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"body": "{order_link}"}, "cannot be filled in"),
        ({"named": "unnamed"}, "nobody to write to"),
        ({"order_states": []}, "Choose at least one"),
        ({"order_states": ["held"]}, "valid choice"),
        ({"body": "x" * 1_000_000}, "Too long"),
        ({"ticket_types": ["other"]}, "Of another event"),
    ],
)
def test_a_mailing_that_cannot_be_is_refused(staff, at, fields, said):
    event = make_free(ticket_type=make_sale(price=0)).event
    if fields.get("ticket_types"):
        fields = {"ticket_types": [make_sale().pk]}

    page = staff.post(admin.url(Mailing, "add"), mailing_form(event, **fields))

    assert page.status_code == 422
    assert said in page.text
    assert not Mailing.objects.exists()


def test_a_mailing_is_seen_before_it_is_saved(staff, at):
    order = make_free(ticket_type=make_sale(price=0))

    page = staff.post(reverse(MAILINGS), mailing_form(order.event, body="See {ticket_link}"))

    assert "Hi Ada Lovelace" in page.text
    assert "List-Unsubscribe" in page.text
    assert order.tickets.get().secret in page.text
    assert order.secret not in page.text
    assert staff.post(reverse(MAILINGS), {"event": "", "subject": "x"}).status_code == 422
    assert not Mailing.objects.exists()


def test_sending_is_a_right_of_its_own(client, at):
    event = make_free(ticket_type=make_sale(price=0)).event
    writer = User.objects.create_user("writer@example.org", is_staff=True)
    rights = ("add_mailing", "change_mailing", "view_mailing")
    writer.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(writer)
    mailing = make_mailing(event=event)
    services.test(mailing=mailing, to="sam@example.org", at=at)

    admin.act(client, "start", mailing)

    mailing.refresh_from_db()
    assert mailing.state == State.TESTED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_mailings_costs_the_same_for_one_as_for_three(
    staff, at, django_assert_num_queries, rows
):
    kind = make_sale(price=0)
    make_free(ticket_type=kind)
    for _ in range(rows):
        make_started(event=kind.event)

    with django_assert_num_queries(6):
        staff.get(admin.url(Mailing, "changelist"))
    with django_assert_num_queries(6):
        staff.get(admin.url(Recipient, "changelist"))


def test_staff_unsubscribe_somebody_who_called(staff, at):
    staff.post(admin.url(Unsubscription, "add"), {"email": "ADA@Example.org", "event": ""})

    assert Unsubscription.objects.get().email == "ada@example.org"


def test_a_sent_mailing_still_shows_what_it_said(staff, at):
    mailing = make_started(event=make_free(ticket_type=make_sale(price=0)).event)

    page = staff.get(reverse(MAILINGS), {"mailing": mailing.pk})

    assert f"{mailing.event}: the programme is out" in page.text
    assert f"?mailing={mailing.pk}" in staff.get(admin.url(Mailing, "change", mailing.pk)).text

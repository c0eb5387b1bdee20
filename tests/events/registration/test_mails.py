from email import policy
from email.parser import BytesParser
from io import BytesIO

import icalendar
import pytest
import zxingcpp
from django.core import mail as outbox
from PIL import Image

from events.registration import services, tasks
from foundation.base import mail, mailkinds
from foundation.base.models import Mail, MailText
from foundation.billing.models import Invoice
from tests.factories.events import make_ticket_type
from tests.factories.orders import (
    make_code,
    make_free,
    make_invitation,
    make_paid,
    make_pending,
    make_sale,
)
from tests.factories.waiting import make_entry, make_sold_out

pytestmark = pytest.mark.django_db


def sent():
    """What went out, parsed again from the bytes a mail server would see."""
    parser = BytesParser(policy=policy.default)
    return [parser.parsebytes(message.message().as_bytes()) for message in outbox.outbox]


def files(message):
    return {part.get_filename(): part for part in message.iter_attachments()}


def test_a_confirmed_order_is_mailed_with_pdf_calendar_and_readable_qr(at, run_queue):
    order = make_free()
    ticket = order.tickets.get()

    run_queue()

    (message,) = sent()
    assert message["To"] == "ada@example.org"
    assert order.event.name in message["Subject"]
    attached = files(message)
    assert attached["tickets.pdf"].get_content().startswith(b"%PDF")
    entry = icalendar.Calendar.from_ical(attached[f"{order.event.slug}.ics"].get_content()).events[
        0
    ]
    assert entry["dtstart"].dt == order.event.starts_on
    picture = attached[f"{ticket.code}.png"]
    assert picture["Content-ID"] == f"<{ticket.code}>"
    assert f"cid:{ticket.code}" in message.get_body(("html",)).get_content()
    read = zxingcpp.read_barcodes(Image.open(BytesIO(picture.get_content())).convert("L"))
    assert read[0].text == ticket.code
    assert ticket.code in message.get_body(("plain",)).get_content()


def test_other_attendees_get_their_own_ticket_only(at, run_queue):
    order = make_paid(quantity=2)
    second = order.tickets.get(position=2)
    services.assign(
        ticket=second,
        attendee={"attendee_name": "Grace", "attendee_email": "grace@example.org"},
        at=at,
    )

    run_queue()

    hers = [message for message in sent() if message["To"] == "grace@example.org"]
    assert len(hers) == 1
    text = hers[0].get_body(("plain",)).get_content()
    assert second.secret in text
    assert order.secret not in text
    assert order.tickets.get(position=1).secret not in text


def test_an_order_to_be_paid_is_mailed_with_its_invoice(at, run_queue):
    order = make_pending()

    run_queue()

    (message,) = sent()
    assert "INV-2022-00001.pdf" in files(message)
    text = message.get_body(("plain",)).get_content()
    assert "USD\N{NO-BREAK SPACE}599" in text
    assert order.code in text
    assert "24 October 2022" in text


def test_a_task_that_runs_twice_mails_once(at, run_queue):
    order = make_free()
    run_queue()

    tasks.mail_order_confirmed.func(order.pk)
    run_queue()

    assert len(outbox.outbox) == 1


def test_an_order_paid_before_the_worker_came_is_not_asked_for_money(at, run_queue):
    make_paid()

    run_queue()

    assert [row.kind for row in Mail.objects.order_by("pk")] == ["order_confirmed"]


def test_a_ticket_passed_on_twice_reaches_only_its_last_holder(at, run_queue):
    ticket = make_paid().tickets.get()
    run_queue()
    outbox.outbox.clear()
    for name in ("grace", "edsger"):
        attendee = {"attendee_name": name, "attendee_email": f"{name}@example.org"}
        ticket = services.assign(ticket=ticket, attendee=attendee, at=at)

    run_queue()

    hers, his = sent()
    assert (hers["To"], his["To"]) == ("ada@example.org", "edsger@example.org")
    # Who had it is told, without the new link; who never got it is not bothered.
    assert "was passed on" in hers["Subject"]
    assert ticket.secret not in hers.as_string()
    assert ticket.code not in hers.as_string()


def test_a_ticket_cancelled_out_of_several_is_told_with_the_money(at, run_queue):
    order = make_paid(quantity=2)
    run_queue()
    outbox.outbox.clear()
    services.cancel_ticket(ticket=order.tickets.get(position=2), at=at)

    run_queue()

    (message,) = sent()
    assert message["Subject"].endswith(f"a ticket of your order {order.code} is cancelled")
    text = message.get_body(("plain",)).get_content()
    assert f"Ticket {order.code}-2." in text
    assert "now comes to USD\N{NO-BREAK SPACE}599" in text
    assert "We owe you money" in text
    assert {name[:3] for name in files(message)} == {"CN-", "INV"}


def test_staff_change_the_words_and_the_rest_stays(at, run_queue):
    order = make_pending(name="Eve <i>\r\nBcc: x@example.org")
    MailText.objects.create(
        kind="order_placed",
        scope=f"event:{order.event_id}",
        subject="Pay, {name}",
        body="Dear {name},\n\nsee {order_link}.",
    )

    run_queue()

    (message,) = sent()
    assert message["Subject"] == "Pay, Eve <i> Bcc: x@example.org"
    assert message["Bcc"] is None
    text = message.get_body(("plain",)).get_content()
    assert text.startswith("Dear Eve <i> Bcc: x@example.org,")
    assert "USD\N{NO-BREAK SPACE}599" in text
    assert "Dear Eve &lt;i&gt;" in message.get_body(("html",)).get_content()


def test_every_declared_mail_can_be_looked_at_without_anything_being_written(at):
    order = make_paid(quantity=2)
    make_pending(ticket_type=order.tickets.first().ticket_type)
    make_invitation(ticket_type=make_ticket_type(event=order.event, audience="with_invitation"))
    make_code(event=order.event, owner_email="ada@example.org")
    make_entry(ticket_type=make_sold_out(event=order.event)[0])
    scope = f"event:{order.event_id}"
    written = Invoice.objects.count()

    # Those about members and projects are tried beside them.
    rooms = ("dues_", "application_", "representative_", "profile_", "tier_")
    rooms += ("benefit_", "hosting_", "fund_", "survey_", "licence_", "visa_letter_", "travel_")
    kinds = [kind for kind in mailkinds.declared() if not kind.name.startswith(rooms)]
    assert len(kinds) > 20
    for kind in kinds:
        draft = kind.sample(scope, "")
        said = mail.render(draft)
        assert said.subject
        assert "{" not in said.subject + said.text
        assert kind.sample("event:0", "") is None
        assert kind.sample(scope, "ZZZZZZ") is None

    assert Invoice.objects.count() == written


def test_a_cancelled_order_says_why_and_what_becomes_of_the_money(at, run_queue):
    order = make_paid()
    services.cancel(order=order, at=at, by_staff=True, because="The venue burnt down.")

    run_queue()

    text = sent()[-1].get_body(("plain",)).get_content()
    assert "The venue burnt down." in text
    assert "We owe you money" in text


def test_a_name_with_markup_stays_a_name(at, run_queue):
    order = make_free(ticket_type=make_sale(price=0), name="<b>Ada</b> #set page() $x$ \\")

    run_queue()

    (message,) = sent()
    assert "<b>Ada</b>" not in message.get_body(("html",)).get_content()
    assert "<b>Ada</b>" in message.get_body(("plain",)).get_content()
    assert files(message)["tickets.pdf"].get_content().startswith(b"%PDF")
    assert order.name.startswith("<b>")

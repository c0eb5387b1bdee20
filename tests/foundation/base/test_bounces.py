"""Reports of mails that came back: what counts, and what strangers cannot do with them."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from foundation.base import bounces
from foundation.base.models import Bounce, Mail
from tests.conftest import KEYNOTE_WEEK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: hello@openinfra.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not work.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: Hello

--b--
"""


def make_mail(to="ada@example.org", at=KEYNOTE_WEEK, **fields):
    return Mail.objects.create(
        key=f"{to}{at}", kind="test", to=to, subject="Hello", text="x", created_at=at, **fields
    )


def report(**given):
    defaults = {"to": "ada@example.org", "action": "failed", "status": "5.1.1",
                "kind": "message/rfc822", "message_id": "<unknown@example.net>"}  # fmt: skip
    return REPORT.format(**defaults | given).encode()


def stored(sent, at=KEYNOTE_WEEK):
    return bounces.store(sent=sent, at=at)


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_that_names_our_mail_marks_its_address(kind):
    mail = make_mail("Ada@example.org")

    (row,) = stored(report(kind=kind, message_id=f"<mail-{mail.pk}@foundation>"))

    assert (row.email, row.code, row.is_permanent, row.mail) == (
        "ada@example.org", "5.1.1", True, mail,
    )  # fmt: skip
    assert row.reason == "smtp; 550 5.1.1 no such user"
    assert Bounce.objects.dead(["ada@example.org", "eve@example.org"]) == {"ada@example.org"}


def test_the_same_report_is_stored_once_and_another_one_beside_it():
    make_mail()
    assert len(stored(report())) == 1

    assert stored(report()) == []
    assert len(stored(report(status="5.2.1"))) == 1


def test_what_is_delayed_or_full_does_not_mark_the_address():
    make_mail()

    (row,) = stored(report(action="delayed", status="4.4.1"))

    assert not row.is_permanent
    assert Bounce.objects.dead([row.email]) == set()


def test_a_cleared_address_is_dead_no_more_until_it_bounces_again():
    make_mail()
    stored(report())

    assert bounces.clear(email="ADA@example.org", at=KEYNOTE_WEEK) == 1
    assert Bounce.objects.dead(["ada@example.org"]) == set()

    stored(report(status="5.4.4"))
    assert Bounce.objects.dead(["ada@example.org"]) == {"ada@example.org"}


def test_nobody_can_mark_an_address_that_we_did_not_write_to():
    other = make_mail("bob@example.org")
    make_mail(at=KEYNOTE_WEEK - timedelta(days=60))

    assert stored(report(to="eve@example.org")) == []
    assert stored(report(message_id=f"<mail-{other.pk}@foundation>")) == []
    assert stored(report()) == []


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"\0\0\0",
        b"Subject: hello\n\nnot a report, from ada@example.org",
        report(action="delivered", status="2.0.0"),
        report(action="failed", status="2.1.5"),
        report(status="none"),
        report(to="not an address"),
        report(to="a" * 300 + "@example.org"),
        report(to="ada@example.org\nBcc: x@example.org").replace(b"Status", b"X"),
        b"Content-Type: message/delivery-status\n\nnothing",
        b"Content-Type: multipart/report; boundary=b\n\n--b\n" * 500,
        b"Content-Type: message/rfc822\n\n" * 3000,
        b"Content-Type: multipart/report; charset=made-up; boundary=\xff\n\n--\xff\n\n",
        b"x" * (bounces.MOST_BYTES + 1),
    ],
)
def test_what_is_no_report_of_a_failure_is_passed_over(sent):
    make_mail()

    assert stored(sent) == []


def test_a_report_of_a_thousand_people_is_read_in_part():
    block = b"Final-Recipient: rfc822; ada%d@example.org\nAction: failed\nStatus: 5.1.1\n\n"
    many = b"".join(block % number for number in range(1000))

    found = bounces.read(report().replace(b"Final-Recipient", many + b"Final-Recipient", 1))

    assert len(found) == bounces.MOST_RECIPIENTS


def test_the_command_reads_a_pipe_and_a_maildir(monkeypatch, tmp_path):
    make_mail()
    said = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(report())))
    call_command("bounces", stdout=said)
    (tmp_path / "cur").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(report(status="5.7.1"))

    call_command("bounces", maildir=tmp_path, stdout=said)
    call_command("bounces", maildir=tmp_path, stdout=said)

    assert said.getvalue().split("\n")[:3] == [
        "1 addresses bounced.", "1 addresses bounced.", "0 addresses bounced.",
    ]  # fmt: skip
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["1:2,S"]
    with pytest.raises(CommandError, match="no maildir"):
        call_command("bounces", maildir=tmp_path / "cur")

"""Letters to representatives: looked at, chosen for, sent once."""

from datetime import date
from html import unescape

import pytest

from foundation.base.errors import RuleError
from foundation.base.models import Bounce, Mail
from members.care import services
from members.care.models import Letter, LetterCopy
from members.models import Representative
from tests.admin import act, enter, said, url
from tests.factories.care import make_letter
from tests.factories.members import make_membership, make_organization, make_representative

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def staff(client):
    return enter(client)


def listed(staff, **query):
    page = staff.get(url(Representative, "changelist"), query)
    return [row.name for row in page.context["cl"].result_list]


def test_staff_write_a_letter_and_send_themselves_a_copy(staff):
    staff.post(url(Letter, "add"), {"subject": "News, {name}", "body": "Of {organization}."})
    letter = Letter.objects.get()

    act(staff, "send_me", letter)

    mail = Mail.objects.get()
    assert (mail.to, mail.subject) == ("sam@example.org", "News, Sam Staff")
    assert "Of Example Organisation." in mail.text
    assert letter.written_by.email == "sam@example.org"
    assert not letter.copies.exists()


@pytest.mark.parametrize(("subject", "body", "sentence"), [
    ("Hi {nmae}", "B", "{nmae} cannot be filled in here. You can use {name}"),
    ("Hi\r\nBcc: x@example.org", "B", "A subject is one line without control characters."),
    ("", "", "Fill this in."),
    ("S", "nul \0", "Null characters are not allowed."),
])  # fmt: skip
def test_words_that_cannot_be_sent_are_refused(staff, subject, body, sentence):
    page = staff.post(url(Letter, "add"), {"subject": subject, "body": body})

    assert page.status_code == 422
    assert sentence in unescape(page.text)
    assert not Letter.objects.exists()


def test_those_that_are_chosen_get_it_after_a_preview(staff):
    acme = make_membership().organization
    make_representative(acme)
    make_representative(acme, role="billing")
    make_representative(make_organization("Other"), name="Bob", email="bob@example.org")
    Bounce.objects.create(email="bob@example.org", code="5.1.1", is_permanent=True, message_key="1")
    letter = make_letter()
    rows = Representative.objects.all()

    page = act(staff, "send_letter", *rows, letter=letter.pk)

    assert page.context["told"][:2] == [
        "2 mails are sent, to people of 2 organisations.", "Mails come back from: bob@example.org.",
    ]  # fmt: skip
    assert page.context["told"][2] == (
        "Ada Lovelace reads “News for Acme”:\n\nHello Ada Lovelace,\n\nyou are its billing "
        "representative."
    )
    assert "Nobody would be left" not in page.text
    assert not LetterCopy.objects.exists()
    agreed = dict(page.context["fields"])["_agreed"]
    act(staff, "send_letter", *rows, letter=letter.pk, _agreed=agreed)
    assert said(staff) == ["3 representatives written to."]
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "ada@example.org",
        "bob@example.org",
    ]
    again = act(staff, "send_letter", *rows, letter=letter.pk)
    assert again.context["told"] == [
        "0 mails are sent, to people of 0 organisations.", "3 of the chosen have it already.",
    ]  # fmt: skip


def test_who_has_it_or_has_ended_gets_none(at):
    letter = make_letter()
    ada = make_representative(make_organization())
    gone = make_representative(make_organization("Other"), until=date(2022, 10, 9))
    services.send(letter=letter, representative=ada, at=at)
    refused = []
    for row in (ada, gone):
        with pytest.raises(RuleError) as wrong:
            services.send(letter=letter, representative=row, at=at)
        refused.append(wrong.value.code)

    assert refused == ["sent", "ended"]
    assert Mail.objects.count() == 1


def test_what_was_sent_is_not_changed_any_more(staff, at):
    letter = make_letter()
    services.send(letter=letter, representative=make_representative(make_organization()), at=at)

    staff.post(url(Letter, "change", letter.pk), {"subject": "Other", "body": "Other"})

    assert Letter.objects.get().subject == letter.subject
    assert staff.post(url(Letter, "delete", letter.pk), {"post": "yes"}).status_code == 403


def test_representatives_are_found_by_the_tier_of_their_organisation(staff):
    make_representative(make_membership().organization, name="Gold")
    make_representative(make_organization("Other"), name="None")

    assert listed(staff, tier="gold") == ["Gold"]
    assert listed(staff, tier="none") == ["None"]

"""Codes for staff: kept apart, made in bulk, taken along, mailed once."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.registration import tasks
from events.registration.models import Code, CodeKind, Effect
from events.registration.services import codes, making
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.admin import act, enter, url
from tests.factories.events import make_event, make_ticket_type
from tests.factories.members import make_tier
from tests.factories.orders import make_code, make_foundation, make_held, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

MAKE = "/admin/registration/code/make/"


@pytest.fixture
def staff(client):
    return enter(client)


@pytest.fixture
def sale():
    return make_sale(audience="with_code", price=249)


def asked(sale, **more):
    """What the form sends for three contributor codes."""
    return {
        "event": sale.event.pk, "batch": "October", "kind": CodeKind.CONTRIBUTOR, "number": 3,
        "effect": Effect.NONE, "value": 0, "ticket_types": [sale.pk], "begins": "ci-",
        "most_uses": 1, "most_per_person": 0, "valid_until": "2023-05-26T23:59",
    } | more  # fmt: skip


def words(page):
    return " ".join(page.content.decode().split())


def fields(code, **more):
    """What the form of one code sends."""
    return {
        "event": code.event_id, "text": "OTHER", "kind": "generic", "effect": "rate", "value": 10,
        "most_uses": 1, "most_per_person": 0, "uses-TOTAL_FORMS": 0, "uses-INITIAL_FORMS": 0,
        "person_uses-TOTAL_FORMS": 0, "person_uses-INITIAL_FORMS": 0,
        "promises-TOTAL_FORMS": 0, "promises-INITIAL_FORMS": 0,
    } | more  # fmt: skip


def test_the_preview_counts_and_writes_nothing(staff, sale):
    page = staff.post(MAKE, asked(sale))

    assert page.status_code == 200
    assert "3 codes will be made" in words(page)
    assert "26 May 2023" in words(page)
    assert not Code.objects.exists()


def test_codes_are_made_all_at_once_and_differ(staff, sale):
    page = staff.post(MAKE, asked(sale, _confirmed="yes"), follow=True)

    codes = list(Code.objects.all())
    assert "3 codes were made" in words(page)
    assert len({code.folded for code in codes}) == 3
    assert all(code.text.startswith("CI-") and len(code.text) == 11 for code in codes)
    assert all(list(code.ticket_types.all()) == [sale] for code in codes)


def test_a_second_click_makes_nothing(staff, sale):
    for _ in range(2):
        page = staff.post(MAKE, asked(sale, _confirmed="yes"))

    assert page.status_code == 422
    assert "a batch “October” already" in words(page)
    assert Code.objects.count() == 3


def test_a_list_of_emails_makes_one_code_for_each(staff, sale):
    emails = "email\nAda <ADA@example.org>\n\nGrace,grace@example.org,x\nada@example.org\n"

    page = staff.post(MAKE, asked(sale, number="", emails=emails))
    assert "2 codes will be made" in words(page)
    assert "Line 5 repeats ada@example.org of line 2." in words(page)
    sent = asked(sale, number="", emails=dict(page.context["sent"])["emails"], _confirmed="yes")
    staff.post(MAKE, sent)

    assert set(Code.objects.values_list("owner_email", flat=True)) == {
        "ada@example.org",
        "grace@example.org",
    }


def test_codes_for_a_domain_are_used_by_its_addresses_alone(staff, sale):
    sent = asked(sale, number=1, owner_domain=" @Example.ORG ")

    preview = words(staff.post(MAKE, sent))
    staff.post(MAKE, sent | {"_confirmed": "yes"})

    assert "for those who order with an address at example.org" in preview
    code = Code.objects.get()
    assert code.owner_domain == "example.org"
    codes.check_owner(code, "ada@EXAMPLE.org")
    with pytest.raises(RuleError, match="belongs to another e-mail address"):
        codes.check_owner(code, "ada@elsewhere.org")


def test_member_codes_are_made_for_tiers(staff, sale):
    gold, silver = make_tier("Gold"), make_tier("Silver")
    sent = asked(sale, kind=CodeKind.MEMBER, number=2, tiers=[gold.pk, silver.pk])

    assert "for people of members in Gold, Silver" in words(staff.post(MAKE, sent))
    staff.post(MAKE, sent | {"_confirmed": "yes"})

    assert [set(code.tiers.all()) for code in Code.objects.all()] == [{gold, silver}] * 2
    assert "Only a member code is for tiers." in words(
        staff.post(MAKE, sent | {"kind": CodeKind.SPEAKER})
    )


def test_a_file_of_emails_is_a_list_too(staff, sale):
    file = SimpleUploadedFile("list.csv", b"\xef\xbb\xbfada@example.org\r\ngrace@example.org\r\n")

    page = staff.post(MAKE, asked(sale, number="", file=file))

    assert "2 codes will be made" in words(page)
    assert dict(page.context["sent"])["emails"] == "ada@example.org\ngrace@example.org"


def test_who_has_a_code_of_the_kind_already_is_counted(staff, sale):
    make_code(event=sale.event, kind=CodeKind.CONTRIBUTOR, owner_email="ada@example.org")

    page = staff.post(MAKE, asked(sale, number="", emails="ada@example.org"))

    assert "1 of these people has a code of this kind already." in words(page)
    assert "0 codes will be made" in words(page)


def test_a_list_sent_twice_makes_no_second_code_and_a_longer_one_the_new(staff, sale, run_queue):
    make_foundation()
    sent = asked(sale, number="", emails="ada@example.org\neve@example.org", mail="on")

    answers = [staff.post(MAKE, sent | {"_confirmed": "yes"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Each of these people has a code of this kind already." in words(answers[1])

    staff.post(MAKE, sent | {"emails": "Eve@example.org\ngrace@example.org", "_confirmed": "yes"})
    run_queue()
    assert Code.objects.count() == Code.objects.values("owner_email").distinct().count() == 3
    assert Mail.objects.filter(kind="promo_code").count() == 3


def test_codes_of_nobody_are_mailed_to_nobody(staff, sale):
    page = staff.post(MAKE, asked(sale, mail="on"))
    assert page.status_code == 422
    assert "There is nobody to mail to" in words(page)


def test_every_wrong_line_is_named(staff, sale):
    page = staff.post(MAKE, asked(sale, number="", emails="ada\nb@example.org\n<x@\n=cmd@@x"))

    assert page.status_code == 422
    for text in ("Line 1: “ada”", "Line 3: “&lt;x@”", "Line 4: “=cmd@@x”"):
        assert text in words(page)
    assert not Code.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"number": 5001}, "less than or equal to 5000"),
        ({"number": 0}, "greater than or equal to 1"),
        ({"number": ""}, "Say how many, or list the e-mails"),
        ({"number": 2, "emails": "a@example.org"}, "You listed 1 e-mails"),
        ({"emails": "\n".join(f"a{n}@example.org" for n in range(5001))}, "at most 5000 at once"),
        ({"begins": "a b"}, "Use letters, digits and dashes."),
        ({"batch": ""}, "required"),
        ({"effect": "rate", "value": 101}, "at most 100 per cent"),
        ({"valid_from": "2023-06-01T00:00"}, "ends before it begins"),
        ({"event": ""}, "required"),
        ({"owner_domain": "example"}, "Write the domain as example.org"),
        (
            {"owner_domain": "example.org", "number": "", "emails": "a@example.org"},
            "A code belongs to one e-mail or to a domain",
        ),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\xff\xfe")}, "in UTF-8"),
    ],
)
def test_what_cannot_be_made_is_said(staff, sale, more, sentence):
    page = staff.post(MAKE, asked(sale, **more))

    assert page.status_code == 422
    assert sentence in words(page)
    assert not Code.objects.exists()


def test_types_of_another_event_are_refused(staff, sale):
    strange = make_ticket_type(name="Elsewhere pass")

    page = staff.post(MAKE, asked(sale, ticket_types=[strange.pk]))

    assert "belong to another event: Elsewhere pass." in words(page)


def test_only_who_may_add_codes_makes_them(client, django_user_model):
    client.force_login(django_user_model.objects.create(email="a@example.org", is_staff=True))
    assert client.get(MAKE).status_code == 403


def test_a_batch_is_taken_along_as_csv_that_begins_no_formula(staff, sale):
    staff.post(MAKE, asked(sale, batch="=SUM(A1)", _confirmed="yes"))
    export = reverse("admin:registration_code_export", args=["csv"])

    answer = staff.get(export, {"batch": "=SUM(A1)"})

    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 3
    assert {row["Batch"] for row in rows} == {"'=SUM(A1)"}
    assert all(row["Link"].endswith("?code=" + row["Code"]) for row in rows)


@pytest.mark.parametrize("number", [1, 300])
def test_making_many_takes_no_more_statements(sale, django_assert_num_queries, number):
    like = Code(event=sale.event, batch="B")
    with django_assert_num_queries(7):
        making.make_codes(like=like, types=[sale], prefix="", owners=[""] * number)


@pytest.mark.parametrize("owners", [[], [""] * 5001])
def test_the_service_keeps_the_limits_too(sale, owners):
    like = Code(event=sale.event, batch="B")
    with pytest.raises(RuleError, match="between 1 and 5,000"):
        making.make_codes(like=like, types=[], prefix="", owners=owners)


def test_owners_are_mailed_their_code_once(staff, sale, run_queue):
    make_foundation()
    code = make_code(event=sale.event, owner_email="ada@example.org", types=[sale])
    anybody = make_code(event=sale.event, text="ANYBODY")

    preview = act(staff, "mail_owners", code, anybody, confirmed=False)
    assert "it belongs to no e-mail address." in words(preview)
    for _ in range(2):
        act(staff, "mail_owners", code, anybody)
        run_queue()
    tasks.mail_code.enqueue(code.pk)
    run_queue()

    mail = Mail.objects.get()
    assert (mail.to, mail.key) == ("ada@example.org", f"code:{code.pk}")
    assert f"/register/?code={code.text}" in mail.text
    assert "its owner has been written to." in words(
        act(staff, "mail_owners", code, confirmed=False)
    )


def test_a_twin_is_refused_in_words(staff):
    code = make_code()

    page = staff.post(url(Code, "add"), fields(code, text="HELL0"))

    assert page.status_code == 422
    assert "It looks like the code HELLO of this event" in words(page)


def test_a_code_keeps_its_folded_letters_when_renamed(staff):
    code = make_code()

    staff.post(url(Code, "change", code.pk), fields(code, text="B0B"))

    code.refresh_from_db()
    assert (code.text, code.folded) == ("B0B", "BQB")


def test_a_used_code_is_not_deleted(staff):
    sale = make_sale()
    code = make_code(ticket_type=sale)
    make_held(ticket_type=sale, code="HELLO")

    page = staff.post(url(Code, "delete", code.pk), {"post": "yes"}, follow=True)

    assert "cannot" in words(page).lower()
    assert Code.objects.filter(pk=code.pk).exists()


def test_a_code_offers_its_link_and_only_types_of_its_event(staff):
    sale, other = make_sale(name="Ours"), make_sale(event=make_event(), name="Theirs")
    code = make_code(ticket_type=sale)

    shown = words(staff.get(url(Code, "change", code.pk)))

    assert f"/events/{sale.event.slug}/register/?code=HELLO" in shown
    assert "Ours" in shown
    assert other.name not in shown
    assert "10 % off" in words(staff.get(url(Code, "changelist")))

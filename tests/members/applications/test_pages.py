"""The form and the applicant's own page, for people and for those who mean harm."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.base import clock
from members.accounts.models import User
from members.applications.models import Application, Document, State, TextKind
from members.applications.services import deciding, reviewing
from members.applications.steps import STEPS
from tests.factories.applications import (
    BILLING,
    ORGANIZATION,
    PEOPLE,
    make_approved,
    make_asked,
    make_draft,
    make_filled,
    make_offered,
    make_published,
    make_reviewed,
    make_ruling,
    make_sent,
    make_text,
)
from tests.factories.bots import make_stamp
from tests.factories.members import make_benefit, make_membership, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
BEGIN = "/members/join/organization/"
PUBLIC = "/members/applications/"
PDF = b"%PDF-1.4\nhello\n%%EOF"


def text(response):
    return " ".join(response.content.decode().split())


def begin(client, **more):
    sent = {"tier": "gold", "applicant": "Ada", "email": "ada@example.org", "stamp": make_stamp()}
    return client.post(BEGIN, sent | more)


def url(row, slug=""):
    address = row.get_absolute_url()
    return f"{address}{slug}/" if slug else address


def file(name="a.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def send(client, row, dues="150000"):
    return client.post(url(row, "check"), {"dues": dues}, follow=True)


def test_a_whole_application_from_the_first_page_to_the_last(client):
    make_offered()
    make_benefit("A seat", "Gold")
    make_text()
    make_text(TextKind.CONDUCT)
    shown = text(client.get(f"{BEGIN}?tier=gold"))
    assert "USD 150,000" in shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "A seat" in shown
    page = begin(client)
    row = Application.objects.get()
    assert page.url == url(row, "organization")

    for slug, answers, following in (
        ("organization", ORGANIZATION, "ownership"),
        ("ownership", {"has_owner": "no"}, "people"),
        ("people", PEOPLE | {"signer_confirmed": "on"}, "billing"),
        ("billing", BILLING, "agreement"),
        ("agreement", {"agree": "on", "behave": "on"}, "documents"),
    ):
        assert row.get_absolute_url() in text(client.get(url(row, slug)))
        answered = client.post(url(row, slug), answers)
        assert (answered.status_code, answered["Location"]) == (302, url(row, following)), slug
    client.post(url(row, "documents"), {"file": file(), "what": "Excerpt"})
    check = text(client.get(url(row, "check")))
    for told in ("Fjordcloud", "Edith Clarke", "Havnegata 1", "version 1", "a.pdf"):
        assert told in check
    assert "We have your application" in text(send(client, row))
    row.refresh_from_db()
    assert (row.state, row.agreement.version) == (State.SUBMITTED, "1")


def test_steps_can_be_taken_in_any_order_and_nothing_is_lost(client):
    row = make_draft()
    client.post(url(row, "billing"), BILLING)
    client.post(url(row, "organization"), ORGANIZATION)

    assert "Fjordcloud AS" in text(client.get(url(row, "billing")))
    assert 'value="Fjordcloud"' in text(client.get(url(row, "organization")))
    half = text(client.get(url(row, "check")))
    assert "Something is missing" in half
    assert "Send the application" not in half
    assert "missing under" in text(send(client, row))
    for step in STEPS:
        assert str(step.name) in text(client.get(url(row))) or step.slug == "check"


def test_two_tabs_keep_what_each_was_told(client):
    row = make_draft()
    client.post(url(row, "organization"), ORGANIZATION)
    client.post(url(row, "people"), PEOPLE | {"signer_confirmed": "on"})
    client.post(url(row, "organization"), ORGANIZATION | {"city": "Oslo"})

    row.refresh_from_db()
    assert (row.city, row.signer_name) == ("Oslo", "Edith Clarke")


def test_a_known_name_is_asked_about(client):
    known = make_supporter("Fjordcloud")
    make_membership("Fjordcloud Norge")
    row = make_draft()
    asked = client.post(url(row, "organization"), ORGANIZATION, follow=True)
    assert "Is it one of these?" in text(asked)
    assert "supporting organisation" in text(asked)
    register = url(row, "register")

    member = Application.objects.get()
    refused = client.post(register, {"organization": _key("Fjordcloud Norge")})
    assert refused.status_code == 422
    assert "Fjordcloud Norge is a Gold member" in text(refused)
    assert client.post(register, {"organization": "999999"}).status_code == 422
    assert client.post(register, {"organization": known.pk})["Location"] == url(row, "ownership")
    member.refresh_from_db()
    assert member.organization == known


def _key(name):
    from members.models import Organization

    return Organization.objects.get(name=name).pk


def test_a_member_of_the_same_owner_is_named_and_the_applicant_goes_on(client):
    make_membership("Nordsky", "Gold")
    row = make_filled()
    told = {"has_owner": "yes", "owner_name": "Nordsky", "affiliation_note": "Sold next week."}
    page = text(client.post(url(row, "ownership"), told, follow=True))

    assert "Nordsky is a Gold member and belongs to the same owner" in page
    assert "Nordsky is a Gold member" in text(client.get(url(row, "check")))
    assert "We have your application" in text(send(client, row))


@pytest.mark.parametrize(
    ("slug", "wrong", "said"),
    [
        ("organization", {"name": ""}, "Fill this in."),
        ("organization", {"name": "x" * 100_000}, "Use at most 120"),
        ("organization", {"name": "\0"}, "Fill this in."),
        ("organization", {"country": "XX"}, "Choose a country"),
        ("organization", {"website": "javascript:alert(1)"}, "Give the whole address"),
        ("organization", {"website": "https://exa\0mple.org"}, "Null characters"),
        ("organization", {"description": "y" * 3000}, "Use at most 2000"),
        ("ownership", {"has_owner": "perhaps"}, "Select a valid choice"),
        ("ownership", {"has_owner": ""}, "Choose one."),
        ("ownership", {"has_owner": "yes"}, "Name the owner."),
        ("people", {"signer_confirmed": ""}, "Tick this box"),
        ("people", {"primary_email": "a@b\r\nBcc: x@y.org"}, "Write the e-mail"),
        ("people", {"marketing_name": "Mae"}, "Give the e-mail too."),
        ("people", {"marketing_email": "m@x.org"}, "Give the name too."),
        ("billing", {"billing_address": ""}, "Fill this in."),
        ("billing", {"billing_country": "no"}, "Choose a country"),
        ("agreement", {"behave": ""}, "Tick this box"),
        ("agreement", {"commitment": "We will."}, "Say who makes"),
        ("tier", {"tier": "bronze"}, "not on offer"),
        ("tier", {"tier": "\0"}, "not on offer"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(client, slug, wrong, said):
    make_text(), make_text(TextKind.CONDUCT)
    row = make_draft()
    whole = {
        "organization": ORGANIZATION,
        "ownership": {"has_owner": "no", "subsidiaries": "Kept"},
        "people": PEOPLE | {"signer_confirmed": "on"},
        "billing": BILLING,
        "agreement": {"agree": "on", "behave": "on", "commitment_author": ""},
        "tier": {"tier": "gold"},
    }[slug]
    sent = {name: value for name, value in (whole | wrong).items() if value != ""}

    page = client.post(url(row, slug), sent)

    assert page.status_code == 422
    assert said in text(page)
    kept = next((str(v) for k, v in whole.items() if k not in wrong and v and v != "on"), "")
    assert kept.splitlines()[0] in text(page) if kept else True


def test_a_line_break_ends_up_in_no_header(client, run_queue):
    make_offered()
    begin(client, applicant="Ada\r\nBcc: eve@example.org")
    run_queue()

    assert Application.objects.get().applicant == "Ada Bcc: eve@example.org"


def test_bots_are_kept_out_and_nothing_typed_is_lost(client):
    make_offered()
    for wrong in ({"website": "x"}, {"stamp": "forged"}, {"stamp": make_stamp(seconds_ago=-60)}):
        page = begin(client, **wrong)
        assert page.status_code == 422
        assert 'value="ada@example.org"' in text(page)
    assert not Application.objects.exists()
    stamp = make_stamp()
    assert begin(client, stamp=stamp).url == begin(client, stamp=stamp).url


def test_another_secret_opens_nothing(client):
    mine, other = make_filled(), make_draft()
    client.post(url(mine, "documents"), {"file": file()})
    document = Document.objects.get()
    paths = ["", *(step.slug for step in STEPS), "register", f"documents/{document.pk}"]
    tampered = [
        reverse("applications:page", args=[mine.reference, secret])
        for secret in (other.secret, "x", mine.secret[:-1], mine.secret.swapcase())
    ]
    for door in tampered:
        for path in paths:
            assert client.get(f"{door}{path}/" if path else door).status_code == 404
        for path in ("check", "erase", "withdraw", "answer", f"documents/{document.pk}/remove"):
            sent = client.post(f"{door}{path}/", {"dues": "150000"})
            assert sent.status_code in {302, 404}
            assert sent.status_code == 404 or path == "answer"
    assert client.get(url(other, f"documents/{document.pk}")).status_code == 404
    client.post(url(other, f"documents/{document.pk}/remove"))
    assert Document.objects.exists()
    assert client.get(url(mine, "nonsense")).status_code == 404
    private = client.get(url(mine))
    assert (private["X-Robots-Tag"], private["Cache-Control"]) == (
        *("noindex, nofollow", "no-store, private"),
    )


def test_steps_sent_again_after_the_sending_change_nothing(client):
    row = make_sent()
    for slug, answers in (("organization", ORGANIZATION | {"city": "Oslo"}), ("people", PEOPLE)):
        page = client.post(url(row, slug), answers, follow=True)
        assert "cannot be changed" in text(page)
        assert page.redirect_chain == [(url(row), 302)]
    assert client.post(url(row, "documents"), {"file": file()}, follow=True).status_code == 200
    assert "We have your application" in text(send(client, row))
    erased = text(client.post(url(row, "erase"), follow=True))
    assert "nothing was changed" in erased
    row.refresh_from_db()
    assert (row.city, row.documents.count()) == ("Bergen", 0)


@pytest.mark.parametrize("dues", ["", "1", "NaN", "-1", "1e999", "x"])
def test_the_dues_on_the_page_are_those_that_hold(client, dues):
    row = make_filled()

    assert client.post(url(row, "check"), {"dues": dues}).status_code == 422
    row.refresh_from_db()
    assert row.state == State.DRAFT


def test_a_price_or_a_text_that_changed_meanwhile_is_said(client):
    row = make_filled()
    row.tier.prices.update(amount=170000)
    page = text(send(client, row)).replace("\N{NO-BREAK SPACE}", " ")
    assert "The dues have changed" in page
    assert "USD 170,000" in page
    make_text(version="2", in_force_on=date(2022, 10, 1))
    assert "newer version of the membership agreement" in text(send(client, row, "170000"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"MZ program", "something else, whatever its name"),
        ("a.svg", b"<svg onload=alert(1)>", "something else"),
        ("a.html", b"%PDF-1.4 <script>", "something else"),
        ("a.pdf", b"", "empty"),
        ("a.pdf", PDF + b"x" * 10_000_001, "MB large"),
    ],
)
def test_files_are_judged_by_what_is_in_them(client, name, content, said):
    row = make_draft()
    page = client.post(url(row, "documents"), {"file": file(name, content)})

    assert page.status_code == 422
    assert said in text(page)
    assert not Document.objects.exists()


def test_a_document_is_kept_private_and_can_be_taken_back(client):
    row = make_draft()
    client.post(url(row, "documents"), {"file": file('../"e\r\nvil.html.pdf')})
    document = Document.objects.get()
    got = client.get(url(row, f"documents/{document.pk}"))

    assert got.content == PDF
    assert got["Content-Disposition"].startswith("attachment")
    assert not set('/\\"\r\n') & set(document.name)
    client.post(url(row, f"documents/{document.pk}/remove"))
    assert not Document.objects.exists()


def test_a_question_is_answered_on_the_page_and_its_steps_are_open(client):
    row = make_asked()
    shown = text(client.get(url(row)))
    assert "We have a question" in shown
    assert "Who owns you?" in shown
    assert client.post(url(row, "answer"), {"answer": " "}).status_code == 422
    change = client.post(url(row, "organization"), ORGANIZATION | {"city": "Oslo"})
    assert change["Location"] == url(row)
    done = text(client.post(url(row, "answer"), {"answer": "<b>We</b> do."}, follow=True))
    assert "&lt;b&gt;We&lt;/b&gt; do." in done
    assert client.post(url(row, "answer"), {"answer": "Twice"}).status_code == 302
    assert row.questions.get().answer == "<b>We</b> do."


def test_every_stage_says_what_comes_next_and_when(client, at):
    assert "takes it up by this day" in text(client.get(url(make_sent(name="A"))))
    assert "Our staff read it" in text(client.get(url(make_reviewed(name="B"))))
    published = make_published(name="C")
    assert "13 October 2022" in text(client.get(url(published)))
    declined = deciding.decline(
        application=published, ruling=make_ruling(at, text="Not yet."), by=None, at=at
    )
    assert "Not yet." in text(client.get(url(declined)))
    approved = make_approved(name="D")
    page = text(client.get(url(approved)))
    assert "D is a Silver member" in page
    assert "/members/d/" in page


def test_it_is_taken_back_or_erased_by_a_button(client):
    row = make_sent()
    assert client.get(url(row, "withdraw")).status_code == 405
    assert "You have taken it back" in text(client.post(url(row, "withdraw"), follow=True))
    draft = make_draft()
    gone = client.post(url(draft, "erase"), follow=True)
    assert gone.redirect_chain[-1][0] == "/members/join/"
    assert client.get(url(draft)).status_code == 404


def test_everybody_reads_who_is_in_public_and_nothing_more(client):
    assert "No application is in public now" in text(client.get(PUBLIC))
    make_sent(name="Hidden")
    row = make_published(name="Fjordcloud")
    reviewing.ask(application=row, text="A secret question", by=None, at=row.created_at)
    with clock.seen_from(row.created_at + timedelta(minutes=2)):
        page = text(client.get(PUBLIC))

    assert "Fjordcloud" in page
    assert "13 October 2022" in page
    for hidden in ("Hidden", "ada@example.org", "A secret question", row.secret):
        assert hidden not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_for_any_number_of_rows(client, django_assert_num_queries, rows):
    for number in range(rows):
        row = make_published(name=f"Name {number}")
    with django_assert_num_queries(3):
        assert text(client.get(PUBLIC)).count("13 October 2022") == rows
    with django_assert_num_queries(5):
        client.get(url(row))


def test_my_page_shows_the_applications_of_my_addresses(client):
    mine = make_filled()
    make_draft(email="eve@example.org")
    user = User.objects.create_user("ada@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.force_login(user)

    page = text(client.get("/me/"))

    assert mine.get_absolute_url() in page
    assert page.count("results__hit") == 1

"""From the first answer to the sending: what is kept, and what is refused."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from foundation.base import files
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.applications import steps
from members.applications.models import Application, Document, Rules, State, TextKind
from members.applications.services import filling, reviewing
from members.applications.steps import BY_SLUG
from tests.factories.applications import (
    ORGANIZATION,
    OWNERSHIP,
    fill,
    make_asked,
    make_draft,
    make_filled,
    make_offered,
    make_sent,
    make_text,
)
from tests.factories.members import make_membership, make_name, make_supporter
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def begin(**fields):
    given = {"token": "one", "applicant": "Ada", "email": "ada@example.org"}
    given["tier"] = fields.pop("tier", None) or make_offered()
    return filling.begin(**given | fields)


def refused(call, **arguments):
    with pytest.raises(RuleError) as refusal:
        call(**arguments)
    return refusal.value.code


def test_a_draft_begins_with_a_link_by_mail(at, run_queue):
    row = begin(email="Ada@Example.org", at=at)
    run_queue()

    mail = Mail.objects.get()
    assert (row.state, row.email, row.primary_name) == (State.DRAFT, "ada@example.org", "Ada")
    assert mail.to == "ada@example.org"
    assert row.get_absolute_url() in mail.text


def test_the_same_form_sent_twice_begins_one(at):
    assert begin(at=at) == begin(at=at)
    assert Mail.objects.count() == 1


def test_a_tier_without_dues_or_places_cannot_be_begun(at):
    tier = make_offered(cap=1)
    make_membership(tier="Gold")
    assert refused(begin, tier=tier, at=at) == "full"
    tier.prices.all().delete()
    assert refused(begin, tier=tier, at=at) == "no_price"


def test_nobodys_mailbox_is_flooded(at):
    for number in range(filling.MOST_A_DAY):
        begin(token=f"token {number}", at=at)

    assert refused(begin, token="more", at=at) == "too_many"
    assert begin(token="later", at=at + timedelta(days=1))
    assert begin(token="other", email="grace@example.org", at=at)


def test_a_step_keeps_what_it_asked_and_nothing_else(at):
    row = make_draft()
    answers = ORGANIZATION | {"signer_name": "Mallory", "state": "approved"}
    filling.save(application=row, step=BY_SLUG["organization"], answers=answers, at=at)

    row.refresh_from_db()
    assert (row.name, row.signer_name, row.state) == ("Fjordcloud", "", State.DRAFT)


def test_a_name_nobody_has_needs_no_question(at):
    row = make_filled()

    assert row.organization is None
    assert steps.missing(row) == []


def test_a_name_of_the_register_is_asked_about_until_it_is_answered(at):
    known = make_supporter("Fjordcloud")
    row = make_draft()
    save = {"application": row, "step": BY_SLUG["organization"], "at": at}
    row = filling.save(answers=ORGANIZATION, **save)
    assert BY_SLUG["organization"] in steps.missing(row)

    row = filling.recognize(application=row, organization=known, at=at)
    assert row.organization == known
    row = filling.save(answers=ORGANIZATION | {"city": "Oslo"}, **save)
    assert row.organization == known
    row = filling.save(answers=ORGANIZATION | {"name": "Fjordclod"}, **save)
    assert row.organization is None
    assert BY_SLUG["organization"] in steps.missing(row)
    assert BY_SLUG["organization"] not in steps.missing(
        filling.recognize(application=row, organization=None, at=at)
    )


def test_a_member_does_not_apply(at):
    member = make_membership("Fjordcloud").organization
    row = make_draft()

    assert refused(filling.recognize, application=row, organization=member, at=at) == "tier_held"


def test_an_owner_is_found_in_the_register_by_any_of_its_names(at):
    owner = make_supporter("Nordsky")
    make_name("Skyworks", organization=owner)
    row = make_filled(has_owner=True, owner_name=" skyworks ")
    assert row.owner == owner

    filling.save(application=row, step=BY_SLUG["ownership"], answers=OWNERSHIP, at=at)
    row.refresh_from_db()
    assert row.owner is None


def test_a_whole_draft_is_sent_once_and_both_sides_hear_of_it(at, run_queue):
    make_foundation()
    row = make_filled()
    for _click in range(2):
        sent = filling.submit(application=row, dues=Decimal(150000), at=at)
    run_queue()

    assert (sent.state, sent.decided_by, sent.public_days) == (State.SUBMITTED, "director", 3)
    assert (sent.dues, sent.dues_currency) == (Decimal(150000), "USD")
    kinds = sorted(Mail.objects.values_list("kind", flat=True))
    assert kinds == ["application_link", "application_staff", "application_submitted"]


@pytest.mark.parametrize(
    ("slug", "name"),
    [("organization", "website"), ("people", "signer_name"), ("billing", "billing_address")],
)
def test_what_lacks_something_is_not_sent(at, slug, name):
    row = make_filled()
    Application.objects.filter(pk=row.pk).update(**{name: ""})

    assert refused(filling.submit, application=row, dues=Decimal(150000), at=at) == "incomplete"
    row.refresh_from_db()
    assert [step.slug for step in steps.missing(row)] == [slug]


def test_the_dues_must_be_those_that_were_seen(at):
    row = make_filled()
    row.tier.prices.update(amount=160000)

    assert refused(filling.submit, application=row, dues=Decimal(150000), at=at) == "price_changed"
    row.tier.prices.all().delete()
    assert refused(filling.submit, application=row, dues=Decimal(150000), at=at) == "no_price"


def test_a_newer_agreement_must_be_read_first(at):
    row = make_filled()
    make_text(TextKind.AGREEMENT, version="2", in_force_on=date(2022, 10, 1))

    assert refused(filling.submit, application=row, dues=Decimal(150000), at=at) == "text_changed"


def test_one_organisation_has_one_open_application(at):
    first = make_sent()
    second = make_filled(name="FJORDCLOUD")
    send = {"application": second, "dues": Decimal(150000), "at": at}

    assert refused(filling.submit, **send) == "applied_already"
    filling.withdraw(application=first, at=at)
    assert filling.submit(**send).state == State.SUBMITTED


def test_what_was_sent_is_not_changed(at):
    row = make_sent()

    for slug, answers in (("organization", ORGANIZATION), ("tier", {"tier": row.tier})):
        save = {"application": row, "step": BY_SLUG[slug], "answers": answers, "at": at}
        assert refused(filling.save, **save) == "sent"
    upload = files.Upload("a.pdf", files.FileKind.PDF, b"%PDF-1 %%EOF")
    assert refused(filling.attach, application=row, upload=upload, what="", at=at) == "sent"
    assert refused(filling.recognize, application=row, organization=None, at=at) == "sent"
    assert refused(filling.erase, application=row) == "sent"


def test_a_question_opens_the_steps_but_tier_and_agreement(at):
    row = make_asked()

    filling.save(
        application=row,
        step=BY_SLUG["organization"],
        answers=ORGANIZATION | {"city": "Oslo"},
        at=at,
    )
    row.refresh_from_db()
    assert row.city == "Oslo"
    assert row.events.filter(city="Oslo").exists()
    for slug in ("tier", "agreement"):
        save = {"application": row, "step": BY_SLUG[slug], "answers": {"tier": row.tier}, "at": at}
        assert refused(filling.save, **save) == "sent"


def test_documents_are_counted(at):
    Rules.objects.create(pk=1, most_documents=1)
    row = make_draft()
    upload = files.Upload("a.pdf", files.FileKind.PDF, b"%PDF-1 %%EOF")
    kept = filling.attach(application=row, upload=upload, what="Excerpt", at=at)
    assert (bytes(kept.content), kept.content_type) == (upload.content, "application/pdf")

    attach = {"application": row, "upload": upload, "what": "", "at": at}
    assert refused(filling.attach, **attach) == "too_many"
    for _click in range(2):
        filling.take_back(application=row, document=kept.pk, at=at)
    assert filling.attach(**attach)


def test_it_is_withdrawn_once_and_never_after_a_decision(at, run_queue):
    row = make_sent()
    for _click in range(2):
        withdrawn = filling.withdraw(application=row, at=at)

    assert withdrawn.state == State.WITHDRAWN
    assert refused(filling.submit, application=row, dues=Decimal(1), at=at) == "sent"
    assert refused(filling.withdraw, application=make_draft(), at=at) == "draft"
    assert refused(reviewing.take_up, application=row, by=None, at=at) == "not_now"


def test_an_erased_draft_leaves_nothing_behind(at):
    row = fill(make_draft())
    upload = files.Upload("a.pdf", files.FileKind.PDF, b"%PDF-1 %%EOF")
    filling.attach(application=row, upload=upload, what="", at=at)
    history = row.events.model

    filling.erase(application=row)

    assert not Application.objects.exists()
    assert not Document.objects.exists()
    assert not Mail.objects.exists()
    assert not history.objects.exists()
    assert refused(filling.erase, application=row) == "gone"

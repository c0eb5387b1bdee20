"""What the tables refuse, what the services do, and what happens on the day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.base import clock
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.models import Membership
from projects.ecosystem import services
from projects.ecosystem.models import Offer, OfferDraft, Tie, TrademarkLicence
from tests.conftest import KEYNOTE_WEEK
from tests.factories.ecosystem import (
    make_draft,
    make_licence,
    make_member,
    make_offer,
    make_programme,
    make_said,
    make_tie,
)
from tests.factories.members import make_organization, make_representative
from tests.factories.orders import make_foundation
from tests.factories.profiles import SVG
from tests.factories.projects import make_project
from tests.factories.representation import make_person

pytestmark = pytest.mark.django_db
NOW = {"at": KEYNOTE_WEEK, "by": None}
TODAY = date(2022, 10, 10)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(code, change, **given):
    with pytest.raises(RuleError) as refusal:
        change(**given)
    assert refusal.value.code == code


def shown(day=TODAY):
    return list(Offer.objects.shown_on(day).order_by("name").values_list("name", flat=True))


def test_an_organisation_has_one_tie_of_a_kind_to_a_project_at_a_time():
    tie = make_tie(end=date(2022, 1, 1))
    same = {"project": tie.project, "organization": tie.organization}
    make_tie(**same, start=date(2022, 1, 1))
    make_tie(**same, kind="train")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_tie(**same, start=date(2021, 12, 31), end=date(2022, 1, 1))

    assert Tie.objects.on(date(2021, 12, 31)).count() == 2
    assert tie.since == ""


def test_a_tie_needs_a_source_and_a_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tie(source="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tie(start=TODAY, end=TODAY)


def test_only_members_write_entries():
    stranger = make_organization("Stranger")
    refused("no_member", services.write, organization=stranger, entry=make_said(), logo=None, **NOW)

    draft = make_draft(submits=False)
    Membership.objects.update(span=(None, TODAY))
    refused("no_member", services.submit, draft=draft, **NOW)


def test_an_approved_draft_becomes_an_entry_and_its_writer_is_told():
    make_foundation()
    project = make_project()
    draft = make_draft(by=make_person(), logo=SVG, name="Harbour", projects=[project])
    assert "Harbour" in Mail.objects.get(kind="offer_submitted").text

    offer = services.approve(draft=draft, version=draft.version, **NOW)

    assert (offer.slug, offer.published_on, offer.regions) == ("harbour", TODAY, ["europe"])
    assert list(offer.projects.all()) == [project]
    assert offer.logo.name.endswith(".svg")
    assert Mail.objects.get(kind="offer_decided").subject == "Harbour: your entry is published"
    refused("not_now", services.approve, draft=draft, version=draft.version, **NOW)


def test_two_entries_of_one_name_have_two_addresses_and_one_organisation_has_a_name_once():
    first = make_offer(name="Board")
    second = make_offer(name="Board")
    assert {first.slug, second.slug} == {"board-2", "board-3"}, "“board” is a page"

    again = make_draft(first.organization, name="Board")
    with pytest.raises(ValidationError, match="of this name already"):
        services.approve(draft=again, version=again.version, **NOW)


def test_a_change_of_an_entry_waits_in_a_draft_and_keeps_its_address():
    offer = make_offer(name="Harbour")
    draft = services.begin_change(offer=offer, **NOW)
    assert services.begin_change(offer=offer, **NOW) == draft, "one open draft of an entry"

    services.write(
        organization=offer.organization, draft=draft, logo=None,
        entry=make_said(name="Port", kind="training"), **NOW,
    )  # fmt: skip
    assert shown() == ["Harbour"]

    draft = services.submit(draft=draft, **NOW)
    services.approve(draft=draft, version=draft.version, **NOW)
    offer.refresh_from_db()
    assert (offer.name, offer.kind, offer.slug) == ("Port", "training", "harbour")


def test_a_draft_is_returned_with_a_sentence_and_can_be_submitted_again():
    draft = make_draft(by=make_person())
    refused("no_note", services.send_back, draft=draft, version=1, note=" ", **NOW)
    refused("changed", services.send_back, draft=draft, version=2, note="Shorter.", **NOW)

    services.send_back(draft=draft, version=1, note="Shorter.", **NOW)

    assert "Shorter." in Mail.objects.get(kind="offer_decided").text
    assert services.submit(draft=draft, **NOW).state == DraftState.SUBMITTED


def test_what_is_written_anew_has_to_be_submitted_again():
    draft = make_draft()
    services.write(
        organization=draft.organization, draft=draft, entry=make_said(), logo=None, **NOW
    )
    refused("not_now", services.approve, draft=draft, version=2, **NOW)

    services.discard(draft=draft, **NOW)
    refused("not_now", services.discard, draft=draft, **NOW)
    refused(
        "not_now", services.write, organization=draft.organization, draft=draft,
        entry=make_said(), logo=None, **NOW,
    )  # fmt: skip


def test_nobody_has_more_drafts_than_can_be_read(monkeypatch):
    monkeypatch.setattr("projects.ecosystem.services.drafting.MOST_OPEN", 1)
    draft = make_draft()
    refused(
        "too_many", services.write, organization=draft.organization, entry=make_said(), logo=None,
        **NOW,
    )  # fmt: skip


def test_an_entry_is_shown_while_it_is_published_and_its_organisation_a_member():
    offer = make_offer(name="Harbour")
    assert shown(TODAY - timedelta(days=1)) == []
    assert shown() == ["Harbour"]

    Membership.objects.update(span=(None, TODAY))
    assert shown() == []

    Membership.objects.update(span=(None, None))
    services.begin_change(offer=offer, **NOW)
    services.withdraw(offer=offer, at=KEYNOTE_WEEK)
    assert shown() == []
    assert not OfferDraft.objects.open().exists()
    refused("not_now", services.withdraw, offer=offer, at=KEYNOTE_WEEK)
    refused("not_now", services.begin_change, offer=offer, **NOW)


def test_a_mark_is_gone_on_the_day_its_licence_expires():
    licence = make_licence(expires_on=TODAY)

    assert TrademarkLicence.objects.on(TODAY - timedelta(days=1)).get() == licence
    assert not TrademarkLicence.objects.on(TODAY).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_licence(licence.offer, granted_on=date(2022, 10, 9), expires_on=date(2023, 1, 1))
    make_licence(licence.offer, granted_on=TODAY)


def test_who_holds_a_licence_is_reminded_once_before_it_ends():
    member = make_member("Acme")
    make_representative(member, role="marketing")
    licence = make_licence(make_offer(member, name="Harbour"), expires_on=date(2022, 12, 1))

    assert services.remind(at=KEYNOTE_WEEK - timedelta(days=10)) == 0, (
        "sixty days before, no sooner"
    )
    assert services.remind(at=KEYNOTE_WEEK) == 1
    assert services.remind(at=KEYNOTE_WEEK) == 0

    mail = Mail.objects.get(kind="licence_expires")
    assert mail.subject == "Harbour: its OpenStack Powered licence ends on 1 December 2022"
    assert licence.offer.get_absolute_url() in mail.text


@pytest.mark.parametrize("reason", ["renewed", "over", "withdrawn", "no member"])
def test_nobody_is_reminded_of_what_needs_nothing(reason):
    licence = make_licence(expires_on=date(2022, 12, 1) if reason != "over" else TODAY)
    make_representative(licence.offer.organization)
    if reason == "renewed":
        services.renew(
            licence=licence, version="2022.11", expires_on=date(2023, 12, 1), at=KEYNOTE_WEEK
        )
    elif reason == "withdrawn":
        services.withdraw(offer=licence.offer, at=KEYNOTE_WEEK)
    elif reason == "no member":
        Membership.objects.update(span=(None, TODAY))

    assert services.remind(at=KEYNOTE_WEEK) == 0


def test_a_licence_is_renewed_from_where_it_ends_or_from_today():
    running = make_licence(expires_on=date(2022, 12, 1))
    over = make_licence(programme=make_programme("Other"), expires_on=date(2022, 9, 1))
    given = {"version": "2022.11", "at": KEYNOTE_WEEK}

    with clock.seen_from(KEYNOTE_WEEK):
        new = services.renew(licence=running, expires_on=date(2023, 12, 1), **given)
        late = services.renew(licence=over, expires_on=date(2023, 9, 1), **given)

    assert new.granted_on == date(2022, 12, 1)
    assert late.granted_on == TODAY
    refused("too_short", services.renew, licence=over, expires_on=TODAY, **given)
    with pytest.raises(ValidationError, match="in part of this time already"):
        services.renew(licence=running, expires_on=date(2024, 1, 1), **given)

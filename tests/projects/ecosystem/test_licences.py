"""Trademark licences: a member asks, staff grant until a day or say why not."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.base import mail, mailkinds
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.models import Membership
from projects.ecosystem import services
from projects.ecosystem.models import LicenceRequest, TrademarkLicence
from tests.admin import enter as enter_admin
from tests.admin import make_staff, said, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.ecosystem import (
    make_licence,
    make_member,
    make_offer,
    make_programme,
    make_request,
)
from tests.factories.orders import make_foundation
from tests.factories.profiles import enter
from tests.factories.projects import make_project
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
NOW = {"at": KEYNOTE_WEEK, "by": None}
ENDS = date(2023, 10, 10)


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def own(name, organization, *args):
    return reverse(f"ecosystem:{name}", args=[organization.slug, *args])


def make_sent(offer, /, **fields):
    """What a browser sends for the form of a request."""
    return {
        "offer": offer.slug,
        "programme": make_programme().slug,
        "project": offer.projects.first().slug,
        "product": "Harbour 4.2",
        "tested_against": "2022.11",
        "evidence": "https://cloud.example/results",
    } | fields


def decide(client, request, **data):
    address = reverse("admin:ecosystem_licencerequest_decide", args=[request.pk])
    return client.post(address, {"version": request.version} | data)


def test_a_member_asks_and_staff_are_told(client):
    make_foundation()
    offer = make_offer()
    enter(client, offer.organization)

    sent = client.post(own("licence_new", offer.organization), make_sent(offer), follow=True)

    request = LicenceRequest.objects.get()
    assert "Asked for. You get a mail" in sent.text
    assert "OpenStack Powered for Harbour 4.2" in sent.text
    assert (request.state, request.offer, request.product) == ("submitted", offer, "Harbour 4.2")
    assert request.written_by.email in Mail.objects.get(kind="licence_asked").text
    assert "cloud.example/results" not in Mail.objects.get(kind="licence_asked").text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"evidence": "http://cloud.example/"}, "Begin the address with https://."),
        ({"evidence": "javascript:alert(1)"}, "Write the address as https://"),
        ({"evidence": ""}, "Fill this in."),
        ({"product": "x" * 121}, "Use at most 120 characters"),
        ({"tested_against": "\0"}, "Fill this in."),
        ({"programme": "nope\0"}, "Null characters are not allowed."),
        ({"offer": "nope"}, "Choose one of the list."),
        ({"project": ""}, "Choose one."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, fields, says):
    offer = make_offer()
    enter(client, offer.organization)

    page = client.post(own("licence_new", offer.organization), make_sent(offer, **fields))

    assert page.status_code == 422
    assert says in page.text
    assert "Error:" in page.text
    assert "2022.11" in page.text or "tested_against" in fields
    assert not LicenceRequest.objects.exists()


def test_the_project_is_one_of_the_entry(client):
    offer = make_offer()
    other = make_offer(offer.organization, projects=[make_project()])
    enter(client, offer.organization)

    sent = make_sent(offer, project=other.projects.first().slug)
    page = client.post(own("licence_new", offer.organization), sent)

    assert page.status_code == 422
    assert f"{offer.name} is not for" in page.text


def test_entries_and_requests_of_others_are_not_found(client):
    mine, theirs = make_offer(), make_offer()
    request = make_request(theirs)
    enter(client, mine.organization)

    page = client.post(own("licence_new", mine.organization), make_sent(theirs))
    assert page.status_code == 422
    for organization in (mine.organization, theirs.organization):
        assert client.get(own("licence", organization, request.pk)).status_code == 404
        assert client.post(own("licence_back", organization, request.pk)).status_code == 404
    assert client.get(own("licence_back", mine.organization, request.pk)).status_code == 405


def test_who_holds_no_tier_asks_for_nothing():
    offer, request = make_offer(), make_request()
    Membership.objects.all().delete()

    with refused("no_member"):
        make_request(offer)
    with refused("no_member"):
        services.grant(draft=request, version=1, expires_on=ENDS, **NOW)


def test_an_entry_that_was_withdrawn_carries_no_mark():
    offer = make_offer()
    waiting = make_request(offer)
    services.withdraw(offer=offer, at=KEYNOTE_WEEK)

    with refused("not_now"):
        make_request(offer)
    with refused("not_now"):
        services.grant(draft=waiting, version=1, expires_on=ENDS, **NOW)


def test_a_licence_is_asked_for_once_at_a_time():
    offer = make_offer()
    first = make_request(offer)

    assert make_request(offer) == first
    with refused("there"):
        make_request(offer, product="Harbour 5")
    make_request(offer, programme=make_programme("OpenStack Compatible"))
    with pytest.raises(IntegrityError), transaction.atomic():
        LicenceRequest.objects.update(programme=first.programme)


def test_staff_grant_it_until_a_day(client):
    asker = make_person("robin@example.org")
    request = make_request(by=asker)
    enter_admin(client)
    assert "trademark licences asked for" in client.get(reverse("admin:index")).text
    page = client.get(url(LicenceRequest, "change", request.pk)).text
    assert 'value="2023-10-10"' in page
    assert "https://cloud.example/results" in page

    for day in ["", "soon", "2022-10-10", "9999-99-99\0"]:
        decide(client, request, expires_on=day)
    assert not TrademarkLicence.objects.exists()
    said(client)
    decide(client, request, expires_on="2023-10-10")
    decide(client, request, expires_on="2023-10-10")

    request.refresh_from_db()
    licence = TrademarkLicence.objects.get()
    written = Mail.objects.get(kind="licence_granted")
    assert (request.state, request.licence) == ("approved", licence)
    assert (licence.version, licence.granted_on) == ("2022.11", date(2022, 10, 10))
    assert (written.to, "10 October 2023" in written.subject) == ("robin@example.org", True)
    assert "does not wait for you" in said(client)[-1]


def test_a_licence_that_is_held_is_followed_by_the_new_one():
    held = make_licence(expires_on=date(2022, 12, 1))
    request = make_request(held.offer)

    licence = services.grant(draft=request, version=1, expires_on=date(2023, 12, 1), **NOW)

    assert licence.granted_on == date(2022, 12, 1)


def test_refused_with_a_reason_it_can_be_mended_and_sent_again(client):
    offer = make_offer()
    enter(client, offer.organization)
    client.post(own("licence_new", offer.organization), make_sent(offer))
    request = LicenceRequest.objects.get()
    with refused("no_note"):
        services.refuse(draft=request, version=1, note=" ", **NOW)
    services.refuse(draft=request, version=1, note="Two <tests> fail.", **NOW)
    assert "Two <tests> fail." in Mail.objects.get(kind="licence_refused").text
    assert "Two &lt;tests&gt; fail." in client.get(own("mine", offer.organization)).text

    page = client.get(own("licence", offer.organization, request.pk)).text
    assert "Two &lt;tests&gt; fail." in page
    assert 'value="Harbour 4.2"' in page
    sent = make_sent(offer, tested_against="2022.12")
    client.post(own("licence", offer.organization, request.pk), sent)

    request.refresh_from_db()
    assert (request.state, request.version, request.tested_against) == ("submitted", 2, "2022.12")
    with refused("changed"):
        services.grant(draft=request, version=1, expires_on=ENDS, **NOW)


@pytest.mark.parametrize("kind", ["licence_granted", "licence_refused"])
def test_staff_look_at_the_mails_before_they_change_their_words(kind):
    find = mailkinds.find(kind).sample
    assert find("", "") is None
    request = make_request()

    said = mail.render(find("", request.offer.organization.slug))

    assert "Harbour 4.2" in said.subject
    assert not Mail.objects.filter(kind=kind).exists()


def test_who_asked_takes_it_back(client):
    offer = make_offer()
    request = make_request(offer)
    enter(client, offer.organization)

    page = client.post(own("licence_back", offer.organization, request.pk), follow=True)

    assert "Taken back" in page.text
    with refused("not_now"):
        services.grant(draft=request, version=1, expires_on=ENDS, **NOW)
    assert make_request(offer).pk != request.pk


def test_who_only_reads_decides_nothing(client):
    request = make_request()
    client.force_login(make_staff("Read-only"))

    assert "Grant it" not in client.get(url(LicenceRequest, "change", request.pk)).text
    assert decide(client, request, expires_on="2023-10-10").status_code == 403


def test_without_an_entry_there_is_nothing_to_ask_for(client):
    organization = make_member()
    enter(client, organization)

    assert "No entry to carry a mark" in client.get(own("licence_new", organization)).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_own_page_costs_the_same(client, django_assert_num_queries, rows):
    organization = make_member()
    for number in range(rows):
        offer = make_offer(organization)
        make_request(offer)
        make_licence(offer, expires_on=KEYNOTE_WEEK.date() + timedelta(days=number + 9))
    enter(client, organization)

    with django_assert_num_queries(9):
        page = client.get(own("mine", organization))

    assert page.text.count("Take it back") == rows

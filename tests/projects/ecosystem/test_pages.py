"""The public marketplace, and the pages on which members write for it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import Membership
from projects.ecosystem.models import Offer, OfferDraft
from tests.factories.ecosystem import (
    make_draft,
    make_form,
    make_licence,
    make_member,
    make_offer,
    make_programme,
)
from tests.factories.profiles import SVG, enter
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

MARKET = "/marketplace/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def names(client, query=""):
    response = client.get(f"{MARKET}{query}")
    return [offer.name for offer in response.context["offers"]]


def own(name, organization, *args):
    return reverse(f"ecosystem:{name}", args=[organization.slug, *args])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_marketplace_costs_the_same_for_any_number_of_entries(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        make_licence(make_offer())

    with django_assert_num_queries(6):
        page = client.get(MARKET)

    assert page.text.count('class="entry__link"') == rows
    assert page.text.count("tag--mark") == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_an_entry_costs_the_same_however_much_it_shows(client, django_assert_num_queries, rows):
    offer = make_offer(projects=[make_project() for _ in range(rows)])
    for number in range(rows):
        make_offer(offer.organization)
        make_licence(offer, programme=make_programme(f"Mark {number}"))

    with django_assert_num_queries(4):
        page = client.get(offer.get_absolute_url()).text

    assert page.count("Tested against 2022.06") == rows


def test_filters_find_and_say_how_many_there_are(client):
    zuul, kata = make_project(name="Zuul", slug="zuul"), make_project(name="Kata", slug="kata")
    make_licence(make_offer(name="Alpha", projects=[zuul], regions=["asia"]))
    make_offer(name="Beta", projects=[zuul, kata], regions=["world"], kind="training")
    make_offer(name="Gamma", projects=[kata], kind="training", summary="For Größen")

    assert names(client) == ["Alpha", "Beta", "Gamma"]
    assert names(client, "?kind=training") == ["Beta", "Gamma"]
    assert names(client, "?project=zuul&region=asia") == ["Alpha", "Beta"]
    assert names(client, "?programme=openstack-powered") == ["Alpha"]
    assert names(client, "?q=alpa") == ["Alpha"], "a letter too few"
    assert names(client, "?q=grossen") == ["Gamma"], "in the sentence"
    assert names(client, "?q=\0") == ["Alpha", "Beta", "Gamma"]
    page = client.get(f"{MARKET}?kind=training").text
    assert ">Zuul (1)<" in page
    assert ">Kata (2)<" in page
    assert ">Training (2)<" in page, "what could be chosen instead"
    assert ">Public cloud (1)<" in page


def test_what_there_is_not_is_said(client):
    nothing = client.get(MARKET)
    assert "Nothing is offered yet" in nothing.text

    make_offer()
    assert "Nothing like that is offered" in client.get(f"{MARKET}?q=zzzzzz").text
    wrong = client.get(f"{MARKET}?kind=<b>")
    assert wrong.status_code == 422
    assert "There is nothing under “&lt;b&gt;”" in wrong.text


def test_a_long_list_comes_in_pages_and_keeps_the_filters(client, monkeypatch):
    monkeypatch.setattr("projects.ecosystem.views.market.A_PAGE", 1)
    for name in ("Alpha", "Beta"):
        make_offer(name=name)

    assert names(client, "?kind=public_cloud&page=2") == ["Beta"]
    assert names(client, "?page=nonsense") == ["Alpha"]
    assert "?kind=public_cloud&amp;page=2" in client.get(f"{MARKET}?kind=public_cloud").text


def test_an_entry_of_who_is_no_member_any_more_is_nowhere(client):
    offer = make_offer(name="Harbour")
    organization = offer.organization.get_absolute_url()
    assert "Harbour" in client.get(organization).text
    assert client.get("/marketplace.json").json()["offers"][0]["slug"] == "harbour"

    Membership.objects.update(span=(None, date(2022, 10, 10)))

    assert client.get(offer.get_absolute_url()).status_code == 404
    assert client.get("/marketplace.json").json()["count"] == 0
    assert "Harbour" not in client.get(organization).text
    assert "Harbour" not in client.get(MARKET).text


def test_a_mark_is_not_shown_from_the_day_it_expires(client):
    licence = make_licence(expires_on=date(2022, 10, 10))

    page = client.get(licence.offer.get_absolute_url()).text

    assert "OpenStack Powered" not in page
    assert "tag--mark" not in client.get(MARKET).text


def test_what_was_invented_says_so_wherever_it_is_shown(client):
    offer = make_offer()
    Offer.objects.update(source="Invented for the demo")

    assert "Invented for the demo" in client.get(MARKET).text
    assert "Invented for the demo" in client.get(offer.get_absolute_url()).text


def test_what_was_written_is_shown_as_text(client):
    offer = make_offer(name="A & <b>", summary="<script>", description="<i>x</i>")

    for page in (client.get(MARKET), client.get(offer.get_absolute_url())):
        assert "<script>alert" not in page.text
        assert "A &amp; &lt;b&gt;" in page.text
        assert "<i>x" not in page.text


def test_somebody_of_a_member_writes_looks_and_submits(client):
    project = make_project()
    acme = enter(client, make_member("Acme")).organization
    page = client.get(own("mine", acme)).text
    assert own("new", acme) in page
    assert ">Marketplace</a>" in client.get(reverse("profiles:home", args=[acme.slug])).text

    logo = SimpleUploadedFile("logo.svg", SVG)
    sent = client.post(own("new", acme), make_form(project, logo_file=logo), follow=True)
    draft = OfferDraft.objects.get()
    assert "Nobody else sees this yet" in sent.text
    assert client.get(own("logo", acme, draft.pk))["Content-Type"] == "image/svg+xml"

    client.post(own("draft", acme, draft.pk), make_form(project, name="Port"))
    client.post(own("preview", acme, draft.pk))
    draft.refresh_from_db()
    assert (draft.name, draft.state, draft.logo_kind) == ("Port", "submitted", "svg")
    assert "Waits for approval" in client.get(own("mine", acme)).text
    assert client.post(own("preview", acme, draft.pk)).status_code == 422


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"link": "javascript:alert(1)"}, "Write the address as https://example.org/product."),
        ({"link": "ftp://cloud.example/"}, "Begin the address with https://."),
        ({"regions": []}, "Choose at least one region."),
        ({"regions": ["moon"]}, "moon is not one of the available choices"),
        ({"projects": ["nothing"]}, "nothing is not one of the available choices"),
        ({"projects": ["\0"]}, "Null characters are not allowed."),
        ({"kind": "magic"}, "magic is not one of the available choices"),
        ({"summary": "x" * 161}, "Use at most 160 characters: this has 161."),
        ({"name": ""}, "Fill this in."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(client, fields, says):
    acme = enter(client, make_member("Acme")).organization

    page = client.post(own("new", acme), make_form(make_project(), description="Kept") | fields)

    assert page.status_code == 422
    assert says in page.text
    assert ">\nKept</textarea>" in page.text
    assert not OfferDraft.objects.exists()


def test_published_entries_are_changed_and_withdrawn_by_their_own_people(client):
    acme = enter(client, make_member("Acme")).organization
    offer = make_offer(acme, name="Harbour")

    begun = client.post(own("change", acme, offer.pk))
    assert begun.url == own("draft", acme, OfferDraft.objects.open().get().pk)
    client.post(own("withdraw", acme, offer.pk))

    assert client.get(offer.get_absolute_url()).status_code == 404
    page = client.get(own("mine", acme)).text
    assert "withdrawn on" in page
    assert "was withdrawn" in client.post(own("change", acme, offer.pk), follow=True).text


def test_nobody_else_reaches_what_a_member_writes(client):
    acme = enter(client, make_member("Acme"), is_admin=False).organization
    others = make_member("Others")
    draft, offer = make_draft(others, logo=SVG), make_offer(others)
    for place in (acme, others):
        assert client.get(own("mine", place)).status_code == 404
        assert client.post(own("new", place), make_form(make_project())).status_code == 404

    acme.representatives.update(is_admin=True)
    for name in ("draft", "preview", "logo"):
        assert client.get(own(name, others, draft.pk)).status_code == 404
        assert client.get(own(name, acme, draft.pk)).status_code == 404
    for name, pk in (("discard", draft.pk), ("change", offer.pk), ("withdraw", offer.pk)):
        assert client.post(own(name, acme, pk)).status_code == 404
    client.logout()
    assert client.get(own("mine", acme)).status_code == 302
    draft.refresh_from_db()
    assert draft.is_open
    assert Offer.objects.get(pk=offer.pk).withdrawn_on is None


def test_who_is_no_member_any_more_is_told_and_writes_nothing(client):
    acme = enter(client, make_member("Acme")).organization
    make_offer(acme)
    Membership.objects.update(span=(None, date(2022, 10, 10)))

    page = client.get(own("mine", acme)).text
    assert "Only members have entries" in page
    assert own("new", acme) not in page
    sent = client.post(own("new", acme), make_form(make_project()))
    assert sent.status_code == 422
    assert "Only members have entries" in sent.text


def test_who_has_the_marketplace_already_gets_an_empty_answer_until_it_changes(client):
    offer = make_offer()
    tag = client.get(MARKET)["ETag"]
    assert client.get(MARKET, headers={"If-None-Match": tag}).status_code == 304

    Offer.objects.filter(pk=offer.pk).update(summary="Else")
    assert client.get(MARKET, headers={"If-None-Match": tag}).status_code == 200

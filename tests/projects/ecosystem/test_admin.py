"""What staff see and do."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.base.models import Mail
from projects.ecosystem.models import Offer, OfferDraft, Tie, TrademarkLicence
from tests.admin import act, enter, said, url
from tests.factories.ecosystem import make_draft, make_licence, make_offer, make_tie
from tests.factories.profiles import SVG
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def decide(client, draft, **data):
    address = reverse("admin:ecosystem_offerdraft_decide", args=[draft.pk])
    return client.post(address, {"version": draft.version} | data)


def test_staff_read_a_draft_and_publish_it(client):
    draft = make_draft(by=make_person(), logo=SVG, name="Harbour")
    enter(client)
    assert "entries of the marketplace to look at" in client.get(reverse("admin:index")).text
    page = client.get(url(OfferDraft, "change", draft.pk)).text
    assert "It is a new entry" in page
    assert "<ins>Harbour</ins>" in page

    decide(client, draft)

    assert said(client) == ["Approved: the marketplace shows it."]
    assert Offer.objects.get().name == "Harbour"
    decide(client, draft)
    assert "does not wait for you" in said(client)[0]


def test_staff_return_a_draft_with_a_sentence(client):
    draft = make_draft(by=make_person())
    enter(client)

    decide(client, draft, do="return", note="")
    assert said(client) == ["Say why, and what they should mend."]
    decide(client, draft, do="return", note="Shorter.", version="99")
    assert "written anew" in said(client)[0]
    decide(client, draft, do="return", note="Shorter.", version="x")
    decide(client, draft, do="return", note="Shorter\0.")

    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("returned", "Shorter.")
    assert Mail.objects.filter(kind="offer_decided").count() == 1


def test_who_may_only_see_decides_nothing(client):
    from django.contrib.auth.models import Permission

    draft = make_draft()
    reader = make_person("reader@example.org", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_offerdraft"))
    client.force_login(reader)

    assert "Approve" not in client.get(url(OfferDraft, "change", draft.pk)).text
    assert decide(client, draft).status_code == 403


def test_staff_withdraw_entries_and_renew_licences(client):
    licence = make_licence(expires_on=date(2022, 12, 1))
    enter(client)
    assert "trademark licences that end soon" in client.get(reverse("admin:index")).text
    ends = client.get(url(TrademarkLicence, "changelist") + "?state=ends")
    assert ends.context["cl"].result_count == 1

    act(client, "renew", licence, version="2022.11", expires_on="2023-12-01")
    assert TrademarkLicence.objects.count() == 2
    ends = client.get(url(TrademarkLicence, "changelist") + "?state=ends")
    assert ends.context["cl"].result_count == 0

    act(client, "withdraw", licence.offer)
    assert Offer.objects.get().withdrawn_on == date(2022, 10, 10)


def test_a_second_tie_of_a_kind_is_refused_in_words(client):
    tie = make_tie()
    enter(client)

    page = client.post(
        url(Tie, "add"),
        {"project": tie.project_id, "organization": tie.organization_id, "kind": tie.kind,
         "span_0": "2022-01-01", "span_1": "", "source": "again"},
    )  # fmt: skip

    assert page.status_code == 422
    assert "This is known already for part of this time" in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_any_number_of_rows(client, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_licence(make_offer())
        make_tie()
    enter(client)
    for model in (Offer, OfferDraft, TrademarkLicence, Tie):
        with django_assert_max_num_queries(14):
            client.get(url(model, "changelist"))


def test_staff_say_that_they_have_looked_a_tie_up(client, at):
    tie = make_tie(end=date(2023, 1, 1))
    enter(client)
    assert "not known – 2023-01-01" in client.get(url(Tie, "changelist")).text
    waiting = {"verified": "no"}
    assert list(client.get(url(Tie, "changelist"), waiting).context["cl"].result_list) == [tie]

    act(client, "verify", tie)

    tie.refresh_from_db()
    assert tie.verified_on == at.date()
    assert not client.get(url(Tie, "changelist"), waiting).context["cl"].result_list


@pytest.mark.parametrize("year", ["0", "9999&expires_on__month=12&expires_on__day=31", "9" * 30])
def test_a_year_that_no_calendar_has_is_a_wrong_filter(client, year):
    enter(client)

    answer = client.get(f"{url(TrademarkLicence, 'changelist')}?expires_on__year={year}")

    assert answer["Location"].endswith("?e=1")

"""An organisation changes its tier: by a click, by a plan, or by a request that staff decide."""

import re
from datetime import date

import pytest
from django.urls import reverse

from foundation.base import mail, mailkinds
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.dues import services as dues
from members.dues.models import Decision, DuesYear, Term
from members.models import Membership, TierBenefit
from members.profiles import moves, services
from members.profiles.models import TierRequest
from tests.admin import act, make_staff, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.dues import make_member, make_rule
from tests.factories.members import make_benefit, make_organization
from tests.factories.profiles import enter, make_paying, make_tier_request
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
NOW = {"at": KEYNOTE_WEEK, "by": None}
YES = {"knowing": "on"}


def page_of(name, held, *args):
    return reverse(f"profiles:{name}", args=[held.organization.slug, *args])


def words(response):
    """What is read, without the tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def refused(code, change, **given):
    with pytest.raises(RuleError) as refusal:
        change(**given)
    assert refusal.value.code == code


def seen(page):
    """The price that a page was opened with."""
    return re.search(r'name="seen" value="([^"]*)"', page.text)[1]


# --- What happens at once, and what is planned ------------------------------------------------


def test_a_tier_without_a_decision_is_had_at_once_at_the_price_that_was_seen(client):
    held = make_paying("Associate", "Silver")
    enter(client, held.organization)
    address = page_of("move", held, "silver")
    page = client.get(address)
    # 10 October 2022 to 28 February 2023 are 142 of 365 days of 15,000.
    assert "USD 5,835.62 for 10 October 2022 – 28 February 2023" in words(page)

    assert client.post(address, {"seen": seen(page)}).status_code == 422
    stale = client.post(address, YES | {"seen": "5.00"})
    assert (stale.status_code, seen(stale)) == (422, "5835.62")
    assert "What it costs has changed meanwhile" in stale.text
    assert Membership.objects.get().tier.name == "Associate"

    done = client.post(address, YES | {"seen": seen(page)}, follow=True)
    assert "Welcome as a Silver member" in done.text
    assert Membership.objects.get(span__endswith=None).tier.name == "Silver"
    assert not TierRequest.objects.exists()


def test_a_lower_tier_is_planned_with_what_is_lost_and_called_off(client):
    held = make_paying("Gold", "Silver")
    enter(client, held.organization)
    held.agreed_benefits.create(name="A seat", group="Governance")
    page = words(client.get(page_of("tiers", held)))
    assert "Lost: A seat" in page
    assert "USD 15,000 for 1 January – 31 December 2024, invoiced on 1 January 2024" in page

    client.post(page_of("move", held, "silver"), YES | {"seen": ""})
    term = Term.objects.get()
    assert (term.decision, term.next_tier.name) == (Decision.RENEW, "Silver")
    assert "Silver from 1 January 2024" in words(client.get(page_of("tiers", held)))

    client.post(page_of("tiers", held), {"do": "call_off"})
    term.refresh_from_db()
    assert (term.decision, term.next_tier) == (Decision.RENEW, None)
    assert Membership.objects.get().tier.name == "Gold"


def test_a_plan_that_is_none_is_not_called_off():
    held = make_paying("Gold", "Silver")
    dues.decline(membership=held, at=KEYNOTE_WEEK)

    refused("not_planned", services.call_off, membership=held, **NOW)

    assert Term.objects.get().decision == Decision.LEAVE


# --- What is asked for ------------------------------------------------------------------------


def test_gold_is_asked_for_with_its_price_and_nothing_changes(client):
    held = make_paying("Silver", "Gold")
    enter(client, held.organization)
    page = words(client.get(page_of("tiers", held)))
    # 142 of 365 days of 135,000; then 306 of 365 days of 150,000.
    assert "USD 52,520.55 for 10 October 2022 – 28 February 2023" in page
    assert "USD 125,753.42 from 1 March 2023" in page
    assert "Ask for Gold" in page

    client.post(page_of("move", held, "gold"), YES | {"seen": ""})

    asked = TierRequest.objects.get()
    assert (asked.state, asked.written_by.email) == (DraftState.SUBMITTED, "ada@example.org")
    assert "asks that Acme, a Silver member" in Mail.objects.get(kind="tier_asked").text
    assert Membership.objects.get().tier.name == "Silver"
    assert DuesYear.objects.count() == 1
    assert "You asked for Gold" in words(client.get(page_of("tiers", held)))
    assert client.post(page_of("move", held, "gold"), YES | {"seen": ""}).status_code == 422

    client.post(page_of("tiers", held), {"do": "withdraw"})
    asked.refresh_from_db()
    assert asked.state == DraftState.DISCARDED


@pytest.mark.parametrize(
    ("tier", "is_up", "fields", "asks"),
    [
        ("Silver", True, {}, False),
        ("Silver", True, {"cap": 60}, True),
        ("Silver", True, {"days_in_public": 3}, True),
        ("Silver", True, {"decided_by": "board"}, True),
        ("Gold", True, {}, True),
        ("Gold", False, {}, False),
    ],
)
def test_the_rows_of_a_tier_say_whether_it_is_decided(tier, is_up, fields, asks):
    rule = make_rule(tier)
    for name, value in fields.items():
        setattr(rule.tier, name, value)

    assert moves.needs_decision(rule.tier, rule.tier.prices.get(), is_up=is_up) is asks


def test_a_tier_without_dues_is_asked_for_and_begins_with_the_next_term():
    asked = make_tier_request(make_paying("Silver", "Associate"), "Associate")
    assert Term.objects.get().next_tier is None

    services.grant(asked=asked, **NOW)

    assert Term.objects.get().next_tier.name == "Associate"


def test_what_cannot_be_is_not_asked_for_either():
    held = make_member(tier="Silver")
    make_rule("Gold")
    refused("overdue", make_tier_request, held=held)
    refused("same", make_tier_request, held=held, tier="Silver")
    assert not TierRequest.objects.exists()


def test_a_request_is_decided_once_and_who_asked_is_told():
    asked = make_tier_request(by=make_person())
    services.grant(asked=asked, **NOW)

    assert Membership.objects.get(span__endswith=None).tier.name == "Gold"
    assert Mail.objects.get(kind="tier_granted").to == "ada@example.org"
    refused("not_now", services.grant, asked=asked, **NOW)
    refused("not_now", services.refuse, asked=asked, note="No", **NOW)
    refused("not_now", services.withdraw, asked=asked, **NOW)


def test_every_mail_can_be_looked_at():
    make_tier_request()

    for name in ("tier_granted", "tier_refused"):
        kind = mailkinds.find(name)
        said = mail.render(kind.sample("", "acme"))
        assert "Acme" in said.subject
        assert "{" not in said.subject + said.text
        assert kind.sample("", "nobody") is None


# --- Who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields", [{"is_admin": False}, {"role": "billing", "is_admin": False}, {"until": date(2022, 10, 9)}]
)  # fmt: skip
def test_only_who_looks_after_its_pages_changes_the_tier(client, fields):
    held = make_paying("Silver", "Gold")
    enter(client, held.organization, **fields)

    for address in (page_of("tiers", held), page_of("move", held, "gold")):
        assert client.get(address).status_code == 404
        assert client.post(address, YES | {"seen": ""}).status_code == 404
    assert not TierRequest.objects.exists()


def test_people_of_others_find_no_page_and_no_tier_that_is_none(client):
    held = make_paying("Silver", "Gold")
    bell = enter(client, make_organization("Bell"))

    assert client.post(page_of("move", held, "gold"), YES | {"seen": ""}).status_code == 404
    assert client.post(page_of("tiers", held), {"do": "call_off"}).status_code == 404
    assert client.get(page_of("move", bell, "gold")).status_code == 404
    assert "holds no tier today" in client.get(page_of("tiers", bell)).text
    assert not TierRequest.objects.exists()


def test_staff_grant_and_refuse_what_waits(client):
    asked = make_tier_request(by=make_person())
    client.force_login(make_staff("Membership staff"))
    preview = act(client, "grant", asked, confirmed=False)
    assert "USD 52,520.55 now" in words(preview)
    assert act(client, "refuse", asked, note="\n").status_code == 422

    act(client, "refuse", asked, note="Not before the board has met.")

    asked.refresh_from_db()
    assert (asked.state, asked.note) == (DraftState.RETURNED, "Not before the board has met.")
    assert "Not before the board has met." in Mail.objects.get(kind="tier_refused").text
    again = make_tier_request(asked.membership)
    act(client, "grant", again)
    assert Membership.objects.get(span__endswith=None).tier.name == "Gold"


@pytest.mark.parametrize("role", ["Finance", "Event staff"])
def test_other_staff_do_not_decide(client, role):
    asked = make_tier_request()
    client.force_login(make_staff(role))

    assert client.get(url(TierRequest, "changelist")).status_code == 403
    assert act(client, "grant", asked).status_code == 403
    assert Membership.objects.get().tier.name == "Silver"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_page_is_flat(client, django_assert_num_queries, rows):
    held = make_paying("Silver", "Gold", "Associate")
    enter(client, held.organization)
    for number in range(rows):
        make_benefit(f"Benefit {number}", "Gold", "Silver")
        TierBenefit.objects.filter(tier__name="Silver").update(detail="1")
        asked = make_tier_request(held)
        services.withdraw(asked=asked, **NOW)

    with django_assert_num_queries(28):
        assert client.get(page_of("tiers", held)).status_code == 200

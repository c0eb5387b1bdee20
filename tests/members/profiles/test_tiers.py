"""An organisation changes its tier: by a click, by a plan, or by a request that staff decide."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from foundation.base import mail, mailkinds
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from members.accounts.models import User
from members.dues import services as dues
from members.dues.models import Decision, DuesYear, Term
from members.models import Membership, Tier, TierBenefit
from members.profiles import moves, services
from members.profiles.models import TierDecision, TierRequest
from tests.admin import act, make_staff, url
from tests.conftest import KEYNOTE_WEEK
from tests.factories.applications import make_ruling
from tests.factories.dues import make_member, make_rule
from tests.factories.members import make_benefit, make_organization, make_representative
from tests.factories.profiles import (
    decide,
    enter,
    make_paying,
    make_public_request,
    make_tier_request,
)
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
NOW = {"at": KEYNOTE_WEEK, "by": None}
PUBLIC = "/members/applications/"
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

    decide(asked)

    assert Term.objects.get().next_tier.name == "Associate"


def test_what_cannot_be_is_not_asked_for_either():
    held = make_member(tier="Silver")
    make_rule("Gold")
    refused("overdue", make_tier_request, held=held)
    refused("same", make_tier_request, held=held, tier="Silver")
    assert not TierRequest.objects.exists()


def test_a_request_is_decided_once_and_who_asked_is_told():
    asked = make_tier_request(by=make_person())
    decide(asked, text="Welcome to Gold.", conflicts="Grace took no part.")

    assert Membership.objects.get(span__endswith=None).tier.name == "Gold"
    mailed = Mail.objects.get(kind="tier_granted")
    assert (mailed.to, "Welcome to Gold." in mailed.text) == ("ada@example.org", True)
    assert "Grace" not in mailed.text
    assert TierDecision.objects.get().conflicts == "Grace took no part."
    refused("not_now", decide, asked=asked)
    refused("not_now", decide, asked=asked, grants=False)
    refused("not_now", services.withdraw, asked=asked, **NOW)


def test_every_mail_can_be_looked_at():
    make_tier_request()

    for name in ("tier_published", "tier_granted", "tier_refused"):
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
    told = {"decided_on": "2022-10-10", "conflicts": ""}
    assert act(client, "refuse", asked, **told, text="\n").status_code == 422

    act(client, "refuse", asked, **told, text="Not before the board has met.")

    asked.refresh_from_db()
    assert (asked.state, asked.note) == (DraftState.RETURNED, "Not before the board has met.")
    assert "Not before the board has met." in Mail.objects.get(kind="tier_refused").text
    listed = words(client.get(url(TierRequest, "changelist")))
    assert "Refused" in listed
    assert "Returned with a note" not in listed
    again = make_tier_request(asked.membership)
    act(client, "grant", again, **told, text="Yes.")
    assert Membership.objects.get(span__endswith=None).tier.name == "Gold"


# --- In public ----------------------------------------------------------------------------------


def test_a_request_for_gold_is_in_public_for_three_days_before_it_is_granted(client, at):
    held = make_paying("Silver", "Gold")
    Tier.objects.filter(name="Gold").update(days_in_public=3)
    enter(client, held.organization)
    asked = make_tier_request(held, by=User.objects.get())
    refused("too_early", decide, asked=asked)
    assert "Acme" not in words(client.get(PUBLIC))
    assert "show it in public for 3 days" in words(client.get(page_of("tiers", held)))

    asked = services.publish(asked=asked, **NOW)

    page = words(client.get(PUBLIC))
    assert "Acme Gold instead of Silver 10 October 2022 13 October 2022" in page
    assert "can be decided from 13 October 2022" in words(client.get(page_of("tiers", held)))
    assert "decided from 13 October 2022" in Mail.objects.get(kind="tier_published").text
    refused("not_now", services.publish, asked=asked, **NOW)
    refused("too_early", decide, asked=asked)
    later = at + timedelta(days=3)
    ruling = make_ruling(later)
    services.grant(asked=asked, ruling=ruling, at=later, by=None)
    assert Membership.objects.get(span__endswith=None).tier.name == "Gold"
    assert "Acme" not in words(client.get(PUBLIC))


def test_the_database_keeps_the_days_in_public_and_the_body_too():
    asked = make_public_request()
    TierRequest.objects.filter(pk=asked.pk).update(published_on=KEYNOTE_WEEK.date())
    told = {"request": asked, "outcome": "approved", "text": "x", "decided_on": KEYNOTE_WEEK.date()}
    votes = {"votes_for": 1, "votes_against": 0, "votes_abstained": 0}
    for said, given in (
        ("days in public", {"body": "director"}),
        ("Another body", {"body": "board", **votes}),
    ):
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            TierDecision.objects.create(**told, **given)
    row = TierRequest.objects.filter(pk=asked.pk)
    for said, given in (
        ("granted_after", {"state": "approved", "decided_on": KEYNOTE_WEEK.date()}),
        ("granted_after", {"state": "approved"}),
        ("where_that_is_due", {"public_days": 0}),
    ):
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            row.update(**given)


def test_the_board_decides_with_its_votes_and_a_refusal_says_how(client):
    asked = services.refer(asked=make_public_request(by=make_person()), **NOW)
    refused("board", services.refer, asked=asked, **NOW)
    refused("other_body", services.grant, asked=asked, ruling=make_ruling(KEYNOTE_WEEK), **NOW)
    against = {"votes_for": 2, "votes_against": 7}
    refused("votes", decide, asked=asked, **against)

    decide(asked, grants=False, text="Not this year.", **against)

    make_representative(asked.membership.organization, is_admin=True)
    client.force_login(asked.written_by)
    page = words(client.get(page_of("tiers", asked.membership)))
    assert (
        "Your request for Gold was refused on 10 October 2022 by the Board: 2 for, 7 against"
        in page
    )
    assert "Not this year." in page
    assert "Ask for Gold" in page


def test_staff_publish_and_refer_by_buttons_and_see_whose_turn_it_is(client):
    asked = make_tier_request()
    client.force_login(make_staff("Membership staff"))
    assert "not shown in public" in words(act(client, "publish", asked, confirmed=False))
    TierRequest.objects.update(public_days=3)
    assert "publish it first, for 3 days" in words(act(client, "grant", asked, confirmed=False))

    act(client, "publish", asked)
    act(client, "refer", asked)

    asked.refresh_from_db()
    assert (asked.body, asked.published_on) == ("board", KEYNOTE_WEEK.date())
    assert "can be granted from 13 October" in words(act(client, "grant", asked, confirmed=False))
    assert not TierRequest.objects.ours(KEYNOTE_WEEK.date()).exists()
    for turn, number in (("us", 0), ("public", 1)):
        page = client.get(url(TierRequest, "changelist"), {"turn": turn})
        assert page.context["cl"].result_count == number


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

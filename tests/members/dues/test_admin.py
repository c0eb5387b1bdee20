"""What staff see and do about terms and dues."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.billing.models import Entry
from members.accounts.models import User
from members.dues import books, planning, queries, services, standing
from members.dues.models import Decision, DuesYear, Notice, Override, Term, TermRule
from members.dues.standing import State
from members.models import Ending, Membership, Tier
from tests.admin import act, enter, said, url
from tests.factories.dues import dues_of, make_member, make_rule, moment, pay
from tests.factories.members import make_membership, make_organization, make_tier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
TONIGHT = "admin:dues_termrule_tonight"


@pytest.fixture
def staff(client):
    return enter(client)


def state(membership, on):
    return standing.of(books.of(membership, on)).state


def test_the_standing_follows_from_dates_and_payments_and_is_told_as_of_any_day():
    membership = make_member(tier="Silver", on=date(2022, 3, 1))  # due on 31 March
    pay(dues_of(membership)[0], date(2022, 4, 10))

    assert state(membership, date(2022, 2, 28)) == State.UPCOMING
    assert state(membership, date(2022, 3, 31)) == State.DUE
    assert state(membership, date(2022, 4, 9)) == State.GRACE
    assert state(membership, date(2022, 4, 10)) == State.GOOD
    services.override(
        membership=membership, until=date(2022, 10, 20), reason="Why not.",
        at=moment(date(2022, 10, 10)),
    )  # fmt: skip
    found = standing.of(books.of(membership, date(2022, 10, 20)))
    assert (found.state, found.is_good) == (State.OVERRIDE, True)
    assert found.why == "Staff let the rules wait until 20 October 2022: Why not."
    services.end(
        membership=membership, at=moment(date(2022, 10, 10)), ended_as=Ending.LAPSED,
        on=date(2022, 11, 1),
    )  # fmt: skip
    found = standing.of(books.of(membership, date(2022, 11, 1)))
    assert (found.state, found.is_good) == (State.LAPSED, False)
    assert found.why == "Its last day was 31 October 2022 (Lapsed: dues unpaid)."


def test_the_record_says_everything_and_offers_what_is_possible(staff):
    membership = make_member(tier="Silver", on=date(2022, 9, 20))

    page = staff.get(url(Membership, "change", membership.pk)).text

    assert "USD 15,000 is due on 20 October 2022." in page
    for button in ("It renews", "Upgrade", "Plan a lower tier", "Let the rules wait", "End it"):
        assert f">{button}</button>" in page
    assert "Take it up again" not in page


def test_members_decide_through_staff(staff):
    make_rule("Silver")
    membership = make_member(tier="Gold")

    act(staff, "elect", membership)
    assert Term.objects.get().decision == Decision.RENEW
    assert Term.objects.get().decided_by.email == "sam@example.org"
    act(staff, "downgrade", membership, tier=make_tier("Silver").pk)
    assert Term.objects.get().next_tier == make_tier("Silver")
    act(staff, "decline", membership)
    assert Term.objects.get().decision == Decision.LEAVE


def test_an_upgrade_shows_what_it_costs_and_then_charges_that(staff):
    make_rule("Gold")
    membership = make_member(tier="Silver", on=date(2022, 9, 20))

    asked = act(staff, "upgrade", membership, confirmed=False).text
    assert "Gold: USD 142,602.74 now for 10 October 2022 – 19 September 2023" in asked
    assert "USD 42,328.77 is invoiced on 22 July 2023" in asked
    act(staff, "upgrade", membership, tier=make_tier("Gold").pk)

    assert said(staff) == ["1 membership moved up."]
    moved = Membership.objects.on(date(2022, 10, 10)).get()
    assert (moved.tier.slug, dues_of(moved)[0].amount) == ("gold", Decimal("142602.74"))


def test_staff_end_let_wait_and_take_up_again(staff):
    membership = make_member(tier="Silver", on=date(2022, 9, 20))

    refused = act(staff, "override", membership, until="2022-10-01", reason="Agreed")
    assert refused.status_code == 302
    assert "The last day has passed" in said(staff)[0]
    act(staff, "override", membership, until="2022-10-31", reason="Agreed")
    act(staff, "lift", Override.objects.get())
    assert Override.objects.get().span.upper == date(2022, 10, 11)
    act(staff, "end", membership, on="2022-10-10", ended_as="left", rest="forgive")
    membership.refresh_from_db()
    assert (membership.ended_as, dues_of(membership)[0].owed) == (Ending.LEFT, 0)
    act(staff, "reinstate", membership)
    assert Membership.objects.on(date(2022, 10, 10)).get().began_as == "reinstated"


def test_a_payment_is_booked_once_and_dues_can_be_given_up(staff):
    membership = make_member(tier="Silver", on=date(2022, 9, 20))
    (year,) = dues_of(membership)
    booking = {"amount": "5000", "note": "Cheque", "seen": 1}

    act(staff, "book_payment", year, **booking)
    twice = act(staff, "book_payment", year, **booking)
    assert twice.status_code == 422
    assert dues_of(membership)[0].owed == 10_000
    act(staff, "forgive", year)
    assert dues_of(membership)[0].owed == 0
    assert Entry.objects.count() == 3


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("state=unpaid", {"Due", "Grace", "Long"}), ("state=due", {"Due"}),
        ("state=overdue", {"Grace", "Long"}), ("state=grace", {"Grace"}), ("state=late", {"Late"}),
    ],
)  # fmt: skip
def test_dues_are_filtered_by_their_state(staff, query, names):
    for name, on in (
        ("Due", date(2022, 9, 20)), ("Grace", date(2022, 8, 1)), ("Long", date(2022, 5, 1)),
        ("Late", date(2022, 5, 2)), ("Paid", date(2022, 5, 3)),
    ):  # fmt: skip
        make_member(name, "Silver", on)
    late, paid = (Membership.objects.get(organization__name=name) for name in ("Late", "Paid"))
    services.end(
        membership=late, at=moment(date(2022, 9, 1)), ended_as=Ending.LAPSED, on=date(2022, 9, 1)
    )
    for membership in (late, paid):
        pay(dues_of(membership)[0], date(2022, 9, 2))

    page = staff.get(url(DuesYear, "changelist") + f"?{query}")

    rows = page.context["cl"].result_list
    assert {row.term.membership.organization.name for row in rows} == names


def test_the_night_is_shown_before_it_comes_and_nothing_is_done(staff):
    make_member(tier="Silver", on=date(2022, 9, 20))

    page = staff.get(reverse(TONIGHT), {"on": "2022-10-21"})
    assert "USD 15,000 was due on 20 October 2022 and is not paid." in page.text
    assert page.context["number"] == 1
    lines = b"".join(
        staff.get(reverse(TONIGHT + "_csv"), {"on": "2022-12-20"}).streaming_content
    ).decode()
    assert "Lapses,Acme,Silver" in lines
    assert Notice.objects.exclude(kind="invoiced").count() == 0
    assert staff.get(reverse(TONIGHT)).context["number"] == 1  # the reminder before it is due


@pytest.mark.parametrize("day", ["soon", "0001-01-01", "9999-12-31", "2022-02-30", "\x00"])
def test_a_day_that_cannot_be_is_said(staff, day):
    make_member(tier="Silver")
    page = staff.get(reverse(TONIGHT), {"on": day})

    assert page.status_code == 422
    assert staff.get(reverse(TONIGHT + "_csv"), {"on": day}).status_code == 200


def test_who_may_not_see_rules_sees_no_night(client):
    looker = User.objects.create_user("look@example.org", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_membership"))
    client.force_login(looker)
    membership = make_member()

    assert client.get(reverse(TONIGHT)).status_code == 403
    assert client.get(reverse(TONIGHT + "_csv")).status_code == 403
    for action in ("elect", "decline", "end", "upgrade", "reinstate", "override", "downgrade"):
        act(client, action, membership, tier=1, on="2022-10-10", ended_as="left", rest="keep")
    membership.refresh_from_db()
    assert (membership.span.upper, Term.objects.get().decided_at) == (None, None)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("model", [Term, DuesYear, Notice])
def test_lists_cost_the_same_for_any_number(staff, django_assert_max_num_queries, model, rows):
    for number in range(rows):
        make_member(f"Member {number}", "Silver")

    with django_assert_max_num_queries(10):  # one of them: the filters staff kept
        assert staff.get(url(model, "changelist")).status_code == 200


def test_days_that_would_leave_a_term_behind_are_refused_in_words(staff):
    membership = make_member(tier="Silver")

    page = staff.post(
        url(Membership, "change", membership.pk),
        {"organization": membership.organization_id, "tier": membership.tier_id,
         "first_day": "2022-03-01", "last_day": "2022-03-31", "started_before": "",
         "ended_after": "", "note": ""},
    )  # fmt: skip

    assert page.status_code == 422
    assert "Its term reaches beyond these days" in page.text


def test_revenue_is_billed_and_paid_by_month_and_tier():
    silver = make_member("One", "Silver", date(2022, 3, 1))
    make_member("Two", "Gold", date(2022, 3, 31))
    pay(dues_of(silver)[0], date(2022, 4, 5))
    services.end(
        membership=silver, at=moment(date(2022, 8, 30)), ended_as=Ending.LEFT,
        on=date(2022, 8, 30), rest=services.Rest.BY_DAYS,
    )  # fmt: skip

    months = queries.revenue(date(2022, 1, 1), date(2022, 12, 31))
    gold = Decimal("113424.66")
    back = Decimal("-7520.55")
    assert [(row.month, row.billed, row.paid) for row in months] == [
        (date(2022, 3, 1), 15_000 + gold, 0),
        (date(2022, 4, 1), 0, 15_000),
        (date(2022, 8, 1), back, 0),
    ]
    tiers = queries.revenue_by_tier(date(2022, 3, 1), date(2022, 4, 30))
    assert tiers[(make_tier("Silver").pk, "USD")].paid == 15_000
    assert queries.revenue(date(2022, 5, 1), date(2022, 7, 31)) == []


def test_members_without_a_term_are_left_alone(staff):
    membership = make_membership(make_organization("Old"), "Gold")

    assert planning.plan(moment(date(2030, 1, 1))) == []
    page = staff.get(url(Membership, "change", membership.pk)).text
    assert "None: it is not in the register of terms yet." in page
    assert TermRule.objects.count() == 0


@pytest.mark.parametrize(
    ("standing", "names"),
    [
        ("good", {"Paid"}), ("due", {"Due"}), ("grace", {"Grace"}), ("override", {"Let"}),
        ("lapsed", {"Lapsed"}), ("overdue", set()), ("upcoming", set()), ("ended", set()),
        ("x", {"Paid", "Due", "Grace", "Let", "Lapsed"}),
    ],
)  # fmt: skip
def test_memberships_are_listed_and_filtered_by_their_standing(staff, standing, names):
    _due, _grace, let = (
        make_member(name, "Silver", on)
        for name, on in (
            ("Due", date(2022, 9, 20)), ("Grace", date(2022, 8, 1)), ("Let", date(2022, 8, 1)),
        )
    )  # fmt: skip
    paid, lapsed = (make_member(name, "Silver", date(2022, 5, 3)) for name in ("Paid", "Lapsed"))
    pay(dues_of(paid)[0], date(2022, 5, 4))
    services.override(
        membership=let, until=date(2022, 12, 1), reason="Budget.", at=moment(date(2022, 10, 1))
    )
    services.end(
        membership=lapsed, at=moment(date(2022, 9, 1)), ended_as=Ending.LAPSED, on=date(2022, 9, 1)
    )

    page = staff.get(url(Membership, "changelist") + f"?standing={standing}")

    assert {row.organization.name for row in page.context["cl"].result_list} == names


def test_the_list_of_memberships_reads_their_books_at_once(staff):
    counts = []
    for number in range(3):
        make_member(f"Acme {number}", "Silver", date(2022, 5, 3))
        with CaptureQueriesContext(connection) as asked:
            staff.get(url(Membership, "changelist"))
        counts.append(len(asked))

    assert counts[1] == counts[2]


def test_a_year_without_a_price_waits_on_the_desk(staff):
    make_member("Acme", "Silver", date(2022, 5, 3))
    page = staff.get(reverse("admin:index")).text
    assert "tiers without a price for 2023" in page

    listed = staff.get(url(Tier, "changelist") + "?price=missing")
    assert [row.name for row in listed.context["cl"].result_list] == ["Silver"]
    for tier in Tier.objects.all():
        tier.prices.create(year=2023, amount=1, currency="USD")
    assert not staff.get(url(Tier, "changelist") + "?price=missing").context["cl"].result_list


def test_what_ends_soon_is_a_tile_and_a_filter(staff, at):
    soon = make_member("Soon", tier="Silver", on=date(2022, 1, 8))  # until 7 January
    make_member("Later", tier="Silver", on=date(2022, 1, 10))

    page = staff.get(url(Term, "changelist"), {"when": "ending"})

    assert [row.membership for row in page.context["cl"].result_list] == [soon]
    assert 'desk__number">1</span><span class="desk__label">terms ending in 90 days' in (
        staff.get(reverse("admin:index")).text
    )

"""Deciding, moving up and down, coming back, and letting the rules wait."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.base.errors import RuleError
from foundation.billing.models import Account
from members.dues import books, quotes, services
from members.dues.models import Decision, DuesYear, Term
from members.dues.services import Adopted
from members.models import Beginning, Ending, Membership
from tests.factories.dues import dues_of, make_member, make_rule, moment, pay
from tests.factories.members import make_benefit, make_membership, make_organization, make_tier

pytestmark = pytest.mark.django_db
JUNE = date(2022, 6, 7)
NEW_YEAR = date(2023, 1, 1)


def span(row):
    return row.span.lower, row.span.upper


def code(change, **fields):
    with pytest.raises(RuleError) as refusal:
        change(**fields)
    return refusal.value.code


def test_a_platinum_member_elects_in_time_and_may_change_its_mind():
    make_rule("Gold")
    membership = make_member(tier="Platinum")
    last = date(2025, 6, 30)

    assert services.elect(membership=membership, at=moment(last)).decision == Decision.RENEW
    assert services.decline(membership=membership, at=moment(last)).decision == Decision.LEAVE
    term = services.plan_downgrade(membership=membership, tier=make_tier("Gold"), at=moment(last))
    assert (term.decision, term.next_tier.slug) == (Decision.RENEW, "gold")
    assert code(services.elect, membership=membership, at=moment(date(2025, 7, 1))) == "too_late"


def test_an_override_opens_the_election_again():
    membership = make_member(tier="Platinum")
    late = moment(date(2025, 7, 10))
    services.override(
        membership=membership, until=date(2025, 7, 31), reason="The board said so.", at=late
    )

    assert services.elect(membership=membership, at=late).decision == Decision.RENEW


def test_decisions_that_cannot_be():
    membership = make_member(tier="Gold")
    at = moment(JUNE)
    make_rule("Platinum")
    stranger = make_membership("Stranger")

    assert code(services.plan_downgrade, membership=membership, tier=make_tier("Platinum"),
                at=at) == "not_lower"  # fmt: skip
    assert code(services.elect, membership=stranger, at=at) == "no_term"
    services.end(membership=membership, at=at, ended_as=Ending.LEFT, on=date(2022, 7, 1))
    assert code(services.elect, membership=membership, at=at) == "ends"
    later = moment(date(2022, 7, 1))
    assert code(services.elect, membership=membership, at=later) == "ended"


def quote(membership, tier, on):
    return quotes.quote_upgrade(books.of(membership, on), make_tier(tier))


def test_an_upgrade_costs_the_difference_of_the_days_that_are_left():
    make_rule("Gold")
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    pay(dues_of(membership)[0], date(2022, 3, 20))

    found = quote(membership, "Gold", JUNE)

    # 7 June 2022 to 28 February 2023 are 267 of 365 days of 135,000.
    assert [(part.start, part.end, part.more) for part in found.parts] == [
        (JUNE, date(2023, 3, 1), Decimal("98753.42"))
    ]
    assert (found.total, found.until) == (Decimal("98753.42"), date(2024, 1, 1))
    assert (found.next.start, found.next.end) == (date(2023, 3, 1), date(2024, 1, 1))
    assert found.next.amount == Decimal("125753.42")  # 306 days
    assert found.next_on == date(2022, 12, 31)
    assert Membership.objects.count() == 1


def test_an_upgrade_is_a_new_membership_with_its_own_benefits_and_one_invoice():
    make_rule("Gold")
    make_benefit("A seat", "Gold")
    membership = make_member(tier="Silver", on=date(2022, 6, 1))

    moved = services.upgrade(membership=membership, tier=make_tier("Gold"), at=moment(JUNE))

    membership.refresh_from_db()
    assert (membership.span.upper, membership.ended_as) == (JUNE, Ending.UPGRADED)
    assert (span(moved), moved.began_as) == ((JUNE, None), Beginning.UPGRADED)
    assert moved.agreed_benefits.get().name == "A seat"
    assert dues_of(membership)[0].owed == 0
    (year,) = dues_of(moved)
    assert year.owed == 15_000 + Decimal("132780.82")  # the open year, and 359 of 365 days more
    assert year.account.invoices.get().total == year.amount
    assert sum(row.owed for row in Account.objects.with_sums()) == year.owed


@pytest.mark.parametrize("years_charged", [1, 2])
def test_a_year_that_is_invoiced_ahead_moves_up_whole(years_charged):
    make_rule("Platinum")
    membership = make_member(tier="Gold", on=date(2022, 3, 1))
    term = Term.objects.get()
    if years_charged == 2:
        from members.dues.services.moving import charge_next

        charge_next(term, at=moment(date(2022, 11, 2)))
    on = date(2022, 11, 10)
    for year in dues_of(membership):
        pay(year, on)

    found = quote(membership, "Platinum", on)

    assert [part.end for part in found.parts] == [NEW_YEAR, date(2024, 1, 1)][:years_charged]
    if years_charged == 2:
        assert found.parts[1].more == 200_000
    assert found.until == date(2026, 1, 1)


def test_upgrades_that_cannot_be():
    make_rule("Gold")
    silver = make_member(tier="Silver")
    gold = make_tier("Gold")

    assert code(services.upgrade, membership=silver, tier=make_tier("Silver"),
                at=moment(JUNE)) == "not_higher"  # fmt: skip
    assert code(services.upgrade, membership=silver, tier=gold, at=moment(JUNE)) == "overdue"
    pay(dues_of(silver)[0], date(2022, 3, 2))
    sister = make_organization("Sister", parent=silver.organization)
    make_membership(sister, "Gold")
    assert code(services.upgrade, membership=silver, tier=gold, at=moment(JUNE)) == "owner_has_one"


def lapse(membership, on):
    services.end(membership=membership, at=moment(on), ended_as=Ending.LAPSED, on=on)


def test_who_lapsed_pays_and_comes_back_for_the_rest_of_its_year():
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    lapse(membership, JUNE)
    back_on = date(2022, 8, 1)

    assert code(services.reinstate, membership=membership, at=moment(back_on)) == "owes"
    pay(dues_of(membership)[0], date(2022, 7, 30))
    back = services.reinstate(membership=membership, at=moment(back_on))

    assert (span(back), back.began_as) == ((back_on, None), Beginning.REINSTATED)
    assert not Membership.objects.on(date(2022, 7, 15)).exists()
    assert span(Term.objects.get(membership=back)) == (back_on, date(2023, 3, 1))
    assert [(*span(year), year.amount) for year in dues_of(back)] == [
        (back_on, date(2023, 3, 1), 0)
    ]


def test_who_was_not_renewed_comes_back_as_if_it_had_been():
    membership = make_member(tier="Gold", on=date(2021, 3, 1))
    services.end(
        membership=membership, at=moment(NEW_YEAR), ended_as=Ending.NOT_RENEWED, on=NEW_YEAR
    )
    pay(dues_of(membership)[0], date(2021, 4, 1))

    back = services.reinstate(membership=membership, at=moment(date(2023, 2, 1)))

    assert span(Term.objects.get(membership=back)) == (date(2023, 2, 1), date(2024, 1, 1))
    assert dues_of(back)[0].amount == 150_000


def test_what_was_credited_is_charged_again():
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    pay(dues_of(membership)[0], date(2022, 4, 1))
    services.end(
        membership=membership, at=moment(JUNE), ended_as=Ending.LEFT, on=JUNE,
        rest=services.Rest.BY_DAYS,
    )  # fmt: skip

    back = services.reinstate(membership=membership, at=moment(date(2022, 6, 20)))

    assert dues_of(back)[0].amount == -dues_of(membership)[0].owed == Decimal("10972.60")


def test_who_cannot_come_back():
    membership = make_member(tier="Silver")
    pay(dues_of(membership)[0], date(2022, 4, 1))

    def refused(on):
        return code(services.reinstate, membership=membership, at=moment(on))

    assert refused(JUNE) == "not_ended"
    lapse(membership, JUNE)
    assert refused(date(2022, 12, 5)) == "too_late"
    make_membership(membership.organization, "Gold", date(2022, 7, 1))
    assert refused(date(2022, 8, 1)) == "tier_held"
    Membership.objects.filter(pk=membership.pk).update(ended_as=Ending.MERGED)
    assert refused(JUNE) == "not_possible"


def test_an_override_needs_a_reason_and_a_day_to_come_and_is_alone():
    membership = make_member()

    def override(until=date(2022, 7, 1), reason="Agreed."):
        return services.override(membership=membership, until=until, reason=reason, at=moment(JUNE))

    assert code(override, until=date(2022, 6, 6)) == "past"
    assert code(override, reason="  ") == "no_reason"
    row = override()
    assert code(override) == "overridden"
    services.lift(override=row, at=moment(date(2022, 6, 9)))
    row.refresh_from_db()
    assert row.span.upper == date(2022, 6, 10)
    assert code(services.lift, override=row, at=moment(date(2022, 6, 9))) == "over"


def test_members_from_before_the_register_are_adopted_once():
    make_rule("Gold")
    make_benefit("A seat", "Gold")
    members = [make_membership(name, start=None) for name in ("One", "Two")]
    year = (date(2022, 1, 1), NEW_YEAR)
    rows = [
        Adopted(row, year, year, Decimal(150_000), Decimal(150_000), "USD", date(2022, 1, 31), paid)
        for row, paid in zip(members, [date(2022, 1, 20), None], strict=True)
    ]

    assert len(services.adopt(rows=rows, at=moment(JUNE))) == 2
    assert services.adopt(rows=rows, at=moment(JUNE)) == []

    assert [dues_of(row)[0].owed for row in members] == [0, 150_000]
    assert members[0].agreed_benefits.count() == 1
    assert DuesYear.objects.count() == 2
    assert code(services.adopt, rows=rows, at=moment(date(2022, 1, 19))) == "paid_later"

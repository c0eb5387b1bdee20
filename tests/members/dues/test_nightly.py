"""What the rules do by themselves: one plan, which is shown and which is done."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from foundation.base.models import Mail
from foundation.billing.models import Invoice
from members.dues import planning, running, services
from members.dues.models import Decision, DuesYear, Notice, Reminder, Term
from members.dues.planning import DeedKind
from members.models import Ending, Membership
from tests.factories.dues import dues_of, make_member, make_rule, moment, pay
from tests.factories.members import make_representative, make_tier

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2023, 1, 1)


def planned(on):
    return [(deed.kind, deed.reached) for deed in planning.plan(moment(on))]


def run(on):
    before = [deed.key for deed in planning.plan(moment(on))]
    done = running.run(moment(on))
    assert [deed.key for deed in done] == before
    return [deed.kind for deed in done]


def settle_all(on):
    for year in DuesYear.objects.with_sums().select_related("account"):
        if year.owed > 0:
            pay(year, on)


def gold(paid=True):
    membership = make_member(tier="Gold", on=date(2022, 3, 1))
    if paid:
        settle_all(date(2022, 3, 2))
    return membership


def test_silver_is_renewed_by_itself_and_invoiced_once():
    make_member(tier="Silver", on=date(2022, 3, 1))
    settle_all(date(2022, 3, 2))
    day = date(2022, 12, 31)

    assert planned(day - timedelta(days=1)) == []
    assert run(day) == [DeedKind.RENEW]
    assert run(day) == []

    first, second = Term.objects.order_by("span")
    assert (first.decision, second.span.lower) == (Decision.RENEW, date(2023, 3, 1))
    assert DuesYear.objects.get(term=second).due_on == date(2023, 3, 1)


def test_a_night_that_was_missed_is_made_good():
    make_member(tier="Silver", on=date(2022, 3, 1))
    settle_all(date(2022, 3, 2))

    assert run(date(2023, 4, 20)) == [DeedKind.RENEW]
    assert Term.objects.latest("pk").span.lower == date(2023, 3, 1)


def test_the_years_of_a_long_term_are_invoiced_at_the_price_of_their_year():
    membership = make_member(tier="Platinum")
    settle_all(date(2022, 3, 2))
    make_tier("Platinum").prices.create(year=2024, amount=400_000, currency="USD")

    assert run(date(2023, 11, 1)) == []
    assert run(date(2023, 11, 2)) == [DeedKind.INVOICE]
    assert [year.amount for year in dues_of(membership)] == [0, 350_000, 400_000]


def test_reminders_to_elect_come_once_each_and_a_decision_stops_them():
    make_member(tier="Platinum")
    settle_all(date(2022, 3, 2))
    for day in (date(2023, 11, 2), date(2024, 11, 2)):
        run(day)
        settle_all(day)
    membership = Membership.objects.get()

    assert planned(date(2024, 12, 31)) == []
    assert run(date(2025, 1, 1)) == [DeedKind.REMIND_ELECT]
    assert run(date(2025, 3, 31)) == []
    assert planned(date(2025, 4, 1)) == [(DeedKind.REMIND_ELECT, date(2025, 4, 1))]
    services.elect(membership=membership, at=moment(date(2025, 4, 1)))
    assert run(date(2025, 4, 1)) == []
    assert run(date(2025, 11, 2)) == [DeedKind.RENEW]
    assert Term.objects.latest("pk").span.upper == date(2029, 1, 1)


def test_of_two_reminders_that_are_late_the_later_is_sent():
    make_member(tier="Platinum")
    settle_all(date(2022, 3, 2))
    DuesYear.objects.filter(span__startswith=NEW_YEAR).update(span=(NEW_YEAR, date(2026, 1, 1)))

    assert planned(date(2025, 5, 1)) == [(DeedKind.REMIND_ELECT, date(2025, 4, 1))]


def test_who_does_not_elect_is_told_and_ends_with_its_term():
    membership = gold()
    run(date(2022, 11, 2))
    settle_all(date(2022, 11, 3))

    assert planned(date(2023, 11, 1)) == [(DeedKind.REMIND_ELECT, date(2023, 10, 1))]
    assert run(date(2023, 11, 2)) == [DeedKind.MISS]
    assert run(date(2023, 12, 31)) == []
    assert run(date(2024, 1, 5)) == [DeedKind.END]

    membership.refresh_from_db()
    assert (membership.span.upper, membership.ended_as) == (date(2024, 1, 1), Ending.NOT_RENEWED)


def test_who_leaves_ends_with_its_term_and_is_not_invoiced():
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    settle_all(date(2022, 3, 2))
    services.decline(membership=membership, at=moment(date(2022, 5, 1)))

    assert run(date(2023, 2, 28)) == []
    assert run(date(2023, 3, 1)) == [DeedKind.END]
    membership.refresh_from_db()
    assert membership.ended_as == Ending.LEFT
    assert Invoice.objects.count() == 1


def test_a_planned_downgrade_is_made_on_the_first_day_after_the_term():
    make_rule("Silver")
    membership = gold()
    run(date(2022, 11, 2))
    settle_all(date(2022, 11, 3))
    services.plan_downgrade(
        membership=membership, tier=make_tier("Silver"), at=moment(date(2023, 10, 1))
    )

    assert run(date(2023, 12, 31)) == []
    assert run(date(2024, 1, 2)) == [DeedKind.MOVE]

    lower = Membership.objects.latest("pk")
    assert (lower.tier.slug, lower.span.lower) == ("silver", date(2024, 1, 1))
    assert dues_of(lower)[0].amount == 15_000


def test_unpaid_dues_remind_then_suspend_then_lapse():
    membership = make_member(tier="Silver", on=date(2022, 3, 1))  # due on 31 March

    assert run(date(2022, 3, 17)) == [DeedKind.REMIND_DUES]
    assert run(date(2022, 3, 31)) == []
    assert run(date(2022, 4, 1)) == [DeedKind.SUSPEND]
    assert run(date(2022, 4, 21)) == [DeedKind.REMIND_DUES]
    assert run(date(2022, 5, 30)) == []
    assert run(date(2022, 5, 31)) == [DeedKind.LAPSE]
    assert run(date(2022, 6, 1)) == []

    membership.refresh_from_db()
    assert (membership.span.upper, membership.ended_as) == (date(2022, 5, 31), Ending.LAPSED)


def test_a_payment_stops_what_was_to_come():
    make_member(tier="Silver", on=date(2022, 3, 1))
    (year,) = DuesYear.objects.all()
    pay(year, date(2022, 4, 20), Decimal(14_999))
    assert planned(date(2022, 6, 1)) == [(DeedKind.LAPSE, date(2022, 5, 31))]

    pay(year, date(2022, 6, 1))

    assert run(date(2022, 6, 1)) == []


def test_an_override_keeps_everything_waiting_until_its_last_day():
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    services.override(
        membership=membership, until=date(2022, 7, 31), reason="A new budget in July.",
        at=moment(date(2022, 3, 10)),
    )  # fmt: skip

    assert run(date(2022, 7, 31)) == []
    assert run(date(2022, 8, 1)) == [DeedKind.LAPSE]


def test_who_was_carried_on_by_an_override_ends_after_it():
    membership = gold()
    run(date(2022, 11, 2))
    settle_all(date(2022, 11, 3))
    services.override(
        membership=membership, until=date(2024, 1, 31), reason="The board meets in January.",
        at=moment(date(2023, 10, 1)),
    )  # fmt: skip

    assert run(date(2024, 1, 31)) == []
    assert run(date(2024, 2, 5)) == [DeedKind.END]
    membership.refresh_from_db()
    assert membership.span.upper == date(2024, 2, 1)


def test_a_run_that_was_killed_half_way_goes_on(monkeypatch):
    for name in ("One", "Two", "Three"):
        make_member(name, "Silver", date(2022, 3, 1))
    day = date(2022, 4, 1)
    keep = running.notices.keep

    def dying(*args, **fields):
        if args[1].organization.name == "Three":
            raise RuntimeError
        return keep(*args, **fields)

    monkeypatch.setattr(running.notices, "keep", dying)
    assert len(running.run(moment(day))) == 2
    monkeypatch.undo()

    assert run(day) == [DeedKind.SUSPEND]
    assert Notice.objects.filter(kind="suspended").count() == 3


def test_every_reader_gets_each_mail_once(run_queue, at):
    membership = make_member(tier="Silver", on=date(2022, 3, 1))
    make_representative(membership.organization, role="billing", email="bill@example.org")
    make_representative(membership.organization, role="primary", email="first@example.org")
    run(date(2022, 4, 1))
    pay(DuesYear.objects.get(), date(2022, 4, 2))

    run_queue()
    run_queue()

    mails = Mail.objects.exclude(kind="dues_suspended")
    assert not Mail.objects.filter(kind="dues_suspended").exists(), "it was paid meanwhile"
    assert sorted(mails.values_list("kind", "to")) == [
        ("dues_invoiced", "bill@example.org"), ("dues_invoiced", "pay@example.org"),
        ("dues_paid", "bill@example.org"), ("dues_paid", "pay@example.org"),
    ]  # fmt: skip
    assert mails.filter(kind="dues_invoiced")[0].attachments.count() == 1
    assert Reminder.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_costs_the_same_for_any_number(django_assert_num_queries, rows):
    for number in range(rows):
        make_member(f"Member {number}", "Silver", date(2022, 3, 1))

    with django_assert_num_queries(7):
        assert len(planning.plan(moment(date(2022, 4, 1)))) == rows

"""Two at once, on a real PostgreSQL: each thread has a connection of its own."""

from datetime import date, timedelta
from decimal import Decimal
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.billing.models import Invoice
from members.models import Membership, Organization
from projects.funding import queries, services
from projects.funding.models import Choice, Fund, FundDecision, Pledge, SeatVote
from tests.factories.funding import (
    make_decision,
    make_foundation,
    make_fund,
    make_open_fund,
    make_pledge,
    make_spending,
    paid,
)
from tests.factories.projects import NOW, make_platinum_member
from tests.projects.hosting.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_of_the_staff_at_once_invoice_once():
    pledge = make_open_fund().pledges.get()

    results = at_once(2, lambda: services.invoice(pledge=pledge, at=NOW).pk)

    assert sorted(results, key=str) == [pledge.pk, "not_now"]
    assert Invoice.objects.count() == 1


def move(moves):
    return next(moves)()


def test_opened_and_withdrawn_at_once_leaves_no_open_fund_without_platinum():
    make_foundation()
    fund = make_fund()
    pledge = make_pledge(fund)
    moves = iter([
        lambda: services.open_fund(fund=fund, at=NOW).state,
        lambda: str(services.withdraw(pledge=pledge, at=NOW).pk),
    ])  # fmt: skip

    results = at_once(2, lambda: move(moves))

    is_open = Fund.objects.get().state == "open"
    assert is_open == (Pledge.objects.get().withdrawn_at is None)
    assert len({"no_platinum", "last_platinum"} & set(results)) == 1


def test_the_last_money_is_allocated_once():
    fund = make_open_fund()
    paid(fund.pledges.get())
    decision = make_decision(fund)
    names = iter(["A", "B", "C", "D"])

    results = at_once(
        4,
        lambda: (
            services.allocate(
                decision=decision, name=next(names), year=2023, amount=Decimal(600)
            ).year
        ),
    )

    assert sorted(results, key=str) == [2023, "too_much", "too_much", "too_much"]


def test_the_last_platinum_pledges_are_not_both_withdrawn():
    fund = make_open_fund()
    rows = iter([fund.pledges.get(), make_pledge(fund)])

    results = at_once(2, lambda: services.withdraw(pledge=next(rows), at=NOW).fund_id)

    assert sorted(results, key=str) == [fund.pk, "last_platinum"]
    assert Membership.objects.on(date(2022, 10, 10)).count() == 2


def test_two_clicks_at_once_pledge_once():
    fund, member = make_fund(), make_platinum_member("Acme")

    results = at_once(4, lambda: str(make_pledge(fund, member, confirmed=False).amount))

    assert sorted(results) == ["1000.00", "there", "there", "there"]


def filled():
    """A fund with 1,000 paid, its decision, and a line of 600."""
    fund = make_open_fund()
    paid(fund.pledges.get())
    decision = make_decision(fund)
    line = services.allocate(decision=decision, name="CI", year=2023, amount=Decimal(600))
    return fund, decision, line


def test_allocated_and_asked_for_less_at_once_is_one_of_them():
    fund, decision, _line = filled()
    pledge = fund.pledges.get()
    moves = iter([
        lambda: services.lower(pledge=pledge, amount=Decimal(600), at=NOW).state()[0],
        lambda: services.allocate(decision=decision, name="B", year=2023, amount=Decimal(400)).name,
    ])  # fmt: skip

    results = set(at_once(2, lambda: move(moves)))

    assert results in ({"invoiced", "too_much"}, {"allocated", "B"})
    assert queries.sums(fund).left == 0


def test_spent_and_taken_back_at_once_is_one_of_them():
    _fund, decision, line = filled()
    moves = iter([
        lambda: make_spending(line, amount=Decimal(400)).what,
        lambda: services.cut(line=line, decision=decision, amount=Decimal(400)).name,
    ])  # fmt: skip

    results = set(at_once(2, lambda: move(moves)))

    assert results in ({"Machines", "too_much"}, {"CI", "too_much"})


def test_the_last_of_a_line_is_spent_once():
    _fund, _decision, line = filled()

    results = at_once(4, lambda: make_spending(line, amount=Decimal(400)).what)

    assert sorted(results) == ["Machines", "too_much", "too_much", "too_much"]
    line.refresh_from_db()
    assert line.spent == 400


def test_two_of_the_staff_at_once_ask_for_less_once():
    fund = make_open_fund()
    pledge = services.invoice(pledge=fund.pledges.get(), at=NOW)

    results = at_once(2, lambda: str(services.lower(pledge=pledge, amount=Decimal(1), at=NOW)))

    assert "more" in results
    assert Invoice.objects.count() == 3


def test_two_workers_at_once_remind_a_funder_once():
    services.invoice(pledge=make_open_fund().pledges.get(), at=NOW)

    results = at_once(4, lambda: services.remind(at=NOW + timedelta(days=31)))

    assert sum(results) == 1


def test_pledged_and_closed_at_once_leaves_no_pledge_after_the_end():
    fund, member = make_fund(), make_platinum_member("Acme")
    moves = iter([
        lambda: make_pledge(fund, member, confirmed=False).state()[0],
        lambda: services.close(fund=fund, at=NOW).state,
    ])  # fmt: skip

    results = at_once(2, lambda: move(moves))

    assert sorted(results) == sorted(["closed", "asked" if Pledge.objects.exists() else "closed"])


def overtaking(deed, at_statement):
    """A wrapper that does `deed` in another thread just before the first such statement."""
    done = []

    def execute(run, sql, params, many, context):
        if at_statement in sql and not done:
            done.append(True)
            assert at_once(1, deed)
        return run(sql, params, many, context)

    return execute


def test_what_another_worker_reminded_of_meanwhile_is_not_reminded_of_again():
    services.invoice(pledge=make_open_fund().pledges.get(), at=NOW)
    late = NOW + timedelta(days=31)

    with connection.execute_wrapper(overtaking(lambda: services.remind(at=late), "FOR UPDATE")):
        assert services.remind(at=late) == 0


def waits(connection):
    """Whether another connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        # What was seen once in a transaction is shown again, unless it is let go of.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone() is not None


def test_who_ends_its_membership_at_this_moment_does_not_pledge():
    fund, member = make_fund(), make_platinum_member("Acme")
    results = []
    thread = Thread(
        target=lambda: results.extend(
            at_once(1, lambda: make_pledge(fund, member, confirmed=False).pk)
        )
    )

    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=member.pk)
        span = DateRange(date(2020, 1, 1), date(2022, 10, 1))
        Membership.objects.filter(organization=member).update(span=span)
        thread.start()
        while thread.is_alive() and not waits(connection):
            thread.join(0.02)
    thread.join()

    assert results == ["no_member"]


def test_decided_and_one_more_seat_at_once_counts_every_seat():
    fund = make_open_fund()
    waiting = make_pledge(fund, make_platinum_member("Late"), confirmed=False)
    votes = {seat.pk: Choice.FOR for seat in queries.board(fund)}
    moves = iter([
        lambda: str(make_decision(fund, votes=votes).votes_for),
        lambda: services.confirm(pledge=waiting, at=NOW).state()[0],
    ])  # fmt: skip

    results = at_once(2, lambda: move(moves))

    first = "seats" if not FundDecision.objects.exists() else "1"
    assert sorted(results) == sorted([first, "pledged"])


def test_a_decision_takes_no_vote_from_beside():
    fund = make_open_fund()
    decision = make_decision(fund)
    make_pledge(fund, make_platinum_member("Late"))
    late = queries.board(fund).get(name="Late")

    def vote():
        try:
            SeatVote.objects.create(decision=decision, organization=late, choice="for")
        except IntegrityError:
            return "barred"
        return "counted"

    assert at_once(3, vote) == ["barred"] * 3
    assert decision.votes.count() == 1

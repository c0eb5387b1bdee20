"""Who of a governing board voted how: kept for staff, counted for everybody."""

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.db.migrations.exceptions import IrreversibleError

from foundation.base.errors import RuleError
from projects.funding import queries, services
from projects.funding.models import Choice, FundDecision, SeatVote
from tests.admin import enter, make_staff, press, url
from tests.factories.funding import (
    make_decision,
    make_fund,
    make_open_fund,
    make_pledge,
    paid,
)
from tests.factories.projects import NOW, make_platinum_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
GUARD = "projects.funding.migrations.0003_lowered_pledges_have_no_way_back"


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def barred():
    """What the database itself refuses."""
    return pytest.raises(Error)


def make_board():
    """An open fund of three funders, and the keys of their seats."""
    fund = make_open_fund()
    for name in ["Acme", "Zeta"]:
        make_pledge(fund, make_platinum_member(name))
    return fund, [seat.pk for seat in queries.board(fund)]


def test_each_seat_votes_and_the_counts_follow():
    fund, (acme, huawei, zeta) = make_board()

    decision = make_decision(
        fund, votes={acme: Choice.FOR, huawei: Choice.RECUSED, zeta: Choice.ABSENT}
    )

    counts = [decision.votes_for, decision.votes_against, decision.votes_abstained]
    assert [*counts, decision.votes_absent, decision.votes_recused] == [1, 0, 0, 1, 1]
    assert decision.is_carried
    assert dict(decision.votes.values_list("organization", "choice")) == {
        acme: "for", huawei: "recused", zeta: "absent",
    }  # fmt: skip


def test_every_seat_is_told_of_and_nobody_else():
    fund, (acme, huawei, zeta) = make_board()
    everybody = dict.fromkeys([acme, huawei, zeta], Choice.FOR)
    stranger = make_platinum_member("Stranger").pk

    with refused("seats"):
        make_decision(fund, votes={acme: Choice.FOR})
    with refused("seats"):
        make_decision(fund, votes=everybody | {stranger: Choice.FOR})
    with refused("future"):
        make_decision(fund, votes=everybody, decided_on=date(2022, 10, 11))
    with refused("nobody"):
        make_decision(make_fund(), votes={})
    assert not FundDecision.objects.exists()


def write(fund, **counts):
    """A decision straight into the table."""
    none = {f"votes_{choice}": 0 for choice in Choice}
    return FundDecision.objects.create(
        fund=fund, decided_on=date(2022, 1, 1), title="x", text="x", **none | counts
    )


def test_the_database_counts_seats_and_votes_itself():
    fund, (acme, huawei, zeta) = make_board()

    with barred(), transaction.atomic():
        write(fund, votes_for=2)
    with barred(), transaction.atomic():
        write(fund, votes_for=3, votes_absent=None)
    with barred(), transaction.atomic():
        decision = write(fund, votes_for=3)
        SeatVote.objects.create(decision=decision, organization_id=acme, choice="for")
        connection.check_constraints()
    with barred(), transaction.atomic():
        decision = write(fund, votes_for=2, votes_against=1)
        for seat in [acme, huawei, zeta]:
            SeatVote.objects.create(decision=decision, organization_id=seat, choice="for")
    with barred(), transaction.atomic():
        decision = write(fund, votes_for=3)
        stranger = make_platinum_member("Stranger")
        SeatVote.objects.create(decision=decision, organization=stranger, choice="for")


def test_votes_stay_once_the_decision_is_taken():
    fund, (acme, *_others) = make_board()
    decision = make_decision(fund)
    make_pledge(fund, make_platinum_member("Late"))
    late = queries.board(fund).get(name="Late")

    for change in [{"choice": "against"}, {"decision": make_decision(fund)}]:
        with barred(), transaction.atomic():
            SeatVote.objects.filter(decision=decision, organization=acme).update(**change)
    with barred(), transaction.atomic():
        decision.votes.all().delete()
    for choice in Choice:
        with barred(), transaction.atomic():
            SeatVote.objects.create(decision=decision, organization=late, choice=choice)
    with barred(), transaction.atomic():
        FundDecision.objects.filter(pk=decision.pk).update(text="Other")


def test_the_public_reads_counts_and_no_names(client):
    fund, (acme, huawei, zeta) = make_board()
    make_decision(fund, votes={acme: Choice.AGAINST, huawei: Choice.RECUSED, zeta: Choice.FOR})

    page = client.get(fund.get_absolute_url()).text
    told = client.get(f"/projects/{fund.project.slug}/fund.json").json()["decisions"][0]

    assert "1 seat for, 1 against, 0 abstained, 1 recused for a conflict of interest." in page
    assert "not carried" in page
    assert page.count("Acme") == 1
    assert (told["against"], told["absent"], told["recused"]) == (1, 0, 1)
    assert "Acme" not in str(told)


def test_staff_say_of_each_seat_how_it_voted(client):
    fund, (acme, huawei, zeta) = make_board()
    enter(client)
    said = {"decided_on": "2022-10-10", "title": "Tests", "text": "Pay.", f"seat-{acme}": "for"}

    page = press(client, "decide", fund, **said, **{f"seat-{huawei}": "maybe"})
    assert "Vote of Zeta" in page.rendered_content
    assert not FundDecision.objects.exists()

    press(client, "decide", fund, **said, **{f"seat-{huawei}": "absent", f"seat-{zeta}": "for"})
    decision = FundDecision.objects.get()
    record = client.get(url(FundDecision, "change", decision.pk)).text
    assert "Zeta" in record
    assert (decision.votes_for, decision.votes_absent) == (2, 1)


def test_who_does_not_look_after_funds_sees_no_votes(client):
    decision = make_decision(make_open_fund())

    client.force_login(make_staff("Event staff"))
    assert client.get(url(FundDecision, "change", decision.pk)).status_code == 403


def test_the_way_back_is_refused_where_it_would_be_untrue():
    with connection.schema_editor() as editor:
        import_module(GUARD).refuse_where_untrue(apps, editor)
    pledge = paid(make_open_fund().pledges.get())
    make_pledge(pledge.fund)
    services.lower(pledge=pledge, amount=Decimal(0), at=NOW)

    with (
        pytest.raises(IrreversibleError, match=f"nothing.*: {pledge.pk}\\."),
        connection.schema_editor() as editor,
    ):
        import_module(GUARD).refuse_where_untrue(apps, editor)

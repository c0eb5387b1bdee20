"""Statements come in once, a line of them once, and matching by hand is once too."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.bank import booking, previews, services, tasks
from foundation.billing.bank.models import BankLine, BankStatement, LineState, Reason, Upload
from foundation.billing.models import Entry, EntryKind
from tests.conftest import KEYNOTE_WEEK
from tests.factories.bank import (
    csv_file,
    make_account,
    make_line,
    make_statement,
    make_upload,
    row,
)

pytestmark = pytest.mark.django_db


def payments():
    return Entry.objects.filter(kind=EntryKind.PAYMENT).count()


def test_nothing_is_written_before_it_is_confirmed(at, staff):
    make_account()

    shown = previews.preview(make_upload(csv_file(row()), by=staff))

    assert shown.booked == 1
    assert not BankStatement.objects.exists()
    assert not BankLine.objects.exists()
    assert payments() == 0


def test_the_counts_of_the_preview_come_true(at, staff, run_queue):
    make_account()
    make_account("FG3HJK", owed=50)
    make_statement(csv_file(row("seen", number="9")), by=staff)
    lines = [row(), row("FG3HJK", "60,00"), row("none"), row("out", "-5,00"), row(day="x")]

    draft = make_upload(csv_file(*lines, row("seen", number="9")), by=staff)
    counts = previews.preview(draft).counts
    statement = services.import_upload(upload_id=draft.pk, mapping=None, at=at)
    run_queue()

    assert counts == {"waiting": 2, "unmatched": 1, "ignored": 1, "seen": 1, "bad": 1, "fit": 1}
    assert (statement.seen_before, statement.left_out) == (1, 1)
    states = list(statement.lines.order_by("number").values_list("state", flat=True))
    assert states == ["matched", "matched", "unmatched", "ignored"]


def test_the_same_file_is_imported_once(at, staff):
    content = csv_file(row())
    two = [make_upload(content, by=staff) for _ in range(2)]
    services.import_upload(upload_id=two[0].pk, mapping=None, at=at)

    with pytest.raises(RuleError) as again:
        services.import_upload(upload_id=two[1].pk, mapping=None, at=at)
    with pytest.raises(RuleError) as clicked_twice:
        services.import_upload(upload_id=two[0].pk, mapping=None, at=at)
    with pytest.raises(RuleError) as chosen_again:
        make_upload(content, by=staff)

    codes = [refused.value.code for refused in (again, clicked_twice, chosen_again)]
    assert codes == ["seen_before", "gone", "seen_before"]


def test_an_overlapping_statement_brings_only_what_is_new(at, staff, run_queue):
    account = make_account(owed=300)
    make_statement(csv_file(row(), row()), by=staff)

    second = make_statement(csv_file(row(), row(), row()), by=staff)
    run_queue()

    assert (second.seen_before, second.lines.count()) == (2, 1)
    assert billing.owed(account) == 0


def test_a_task_that_runs_again_books_nothing_twice(at, staff, run_queue):
    account = make_account(owed=500)
    statement = make_statement(csv_file(row(number="1"), row(number="2")), by=staff)

    tasks.book_statement.func(statement.pk)
    run_queue()
    tasks.book_statement.func(statement.pk)

    assert (payments(), billing.owed(account)) == (2, 300)


def test_a_booking_that_was_cut_off_goes_on_where_it_was(at, staff, run_queue):
    make_account(owed=500)
    statement = make_statement(csv_file(row(number="1"), row(number="2")), by=staff)
    booking.book_waiting(line_id=statement.lines.get(number=2).pk, at=at)

    run_queue()

    assert payments() == 2
    assert not statement.lines.filter(state=LineState.WAITING).exists()


def test_what_the_room_refuses_waits_for_a_person(at, staff, run_queue, monkeypatch):
    account = make_account()
    line = make_line("AB2CDE", by=staff)

    def refuse(**_):
        raise RuleError("The books are closed.", code="closed")

    monkeypatch.setattr(billing, "receive", refuse)
    run_queue()

    line.refresh_from_db()
    assert (line.state, line.reason, line.note) == (
        LineState.UNMATCHED,
        Reason.REFUSED,
        "The books are closed.",
    )
    assert billing.owed(account) == 100


@pytest.mark.parametrize(
    ("content", "own_account", "code"),
    [
        (b"x" * (5 * 1024 * 1024 + 1), "DE1", "too_large"),
        (b"", "DE1", "empty"),
        (csv_file(row()), "", "own_account"),
        (b"<html/>", "DE1", "version"),
    ],
)
def test_a_file_that_cannot_be_read_is_not_kept(at, staff, content, own_account, code):
    with pytest.raises(RuleError) as refused:
        make_upload(content, by=staff, own_account=own_account)

    assert refused.value.code == code
    assert not Upload.objects.exists()


def test_a_file_nobody_confirmed_is_thrown_away(at, staff):
    make_upload(csv_file(row("old")), by=staff, at=at - 2 * services.KEPT)
    make_upload(csv_file(row("new")), by=staff)

    assert Upload.objects.count() == 1


@pytest.mark.parametrize("lines", [10, 10_000])
def test_ten_thousand_lines_cost_a_bounded_number_of_queries(at, staff, lines):
    content = csv_file(*(row(f"Gift no. {n}", f"{n % 90 + 1},00") for n in range(lines)))
    draft = make_upload(content, by=staff)

    with CaptureQueriesContext(
        connection,
    ) as preview:
        previews.preview(draft)
    with CaptureQueriesContext(connection) as written:
        statement = services.import_upload(upload_id=draft.pk, mapping=None, at=at)

    assert statement.lines.count() == lines
    assert len(preview) <= 5
    assert len(written) <= 20


# --- By hand ---------------------------------------------------------------------------------


def test_staff_match_a_line_and_the_room_hears_of_it(at, staff, room):
    account = make_account()
    line = make_line("no idea", by=staff)

    services.match(line=line, account=account, at=at)
    services.match(line=line, account=account, at=at)

    line.refresh_from_db()
    assert (line.state, line.account, line.fit) == (LineState.MATCHED, account, "exact")
    assert room == [0]


@pytest.mark.parametrize(
    ("line", "account", "code"),
    [
        ({"way": "DBIT"}, {}, "no_refund"),
        ({"currency": "EUR"}, {}, "currency"),
    ],
)
def test_what_cannot_be_matched_is_refused(at, staff, line, account, code):
    row_ = make_line("no idea", by=staff, **line)

    with pytest.raises(RuleError) as refused:
        services.match(line=row_, account=make_account(**account), at=at)

    assert refused.value.code == code
    assert payments() == 0


def test_a_booked_line_is_neither_booked_elsewhere_nor_ignored(at, staff):
    line = make_line("no idea", by=staff)
    services.match(line=line, account=make_account(), at=at)
    other = make_account("FG3HJK")

    for change in (
        lambda: services.match(line=line, account=other, at=at),
        lambda: services.ignore(line=line, why="a gift", at=at),
        lambda: services.look_again(line=line, at=at),
    ):
        with pytest.raises(RuleError) as refused:
            change()
        assert refused.value.code == "matched"


def test_a_line_is_ignored_with_a_reason_and_can_come_back(at, staff):
    line = make_line("AB2CDE", by=staff)
    with pytest.raises(RuleError):
        services.ignore(line=line, why="  ", at=at)
    line = services.ignore(line=line, why="A gift", at=at)
    assert (line.state, line.reason, line.note) == (LineState.IGNORED, Reason.BY_HAND, "A gift")
    make_account()

    line = services.look_again(line=line, at=at)

    assert (line.state, line.note) == (LineState.MATCHED, "")


# --- Two at once: real threads, each with a connection of its own -----------------------------


def together(*jobs):
    gate = Barrier(len(jobs))

    def run(job):
        gate.wait(timeout=30)
        try:
            with clock.seen_from(KEYNOTE_WEEK):
                return job()
        except RuleError as refused:
            return refused.code
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def everybody(transactional_db):
    from members.accounts.models import User

    return User.objects.create_superuser("race@example.org")


def test_two_who_import_the_same_file_at_once_import_it_once(everybody, at, run_queue):
    account = make_account(owed=500)
    content = csv_file(*(row(number=str(n)) for n in range(5)))
    drafts = [make_upload(content, by=everybody) for _ in range(4)]

    results = together(
        *(
            lambda pk=draft.pk: services.import_upload(upload_id=pk, mapping=None, at=at)
            for draft in drafts
        )
    )
    run_queue()

    assert sorted(map(type, results), key=str) == sorted([str] * 3 + [BankStatement], key=str)
    assert (BankLine.objects.count(), payments()) == (5, 5)
    assert billing.owed(account) == 0


def test_overlapping_files_imported_at_once_bring_each_line_once(everybody, at, run_queue):
    account = make_account(owed=4000)
    lines = [row(number=str(n)) for n in range(40)]
    drafts = [
        make_upload(csv_file(*lines[:30]), by=everybody),
        make_upload(csv_file(*lines[10:][::-1]), by=everybody),
    ]

    together(
        *(
            lambda pk=draft.pk: services.import_upload(upload_id=pk, mapping=None, at=at)
            for draft in drafts
        )
    )
    run_queue()

    assert (BankLine.objects.count(), payments()) == (40, 40)
    assert billing.owed(account) == 0


def test_a_line_that_is_matched_by_two_and_the_worker_at_once_is_booked_once(everybody, at):
    account, other = make_account(owed=500), make_account("FG3HJK")
    line = make_line("AB2CDE", by=everybody)

    together(
        lambda: services.match(line=line, account=account, at=at),
        lambda: services.match(line=line, account=other, at=at),
        lambda: booking.book_waiting(line_id=line.pk, at=at),
        lambda: services.ignore(line=line, why="a gift", at=at),
    )

    line.refresh_from_db()
    assert payments() == (1 if line.state == LineState.MATCHED else 0)

"""The bank as staff see it: choose a file, look at it, import it, match what is left."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.billing import services as billing
from foundation.billing.bank.models import BankLine, BankStatement, LineState, Upload
from members.accounts.models import User
from tests.factories.bank import (
    camt_entry,
    camt_file,
    csv_file,
    make_account,
    make_line,
    make_statement,
    make_upload,
    row,
)

pytestmark = pytest.mark.django_db

ADD = "admin:bank_bankstatement_add"
LINES = "admin:bank_bankline_changelist"


@pytest.fixture
def desk(client, staff, at):
    client.force_login(staff)
    return client


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    left_out = "members.accounts.middleware.StaffNeedsSecondFactor"
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if each != left_out]


def choose(desk, content, own_account="DE1", name="october.csv"):
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse(ADD), {"file": file, "own_account": own_account})


def answers(page, **changed):
    """What the form of the preview would send."""
    form = page.context["form"]
    fields = {name: form.data.get(name, "") for name in form.fields} if form else {}
    return fields | {"shown": page.context["shown"]} | changed


def test_a_file_is_chosen_looked_at_and_imported(desk, run_queue):
    account = make_account()
    chosen = choose(desk, csv_file(row(), row("no idea", "5,00")))
    page = desk.get(chosen.url)
    assert "Import and book 1" in page.text
    assert not BankLine.objects.exists()

    done = desk.post(chosen.url, answers(page, _confirm="1"), follow=True)
    run_queue()

    assert "is imported" in done.text
    assert billing.owed(account) == 0
    statement = BankStatement.objects.get()
    page = desk.get(reverse("admin:bank_bankstatement_change", args=[statement.pk]))
    assert "Does not match" in page.text
    assert "Booked" in page.text
    assert not Upload.objects.exists()


def test_camt_is_imported_without_questions(desk, run_queue):
    account = make_account()
    chosen = choose(desk, camt_file(camt_entry()), own_account="")
    page = desk.get(chosen.url)

    desk.post(chosen.url, answers(page, _confirm="1"))
    run_queue()

    assert billing.owed(account) == 0


def test_days_that_mean_two_things_are_asked(desk):
    chosen = choose(desk, csv_file(row(day="10/11/2022"), row(day="10/12/2022")))
    page = desk.get(chosen.url)
    assert "say which part is the month" in page.text
    assert page.context["preview"] is None

    page = desk.post(chosen.url, answers(page, days="mdy"))

    assert [str(line.booked_on) for line, _ in page.context["preview"].lines] == [
        "2022-10-11",
        "2022-10-12",
    ]


def test_what_was_not_shown_is_not_imported(desk):
    chosen = choose(desk, csv_file(row(day="10.11.2022")))
    page = desk.get(chosen.url)

    changed = desk.post(chosen.url, answers(page, payer="", _confirm="1"))

    assert "You changed how the file is read" in changed.text
    assert not BankStatement.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"booked_on": ""}, "Choose the column."),
        ({"payer": "1"}, "This column is chosen twice."),
        ({"days": "", "_again": "1"}, "say which part is the month"),
        ({"default_currency": "dollars"}, "at most 3"),
        ({"amount": "99"}, "Select a valid choice"),
    ],
)
def test_a_wrong_answer_is_said_at_its_field(desk, changed, sentence):
    chosen = choose(desk, csv_file(row(day="10.11.2022")))
    page = desk.get(chosen.url)

    wrong = desk.post(chosen.url, answers(page, _confirm="1", **changed))

    assert wrong.status_code == 422
    assert sentence in wrong.text
    assert not BankStatement.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"one;two\n1;2", "No row names the columns"),
        (b"\x00\x01\x02", "not a text file"),
        (b"<!DOCTYPE x><x/>", "document type"),
        (b"x" * (10 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(desk, content, sentence):
    page = choose(desk, content)

    assert page.status_code == 422
    assert sentence in page.text


def test_a_second_click_says_that_it_is_imported(desk):
    chosen = choose(desk, csv_file(row()))
    page = desk.get(chosen.url)
    desk.post(chosen.url, answers(page, _confirm="1"))

    again = desk.post(chosen.url, answers(page, _confirm="1"), follow=True)

    assert "has been imported" in again.text
    assert BankStatement.objects.count() == 1


def test_a_text_of_a_stranger_is_shown_as_text(desk, staff):
    chosen = choose(desk, csv_file(row("<script>alert(1)</script>")))

    page = desk.get(chosen.url)

    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_an_export_holds_no_formula(desk, staff):
    make_statement(csv_file(row("=1+1")), by=staff)

    exported = desk.get(reverse("admin:bank_bankline_export", args=["csv"]))

    assert ",'=1+1," in exported.getvalue().decode()


def test_a_line_is_matched_with_a_look_before(desk, staff):
    account = make_account()
    line = make_line("AB2CDF", by=staff)
    url = reverse("admin:bank_bankline_change", args=[line.pk])
    assert "reference with one letter off" in desk.get(url).text

    asked = desk.post(url, {"CHANGE_FORM-action": "match", "_selected_action": line.pk})
    assert "AB2CDE, owes USD 100.00" in asked.text
    assert billing.owed(account) == 100
    yes = {"CHANGE_FORM-action": "match", "_selected_action": line.pk, "_confirmed": "yes"}
    desk.post(url, yes | {"suggestion": account.pk})
    desk.post(url, yes | {"suggestion": account.pk})

    line.refresh_from_db()
    assert (line.state, line.account) == (LineState.MATCHED, account)
    assert billing.owed(account) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("NOSUCH", "No account goes by"), ("", "Choose an account"), ("AB2CDE\0", "not allowed")],
)
def test_a_reference_that_is_none_is_said(desk, staff, typed, sentence):
    line = make_line("no idea", by=staff)

    page = desk.post(
        reverse(LINES),
        {"action": "match", "_selected_action": line.pk, "_confirmed": "yes", "reference": typed},
    )

    assert page.status_code == 422
    assert sentence in page.text


def test_lines_are_ignored_with_a_reason(desk, staff):
    line = make_line("no idea", by=staff)
    data = {"action": "ignore", "_selected_action": line.pk, "_confirmed": "yes"}
    assert desk.post(reverse(LINES), data).status_code == 422

    desk.post(reverse(LINES), data | {"why": "A gift"})

    line.refresh_from_db()
    assert (line.state, line.note) == (LineState.IGNORED, "A gift")


def test_the_desk_leads_to_what_does_not_match(desk, staff):
    make_line("no idea", by=staff)

    page = desk.get(reverse("admin:index"))

    assert f"{reverse(LINES)}?state__exact=unmatched" in page.text
    assert "bank lines to match" in page.text


@pytest.mark.parametrize(
    ("may", "statuses"),
    [
        ([], (403, 403, 403)),
        (["view_bankstatement", "view_bankline"], (403, 403, 200)),
        (["add_bankstatement", "view_bankstatement"], (200, 302, 403)),
    ],
)
def test_only_who_may_imports(client, at, staff, may, statuses):
    person = User.objects.create_user("desk@example.org", is_staff=True)
    EmailAddress.objects.create(user=person, email=person.email, verified=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=may))
    theirs = make_upload(csv_file(row()), by=staff)
    client.force_login(person)

    pages = [
        client.get(reverse(ADD)),
        client.get(reverse("admin:bank_bankstatement_preview", args=[theirs.pk])),
        client.get(reverse(LINES)),
    ]

    assert tuple(page.status_code for page in pages) == statuses


def test_who_may_only_look_matches_nothing(client, at, staff):
    person = User.objects.create_user("look@example.org", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_bankline"))
    account = make_account()
    line = make_line("no idea", by=staff)
    client.force_login(person)

    client.post(
        reverse(LINES),
        {"action": "match", "_selected_action": line.pk, "_confirmed": "yes", "reference": account},
    )

    line.refresh_from_db()
    assert line.state == LineState.UNMATCHED


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [(LINES, 9), ("admin:bank_bankstatement_changelist", 8)],
)
def test_the_cost_of_a_list_is_flat(
    desk, staff, django_assert_max_num_queries, name, queries, rows
):
    for number in range(rows):
        make_account(f"AB2CD{number + 2}")
        make_line(f"AB2CD{number + 2}", by=staff)

    with django_assert_max_num_queries(queries):
        page = desk.get(reverse(name))

    assert (
        page.text.count('class="field-shown_amount') + page.text.count('class="field-booked"')
        == rows
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_a_statement_is_flat(desk, staff, django_assert_num_queries, run_queue, rows):
    for number in range(rows):
        make_account(f"AB2CD{number + 2}")
    statement = make_statement(
        csv_file(*(row(f"AB2CD{number + 2}") for number in range(rows))), by=staff
    )
    run_queue()

    url = reverse("admin:bank_bankstatement_change", args=[statement.pk])
    desk.get(url)  # what the process keeps is asked once

    with django_assert_num_queries(5):
        page = desk.get(url)

    assert page.text.count("state--paid") == rows

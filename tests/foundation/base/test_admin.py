from datetime import date
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from import_export.formats.base_formats import XLSX

from foundation.base import tasks
from foundation.base.admin import refusals
from foundation.base.models import Figure, Foundation, Mail, MailAttachment, MailState
from members.accounts.models import User
from tests.admin import act, enter, said, url
from tests.factories.orders import make_foundation

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


def make_figure(**fields):
    defaults = {
        "key": "cores", "value": 40, "shown_as": "40 million", "label": "cores in production",
        "stated_on": date(2022, 6, 7), "source": "Keynote",
    }  # fmt: skip
    return Figure.objects.create(**defaults | fields)


def make_mail(**fields):
    defaults = {"key": "1", "kind": "order_placed", "to": "ada@example.org", "subject": "Order"}
    return Mail.objects.create(**defaults | {"text": "Hello", "html": "<p>Hello</p>"} | fields)


def answers(figure, **changes):
    names = ("key", "value", "shown_as", "label", "stated_on", "source", "source_url", "position")
    return {name: getattr(figure, name) for name in names} | changes


# --- History ------------------------------------------------------------------------------------


def test_the_history_tells_who_changed_what_from_which_page(at, staff):
    figure = make_figure()
    address = url(Figure, "change", figure.pk)
    staff.post(address, answers(figure, shown_as="41 million", value="41"))

    page = staff.get(url(Figure, "history", figure.pk))

    changed, created = page.context["page"].object_list
    assert (changed.what, str(changed.who), changed.where) == ("update", "Sam Staff", address)
    assert [(c.field, c.old, c.new) for c in changed.changes] == [
        ("Value", "40.00", "41.00"),
        ("Shown as", "40 million", "41 million"),
    ]
    assert (created.what, created.who, created.where) == ("insert", None, "")
    assert ", 09:" in page.content.decode()
    assert " UTC</time>" in page.content.decode()


def test_a_change_past_the_forms_is_told_too(at, staff):
    figure = make_figure()
    Figure.objects.update(source="Report")

    page = staff.get(url(Figure, "history", figure.pk))

    assert "by the system" in page.content.decode()
    assert "Report" in page.content.decode()


def test_the_history_of_nothing_is_not_found(staff):
    assert staff.get(url(Figure, "history", 99)).status_code == 404


@pytest.mark.parametrize("changes", [1, 3])
def test_a_history_costs_the_same_however_long_it_is(at, staff, django_assert_num_queries, changes):
    figure = make_figure()
    for number in range(changes):
        staff.post(url(Figure, "change", figure.pk), answers(figure, shown_as=str(number)))

    with django_assert_num_queries(6):
        staff.get(url(Figure, "history", figure.pk))


# --- Refusals -----------------------------------------------------------------------------------


def test_what_the_database_refuses_is_said_on_the_form_and_nothing_is_lost(at, staff):
    figure = make_figure()

    with mock.patch.object(Figure, "full_clean"):
        page = staff.post(url(Figure, "add"), answers(figure, source="Typed a minute long"))

    assert page.status_code == 422
    assert "This figure has a statement of that day already." in page.content.decode()
    assert "Typed a minute long" in page.content.decode()
    assert Figure.objects.count() == 1


def refused_by(change):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        change()
    return refusals.words(refusal.value)


def test_every_kind_of_refusal_has_words(at):
    make_mail()
    foundation = make_foundation()

    assert refused_by(make_mail) == ["There is one with this key already."]
    assert refused_by(lambda: make_mail(key="2", state="lost")) == [
        "This breaks a rule of the data: mail state known."
    ]
    assert refused_by(lambda: make_figure(source=None)) == ["Something is missing: source."]
    foundation.pk = 2
    assert refused_by(lambda: foundation.save(force_insert=True)) == [
        "This breaks a rule of the data: foundation only one row."
    ]


def test_an_action_on_what_cannot_exist_is_refused_in_words(at, staff):
    make_mail()
    data = {"action": "resend", "_selected_action": ["one"], "index": 0}

    answer = staff.post(url(Mail, "changelist"), data)

    assert answer.status_code == 302
    assert "“one” value must be an integer." in said(staff)


def test_an_error_that_is_no_refusal_is_not_hidden():
    with pytest.raises(IntegrityError):
        refusals.words(IntegrityError("the server went away"))


def test_the_foundation_is_neither_added_to_nor_deleted(at, staff):
    foundation = make_foundation()

    assert staff.get(url(Foundation, "add")).status_code == 403
    assert staff.get(url(Foundation, "delete", foundation.pk)).status_code == 403


# --- Exports ------------------------------------------------------------------------------------


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_an_export_begins_a_formula(at, staff, begins):
    make_figure(label=f"{begins}1+1")

    text = staff.get(url(Figure, "export", "csv")).getvalue().decode("utf-8-sig")
    sheet = XLSX().create_dataset(staff.get(url(Figure, "export", "xlsx")).getvalue())

    assert f",{begins}1+1" not in text
    assert not any(str(cell).startswith(begins) for cell in sheet[0] if cell)


def test_numbers_and_days_stay_what_they_are_in_a_sheet(at, staff):
    make_figure(value="41.50")

    sheet = XLSX().create_dataset(staff.get(url(Figure, "export", "xlsx")).getvalue()).dict[0]

    assert sheet["Value"] == 41.5
    assert sheet["Stated on"] == "2022-06-07"


def test_an_export_of_another_kind_is_not_found(staff):
    assert staff.get(url(Figure, "export", "exe")).status_code == 404


# --- Mails --------------------------------------------------------------------------------------


def test_a_failed_mail_is_sent_again(at, staff, run_queue, mailoutbox):
    mail = make_mail(state=MailState.FAILED, error="Connection refused")

    act(staff, "resend", mail)
    run_queue()

    assert [sent.to for sent in mailoutbox] == [["ada@example.org"]]
    assert Mail.objects.get().state == MailState.SENT


def test_a_mail_on_its_way_is_not_sent_twice(at, staff):
    act(staff, "resend", make_mail(), confirmed=False)

    assert act(staff, "resend", Mail.objects.get()).context["outcome"].can == []


def test_a_mail_is_shown_in_a_sandbox(at, staff):
    mail = make_mail(html="<script>alert(1)</script>")

    page = staff.get(reverse("admin:base_mail_preview", args=[mail.pk]))

    policy = page.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_an_attachment_is_saved_and_never_opened(at, staff):
    mail = make_mail()
    file = MailAttachment.objects.create(mail=mail, name='a".html', content=b"<script>")

    page = staff.get(reverse("admin:base_mail_file", args=[mail.pk, file.pk]))

    assert page.content == b"<script>"
    assert page.headers["Content-Type"] == "application/octet-stream"
    assert page.headers["Content-Disposition"] == 'attachment; filename="a.html"'


def test_mails_are_closed_to_staff_without_rights(at, client):
    mail = make_mail()
    client.force_login(User.objects.create_user("new@example.org", is_staff=True))

    assert client.get(reverse("admin:base_mail_preview", args=[mail.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_mails_costs_the_same_for_any_number(
    at, staff, django_assert_num_queries, rows
):
    for number in range(rows):
        make_mail(key=str(number))

    with django_assert_num_queries(8):
        staff.get(url(Mail, "changelist"))


# --- Work in the background ---------------------------------------------------------------------


def test_failed_work_is_run_again(at, staff, run_queue, mailoutbox):
    mail = make_mail()
    tasks.send_mail.enqueue(mail.pk)
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, traceback="Traceback")

    act(staff, "run_again", DBTaskResult.objects.get())
    run_queue()

    assert said(staff)[0] == "1 Task Result put in the queue."
    assert len(mailoutbox) == 1
    assert not DBTaskResult.objects.failed().exists()

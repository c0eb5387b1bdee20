import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from projects.hosting import services
from projects.hosting.models import Enquiry, EnquiryState, Pilot
from projects.models import Project
from tests.admin import url
from tests.factories.hosting import make_pilot, make_review, make_ruling
from tests.factories.projects import NOW, make_enquiry, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

LIST = "/admin/hosting/enquiry/"


def record(enquiry):
    return reverse("admin:hosting_enquiry_change", args=[enquiry.pk])


def act(client, url, name, *enquiries):
    """Choose an action, read its preview, and confirm."""
    field = "action" if url == LIST else "CHANGE_FORM-action"
    data = {field: name, ACTION_CHECKBOX_NAME: [enquiry.pk for enquiry in enquiries]}
    preview = client.post(url, data)
    return preview, client.post(url, data | {"_confirmed": "yes"}, follow=True)


def test_the_list_shows_what_staff_ask_for(admin_client):
    enquiry = make_enquiry(project="Difference")

    page = admin_client.get(LIST).text

    for word in [enquiry.reference, "Difference", "Analytical Engines", "None yet", "New"]:
        assert word in page


@pytest.mark.parametrize("typed", ["Lovelace", "ada@example.org", "Difference", "reference"])
def test_an_enquiry_is_found_by_what_staff_know(admin_client, typed):
    enquiry = make_enquiry()
    make_enquiry(name="Eve", email="eve@example.org", project="Other")

    wanted = enquiry.reference if typed == "reference" else typed
    page = admin_client.get(LIST, {"q": wanted}).text

    assert enquiry.reference in page
    assert "eve@example.org" not in page
    assert "Other" not in page


def test_the_record_offers_what_is_allowed_now(admin_client):
    enquiry = make_enquiry()
    page = admin_client.get(record(enquiry)).text
    assert "Take it up" in page
    assert "Make it a pilot" not in page

    services.take_up(enquiry=enquiry, at=NOW)
    page = admin_client.get(record(enquiry)).text
    assert "Take it up" not in page
    assert "Make it a pilot" in page


def test_taking_up_says_first_what_it_will_do(admin_client):
    enquiry = make_enquiry()

    preview, done = act(admin_client, record(enquiry), "take_up", enquiry)

    assert "will be in conversation; whoever asked gets a mail" in preview.text
    assert "1 hosting enquiry taken up." in done.text
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.IN_CONVERSATION


def test_a_preview_changes_nothing(admin_client):
    enquiry = make_enquiry()

    admin_client.post(LIST, {"action": "decline", ACTION_CHECKBOX_NAME: [enquiry.pk]})

    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.NEW


def test_many_can_be_declined_and_those_that_cannot_are_named(admin_client):
    open_one, closed = make_enquiry(), make_enquiry()
    services.withdraw(enquiry=closed, at=NOW)

    preview, _done = act(admin_client, LIST, "decline", open_one, closed)

    assert "it is at “Withdrawn”." in preview.text
    assert set(Enquiry.objects.values_list("state", flat=True)) == {"declined", "withdrawn"}


def test_an_enquiry_becomes_a_pilot_with_a_page(admin_client, client):
    enquiry = make_enquiry()
    services.take_up(enquiry=enquiry, at=NOW)

    act(admin_client, record(enquiry), "accept_as_pilot", enquiry)

    project = Project.objects.get()
    assert client.get(project.get_absolute_url()).status_code == 200
    assert project.name in admin_client.get(record(enquiry)).text


def test_a_refusal_of_a_rule_is_told(admin_client):
    make_project(name="Difference")
    enquiry = make_enquiry()
    services.take_up(enquiry=enquiry, at=NOW)

    _preview, done = act(admin_client, record(enquiry), "accept_as_pilot", enquiry)

    assert "is hosted already" in done.text


def test_the_form_changes_the_note_and_nothing_else(admin_client):
    enquiry = make_enquiry()

    admin_client.post(
        record(enquiry),
        {"staff_note": "Call on Monday", "state": "pilot", "name": "Eve", "comment": "x"},
    )

    enquiry.refresh_from_db()
    assert enquiry.staff_note == "Call on Monday"
    assert (enquiry.state, enquiry.name, enquiry.comment) == ("new", "Ada Lovelace", "")


def test_nobody_adds_an_enquiry_by_hand(admin_client):
    assert admin_client.get(f"{LIST}add/").status_code == 403


def test_the_secret_stays_out_of_list_and_export(admin_client):
    enquiry = make_enquiry()

    assert enquiry.secret not in admin_client.get(LIST).text
    export = admin_client.get(f"{LIST}export/csv/")
    body = b"".join(export.streaming_content) if export.streaming else export.content
    assert enquiry.reference.encode() in body
    assert enquiry.secret.encode() not in body


def test_pilots_are_told_without_a_cross_and_with_what_the_board_accepted(admin_client):
    make_pilot(name="Quiet", licence="MIT")
    busy = make_pilot(name="Busy", licence="MIT")
    services.rule_on_licence(
        project=busy, ruling=make_ruling(decided_on=NOW.date()), by=None, at=NOW
    )
    make_review(project=busy)

    page = admin_client.get(url(Pilot, "changelist")).text

    assert "icon-no" not in page
    assert page.count("Under review") == 1
    for told in ("MIT: asks the board", "MIT: accepted by the board"):
        assert page.count(told) == 1
    page = admin_client.get(url(Pilot, "change", busy.pk)).text
    assert "Carried" in page
    assert "9 : 1" in page
    assert "Decide about the licence" not in page

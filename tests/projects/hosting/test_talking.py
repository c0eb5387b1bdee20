"""The conversation about an enquiry: both sides write, nothing is changed afterwards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.base.personal import Whose, all_holdings, erasing, telling
from members.accounts.models import User
from projects.hosting import services
from projects.hosting.models import Enquiry, EnquiryState, Message
from projects.hosting.services.talking import MOST_A_DAY
from tests.admin import act, enter, make_staff, press, said, url
from tests.factories.bots import make_stamp
from tests.factories.hosting import make_reply, make_said
from tests.factories.orders import make_foundation
from tests.factories.projects import NOW, make_enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def send(client, enquiry, **fields):
    data = {"stamp": make_stamp(), "website": "", "text": "Any news?"} | fields
    return client.post(f"{enquiry.get_absolute_url()}message/", data)


def test_staff_write_and_whoever_asked_gets_the_link(client):
    enquiry = make_enquiry()
    sam = User.objects.create_user("sam@example.org", full_name="Sam Staff")

    make_reply(enquiry, text="Who <b>runs</b> it?", by=sam)

    enquiry.refresh_from_db()
    mail = Mail.objects.get(kind="hosting_message")
    page = client.get(enquiry.get_absolute_url()).text
    assert enquiry.state == EnquiryState.IN_CONVERSATION
    assert (mail.to, enquiry.get_absolute_url() in mail.text) == ("ada@example.org", True)
    assert "runs" not in mail.text
    assert "Sam Staff" in page
    assert "Who &lt;b&gt;runs&lt;/b&gt; it?" in page
    assert not Mail.objects.filter(kind="hosting_enquiry_news").exists()


def test_whoever_asked_answers_on_the_page_and_staff_get_one_mail(client):
    make_foundation()
    enquiry = make_enquiry()

    response = send(client, enquiry, text="First line\nsecond")
    send(client, enquiry, text="And one more thing.")

    enquiry.refresh_from_db()
    assert response.status_code == 302
    assert response["Cache-Control"] == "private, no-store"
    assert enquiry.waits_since == NOW
    assert [one.text for one in enquiry.messages.all()] == [
        "First line\nsecond",
        "And one more thing.",
    ]
    assert Mail.objects.filter(kind="hosting_staff").count() == 1
    assert "First line<br>second" in client.get(enquiry.get_absolute_url()).text


def test_an_answer_ends_the_wait_and_the_next_word_begins_another():
    make_foundation()
    enquiry = make_enquiry()
    make_said(enquiry)
    make_reply(enquiry)
    assert not Enquiry.objects.unanswered().exists()

    make_said(enquiry, at=NOW + timedelta(hours=1))

    assert Enquiry.objects.unanswered().get().waits_since == NOW + timedelta(hours=1)
    assert Mail.objects.filter(kind="hosting_staff").count() == 2


def test_the_same_form_is_kept_once_and_not_with_other_words():
    enquiry = make_enquiry()
    first = make_said(enquiry, token="one", text="Hello")

    assert make_said(enquiry, token="one", text="Hello") == first
    with refused("sent_already"):
        make_said(enquiry, token="one", text="Other")
    assert Message.objects.count() == 1


def test_a_form_sent_to_another_enquiry_too_is_kept_there_too():
    make_said(make_enquiry(), token="one")

    assert make_said(make_enquiry(), token="one").pk


def test_nobody_writes_more_than_anybody_reads():
    enquiry = make_enquiry()
    for _each in range(MOST_A_DAY):
        make_said(enquiry)

    with refused("too_many"):
        make_said(enquiry)
    make_said(enquiry, at=NOW + timedelta(days=1, minutes=1))


@pytest.mark.parametrize("end", [services.decline, services.withdraw])
def test_what_has_ended_takes_no_words_and_waits_for_nothing(client, end):
    enquiry = make_enquiry()
    make_said(enquiry)
    end(enquiry=enquiry, at=NOW)
    enquiry.refresh_from_db()

    assert enquiry.waits_since is None
    with refused("ended"):
        make_said(enquiry)
    with refused("ended"):
        make_reply(enquiry)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(enquiry=enquiry, is_ours=True, text="Hm", token="x")
    response = send(client, enquiry, text="Please <think> again")
    assert response.status_code == 422
    assert "Send the message" not in response.text
    assert "nobody reads messages there" in response.text


def test_a_message_stays_as_it_was_written():
    message = make_said(make_enquiry())

    for change in [{"text": "Other"}, {"is_ours": True}, {"text": "Erased", "token": "y"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        message.delete()


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": " \x00 "}, "Fill this in."),
        ({"text": "x" * 5001}, "Use at most 5000 characters"),
        ({"website": "https://spam.example"}, "A hidden field"),
        ({"stamp": "forged"}, "open for too long"),
        ({"stamp": make_stamp(seconds_ago=-36000)}, "quicker than people type"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, fields, says):
    enquiry = make_enquiry()

    response = send(client, enquiry, **fields)

    assert response.status_code == 422
    assert says in response.text
    assert "Error:" in response.text
    assert fields.get("text", "Any news?").strip(" \x00") in response.text
    assert not Message.objects.exists()


def test_only_whoever_has_the_link_writes(client):
    enquiry, other = make_enquiry(), make_enquiry()

    for secret in ["wrong", other.secret, "%00"]:
        url = f"/projects/hosting/enquiry/{enquiry.reference}/{secret}/message/"
        assert client.post(url, {"text": "x"}).status_code == 404
    assert client.get(f"{enquiry.get_absolute_url()}message/").status_code == 405


def test_staff_read_write_and_settle_in_the_admin(client):
    enquiry = make_enquiry()
    make_said(enquiry, text="<script>alert(1)</script>")
    enter(client)
    lists = url(Enquiry, "changelist")
    desk = client.get("/admin/").text
    page = client.get(url(Enquiry, "change", enquiry.pk)).text
    assert "enquiries that wait for an answer" in desk
    assert "&lt;script&gt;alert(1)" in page
    assert enquiry.reference in client.get(f"{lists}?answer=us").text

    act(client, "settle", enquiry)
    assert said(client) == ["1 hosting enquiry settled."]
    assert enquiry.reference not in client.get(f"{lists}?answer=us").text

    for _click in range(2):
        press(client, "write", enquiry, token="one", text="Hello Ada")
    assert Message.objects.filter(is_ours=True, written_by__email="sam@example.org").count() == 1


def test_who_only_reads_does_not_write(client):
    enquiry = make_enquiry()
    client.force_login(make_staff("Read-only"))

    assert "Write to them" not in client.get(url(Enquiry, "change", enquiry.pk)).text
    press(client, "write", enquiry, token="one", text="Hello")
    assert not Message.objects.exists()


def test_the_words_are_told_to_whoever_asked_and_erased_with_them(client):
    enquiry = make_enquiry()
    make_said(enquiry, text="I am Ada")
    make_reply(enquiry, text="Dear Ada")
    ada = Whose(user=0, emails=("ada@example.org",))
    (section,) = [each for each in telling.tell(ada) if each.key == "hosting.Message"]
    assert [row["Text"] for row in section.rows] == ["I am Ada", "Dear Ada"]

    for holding in all_holdings():
        if holding.model in {Message, Enquiry}:
            erasing.erase(holding, ada, NOW)

    assert set(Message.objects.values_list("text", flat=True)) == {"Erased"}
    assert "Ada" not in client.get(enquiry.get_absolute_url()).text


def test_what_happened_in_one_moment_is_told_in_its_order(client):
    enquiry = make_enquiry()
    make_reply(enquiry, text="Sorry.")
    services.decline(enquiry=enquiry, at=NOW)

    page = client.get(enquiry.get_absolute_url()).text

    told = ["The enquiry was sent", "The foundation took it up", "Sorry.", "declined it"]
    places = [page.index(words) for words in told]
    assert places == sorted(places)


@pytest.mark.parametrize("messages", [1, 3])
def test_the_conversation_costs_the_same_however_long(client, messages, django_assert_num_queries):
    enquiry = make_enquiry()
    for _each in range(messages):
        make_reply(enquiry)

    with django_assert_num_queries(4):
        client.get(enquiry.get_absolute_url())

import pytest
from django.urls import reverse

from foundation.base.models import Mail
from projects.hosting.models import Enquiry, PlatinumAnswer
from tests.factories.bots import make_stamp
from tests.factories.projects import make_form, make_platinum_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

FORM = "/projects/hosting/enquiry/"


def send(client, **fields):
    return client.post(FORM, make_form(**fields))


def refused(response, sentence):
    """A refusal: 422, the sentence, and nothing stored."""
    assert response.status_code == 422
    assert sentence in response.text
    assert "<title>Error: " in response.text
    assert not Enquiry.objects.exists()
    return True


def test_sending_it_stores_an_enquiry_and_leads_to_its_page(client):
    response = send(client, contributors="12", comment="Hello\r\nthere")

    enquiry = Enquiry.objects.get()
    assert response.url == enquiry.get_absolute_url()
    assert reverse("hosting:status", args=[enquiry.reference, enquiry.secret]) == response.url
    assert (enquiry.contributors, enquiry.comment) == (12, "Hello\nthere")
    assert Mail.objects.get().to == "ada@example.org"


def test_a_double_click_stores_one_enquiry(client):
    form = make_form()

    first, second = client.post(FORM, form), client.post(FORM, form)

    assert first.url == second.url
    assert Enquiry.objects.count() == 1


def test_going_back_and_changing_it_loses_nothing(client):
    form = make_form()
    client.post(FORM, form)

    again = client.post(FORM, form | {"project": "Another"})
    assert again.status_code == 422
    assert "You have sent this form before" in again.text

    renewed = again.context["form"]["stamp"].value()
    assert renewed != form["stamp"]


def test_the_platinum_members_of_today_can_be_chosen(client):
    member = make_platinum_member("Huawei")
    make_platinum_member("Former", until="2022-01-01")
    make_platinum_member("Golden", tier="gold")

    page = client.get(FORM).text
    assert "Huawei" in page
    assert "Former" not in page
    assert "Golden" not in page

    send(client, platinum=f"member-{member.pk}")
    enquiry = Enquiry.objects.get()
    assert (enquiry.platinum, enquiry.platinum_member) == (PlatinumAnswer.ONE, member)


@pytest.mark.parametrize("answer", ["none", "interested"])
def test_an_enquiry_needs_no_platinum_member(client, answer):
    assert send(client, platinum=answer).status_code == 302
    assert Enquiry.objects.get().platinum == answer


@pytest.mark.parametrize("held", [{"tier": "gold"}, {"until": "2022-01-01"}])
def test_a_tampered_member_is_refused(client, held):
    member = make_platinum_member(**held)

    response = send(client, platinum=f"member-{member.pk}")

    assert refused(response, "This is not a Platinum member now.")


@pytest.mark.parametrize("value", ["member-999999", "one", "member-", "1 OR 1=1"])
def test_an_answer_that_was_not_offered_is_refused(client, value):
    assert refused(send(client, platinum=value), "This is not a Platinum member now.")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_for_any_number_of_members(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_platinum_member(f"Member {number}")

    with django_assert_num_queries(2):
        client.get(FORM)


REQUIRED = ["name", "email", "organization", "project", "repository", "licence"]


@pytest.mark.parametrize("field", REQUIRED)
@pytest.mark.parametrize("value", ["", "   "])
def test_what_is_needed_is_asked_for(client, field, value):
    assert refused(send(client, **{field: value}), "Fill this in.")


def test_consent_is_asked_for(client):
    form = make_form()
    del form["consent"]

    assert refused(client.post(FORM, form), "Tick this box to go on.")


def test_an_empty_post_is_a_form_with_errors(client):
    assert refused(client.post(FORM, {}), "Fill this in.")


HOSTILE = [
    ("name", "Eve\r\nBcc: all@example.org", "Write this in one line."),
    ("project", "A\nB", "Write this in one line."),
    ("organization", "x" * 5000, "at most 150 characters"),
    ("name", "x" * 5000, "at most 150 characters"),
    ("project", "x" * 81, "at most 80 characters"),
    ("title", "x" * 5000, "at most 150 characters"),
    ("email", "eve@example.org\nBcc: all@example.org", "Write the address in full"),
    ("email", "nobody", "Write the address in full"),
    ("repository", "javascript:alert(1)", "Give the whole address"),
    ("repository", "ftp://example.org/x", "Give the whole address"),
    ("repository", "data:text/html,x", "Give the whole address"),
    ("repository", "https://example.org/" + "x" * 5000, "at most 300 characters"),
    ("phone", "call me <b>now</b>", "Write the number with digits"),
    ("contributors", "many", "Write a whole number"),
    ("contributors", "-1", "greater than or equal to 0"),
    ("contributors", "9" * 30, "less than or equal to 1000000"),
    ("organizations_involved", "x" * 5000, "at most 2000 characters"),
    ("name", "a\x00b", "Null characters are not allowed."),
    ("comment", "a\x00b", "Null characters are not allowed."),
    ("repository", "https://example.org/\x00", "Null characters are not allowed."),
]


@pytest.mark.parametrize(("field", "value", "sentence"), HOSTILE)
def test_hostile_input_is_refused_with_a_sentence_and_kept(client, field, value, sentence):
    response = send(client, **{field: value})

    assert refused(response, sentence)
    assert response.context["form"][field].value() == value
    assert response.context["form"]["project"].value()


def test_markup_is_kept_as_text(client):
    response = client.post(FORM, make_form(name='<script>alert("1")</script>'), follow=True)

    assert "<script>alert" not in response.text
    assert "&lt;script&gt;" in response.text


@pytest.mark.parametrize(
    "comment", ["x" * 400, "é" * 400, "🦄" * 400, "a\r\n" * 199 + "bc", ("x" * 399) + "\r\n"]
)
def test_a_comment_of_400_letters_is_taken(client, comment):
    assert send(client, comment=comment).status_code == 302


@pytest.mark.parametrize("comment", ["x" * 401, "a\r\n" * 200 + "b"])
def test_a_comment_of_401_letters_is_refused_with_its_length(client, comment):
    response = send(client, comment=comment)

    assert refused(response, "Shorten this to 400 letters: it has 401 now.")
    assert response.context["form"]["comment"].value() == comment


def test_the_comment_is_not_cut_off_by_the_browser(client):
    page = client.get(FORM).text

    assert '<letter-count max="400">' in page
    assert 'maxlength="400"' not in page


def test_a_bot_is_refused_and_a_person_gets_past(client):
    response = send(client, website="https://spam.example")
    assert refused(response, "send the form again")

    form = response.context["form"]
    again = make_form(stamp=form["stamp"].value(), website=form["website"].value())
    assert client.post(FORM, again).status_code == 302


def test_an_answer_within_a_second_is_refused(client):
    assert refused(send(client, stamp=make_stamp(seconds_ago=-60)), "Wait a moment")


def test_the_summary_leads_to_each_field_in_order(client):
    page = send(client, email="x", repository="y").text

    assert page.index('href="#id_email"') < page.index('href="#id_repository"')


def test_the_form_is_shared_by_no_cache_and_kept_for_going_back(client):
    kept = client.get(FORM)["Cache-Control"]

    assert set(kept.split(", ")) == {"private", "no-cache"}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(FORM).status_code == 405

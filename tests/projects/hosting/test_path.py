"""The pages of the way: the project's review behind its link, the path in public, comments."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from foundation.base import clock
from members.accounts.models import User
from projects.hosting import services
from projects.hosting.models import Comment, Finding, Pilot, Review
from projects.models import Stage
from tests.admin import act
from tests.factories.bots import make_stamp
from tests.factories.hosting import (
    LATER,
    at_public,
    make_comment,
    make_criteria,
    make_pilot,
    make_review,
    make_ruling,
    written,
)
from tests.factories.projects import NOW, make_enquiry, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def path(project, page="path"):
    return reverse(f"hosting:{page}", args=[project.slug])


def test_a_pilot_past_its_day_reads_so_on_every_page(client):
    pilot = make_pilot(pilot_since=date(2021, 1, 10), stage=Stage.RETIRED)
    enquiry = services.take_up(enquiry=make_enquiry(), at=NOW)
    services.accept_as_pilot(enquiry=enquiry, existing=pilot, at=NOW)
    review = make_review(project=pilot)

    for address in [path(pilot), enquiry.get_absolute_url(), review.get_absolute_url()]:
        page = client.get(address).text
        assert "was to be reviewed by" in page.lower()
        assert "is reviewed by" not in page
        assert "will be reviewed by" not in page
    assert "That day is past" in client.get(path(pilot)).text


def test_what_is_written_is_saved_and_handed_in(client):
    review = make_review()
    names = [f"evidence-{each.pk}" for each in review.findings.all()]

    page = client.post(review.get_absolute_url(), {names[0]: "We meet.\0"}, follow=True).text
    assert "Saved. Hand it in when it is whole." in page
    assert "We meet." in page

    refusal = client.post(review.get_absolute_url(), {names[0]: "We meet.", "hand_in": "yes"})
    assert refusal.status_code == 422
    assert "Governance: Write how the project meets it." in refusal.text

    page = client.post(
        review.get_absolute_url(), dict.fromkeys(names, "Yes.") | {"hand_in": "yes"}, follow=True
    ).text
    assert "We have what you wrote" in page


def test_too_much_is_said_and_kept(client):
    review = make_review()
    name = f"evidence-{review.findings.first().pk}"

    answer = client.post(review.get_absolute_url(), {name: "x" * 5001})

    assert answer.status_code == 422
    assert "x" * 5001 in answer.text
    assert not Finding.objects.exclude(evidence="").exists()


def test_the_review_is_for_nobody_without_its_secret(client):
    review, other = make_review(), make_review()

    answer = client.get(review.get_absolute_url())
    assert answer["Cache-Control"] == "private, no-store"
    for secret in ("wrong", other.secret):
        assert (
            client.get(f"/projects/hosting/review/{review.reference}/{secret}/").status_code == 404
        )


def test_the_account_of_that_address_finds_the_way_and_no_other(client):
    review = make_review()
    own = reverse("hosting:own_review", args=[review.reference])
    assert "/account/login/" in client.get(own)["Location"]

    for email, status in (("ada@example.org", 302), ("eve@example.org", 404)):
        user = User.objects.create_user(email, full_name="X")
        user.emailaddress_set.create(email=email, verified=True, primary=True)
        client.force_login(user)
        assert client.get(own).status_code == status


@pytest.mark.parametrize("end", ["withdraw", "confirm", "decline"])
def test_each_end_of_a_review_has_its_words(client, end):
    review = at_public()
    if end == "withdraw":
        client.post(f"{review.get_absolute_url()}withdraw/")
    else:
        against = 0 if end == "confirm" else 99
        ruling = make_ruling(votes_against=against)
        services.decide(review=review, ruling=ruling, by=None, at=LATER)

    page = client.get(review.get_absolute_url()).text

    words = {"withdraw": "The review is withdrawn", "confirm": "is confirmed",
             "decline": "is not confirmed now"}  # fmt: skip
    assert words[end] in page
    late = client.post(review.get_absolute_url(), {})
    assert late.status_code == 422


def test_the_path_tells_days_decisions_and_approved_comments(client):
    enquiry = services.take_up(enquiry=make_enquiry(), at=NOW)
    project = services.accept_as_pilot(enquiry=enquiry, at=NOW)
    review = at_public(make_review(project=project))
    shown = make_comment(review, text="They <b>answer</b>.")
    make_comment(review, text="A secret word.")
    services.judge(comment=shown, approved=True, by=None, at=NOW)
    ruling = make_ruling(conflicts="Eve sat out.")
    services.decide(review=review, ruling=ruling, by=None, at=LATER)
    page = client.get(path(project)).text

    for word in ("Asked for a home", "Became a pilot", "Confirmed by the board", "9 for, 1 against",
                 "They &lt;b&gt;answer&lt;/b&gt;.", "Grace Hopper", "We do, see"):  # fmt: skip
        assert word in page
    for word in ("A secret word.", "Eve sat out.", "grace@example.net", "ada@example.org",
                 review.secret, enquiry.secret):  # fmt: skip
        assert word not in page
    assert path(project) in client.get(project.get_absolute_url()).text


def test_a_decision_that_is_not_public_is_not_on_the_path_but_the_project_reads_it(client):
    enquiry = services.take_up(enquiry=make_enquiry(), at=NOW)
    project = services.accept_as_pilot(enquiry=enquiry, at=NOW)
    ruling = make_ruling(text="Behind doors.", is_public=False, votes_for=0)
    services.end(project=project, ruling=ruling, by=None, at=LATER)

    assert "Behind doors." not in client.get(path(project)).text
    assert "Behind doors." in client.get(enquiry.get_absolute_url()).text


def test_nothing_of_a_review_is_public_before_it_is_opened(client):
    review = written(make_review())

    assert "We do, see" not in client.get(path(review.project)).text
    assert client.get(path(review.project, "comment")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_path_costs_the_same(client, django_assert_num_queries, rows):
    review = at_public()
    for _ in range(rows):
        services.judge(comment=make_comment(review), approved=True, by=None, at=NOW)

    with django_assert_num_queries(8):
        page = client.get(path(review.project))

    assert page.text.count("path__comment") == rows


def test_a_project_without_any_record_has_an_empty_path(client):
    assert "Not written down here" in client.get(path(make_project())).text
    assert client.get("/projects/nothing/path/").status_code == 404


def sent(project, **fields):
    return {"stamp": make_stamp(), "website": "", "name": "Grace Hopper", "role": "",
            "email": "grace@example.net", "project": project.pk, "text": "Good people."} | fields  # fmt: skip


def test_a_comment_is_sent_once_and_waits_for_staff(client):
    review, other = at_public(), make_project()
    data = sent(other)

    for _ in range(2):
        answer = client.post(path(review.project, "comment"), data, follow=True)
        assert "Our staff read your comment" in answer.text

    assert Comment.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "Fill this in."),
        ({"project": "0"}, "Choose a project of the list."),
        ({"project": "1 OR 1=1"}, "Choose a project of the list."),
        ({"email": "x"}, "Write the e-mail like"),
        ({"website": "spam"}, "A hidden field"),
    ],
)
def test_a_comment_that_cannot_be_says_why_and_loses_nothing(client, fields, sentence):
    review, other = at_public(), make_project()

    answer = client.post(path(review.project, "comment"), sent(other, role="lead") | fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="lead"' in answer.text


def test_nobody_comments_for_the_project_itself_or_when_the_days_are_over(client):
    review, other = at_public(), make_project()
    page = path(review.project, "comment")
    assert client.post(page, sent(review.project)).status_code == 422

    with clock.seen_from(NOW + timedelta(days=16)):
        assert client.post(page, sent(other)).status_code == 302
    assert not Comment.objects.exists()


def test_staff_go_the_whole_way_by_buttons(admin_client):
    make_criteria()
    pilot = make_pilot()
    row = Pilot.objects.get(pk=pilot.pk)
    asked = {"action": "begin_review", "_selected_action": [row.pk], "_confirmed": "yes"}
    admin_client.post(
        reverse("admin:hosting_pilot_changelist"),
        asked | {"name": "Ada", "email": "ada@example.org"},
    )
    review = written(Review.objects.get())
    inlines = {"findings-TOTAL_FORMS": 5, "findings-INITIAL_FORMS": 5, "comments-TOTAL_FORMS": 0,
               "comments-INITIAL_FORMS": 0, "decisions-TOTAL_FORMS": 0, "decisions-INITIAL_FORMS": 0}  # fmt: skip
    for place, each in enumerate(review.findings.all()):
        inlines |= {f"findings-{place}-id": each.pk, f"findings-{place}-review": review.pk,
                    f"findings-{place}-verdict": "met", f"findings-{place}-assessment": "Good."}  # fmt: skip
    answer = admin_client.post(f"/admin/hosting/review/{review.pk}/change/", inlines)
    assert answer.status_code == 302
    assert review.findings.filter(verdict="met").count() == 5

    act(admin_client, "publish", review, until="2022-10-25")
    comment = make_comment(Review.objects.get())
    act(admin_client, "approve", comment)
    ruling = {"decided_on": "2022-10-26", "votes_for": 9, "votes_against": 0, "votes_abstained": 0,
              "text": "Yes.", "is_public": "on"}  # fmt: skip
    with clock.seen_from(LATER):
        act(admin_client, "decide", review, **ruling)

    pilot.refresh_from_db()
    assert pilot.stage == "confirmed"


def test_nobody_confirms_a_pilot_by_hand(admin_client):
    page = admin_client.get(f"/admin/projects/project/{make_pilot().pk}/change/").text

    assert 'name="stage"' not in page
    assert 'name="confirmed_on"' not in page


def test_whoever_asked_ends_the_pilot(client):
    enquiry = services.take_up(enquiry=make_enquiry(), at=NOW)
    project = services.accept_as_pilot(enquiry=enquiry, at=NOW)
    assert "End the pilot" in client.get(enquiry.get_absolute_url()).text

    page = client.post(f"{enquiry.get_absolute_url()}leave/", follow=True).text

    project.refresh_from_db()
    assert project.stage == "retired"
    assert "is retired" in page
    assert client.post(f"{enquiry.get_absolute_url()}leave/").status_code == 422

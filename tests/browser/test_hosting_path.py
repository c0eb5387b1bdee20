"""A project asks for a home, is a pilot, shows how it meets the criteria, and is confirmed."""

import re
from datetime import timedelta

from django.db.models import F
from playwright.sync_api import expect

from foundation.pages.demo.preparation import STAFF_EMAIL
from projects.hosting.models import Enquiry, Pilot, Review
from projects.models import Project
from tests.browser.test_afterwards import act

NAME = "Fjordgate"


def enquire(page, press, read_on):
    """The form, filled in by somebody of the project; gives the enquiry."""
    page.goto("/projects/hosting/")
    page.locator("main a[href='/projects/hosting/enquiry/']").first.click()
    page.get_by_label("Full name").fill("Liv Aasen")
    page.get_by_label("E-mail").fill("liv@fjordgate.example")
    page.get_by_label("Organisation", exact=True).fill("none")
    page.get_by_label("Name of the project").fill(NAME)
    page.get_by_label("Public repository").fill("https://git.fjordgate.example/gate")
    page.get_by_label("Licence").fill("Apache-2.0")
    page.get_by_label("Which Platinum member").select_option("none")
    page.get_by_label("I agree that the foundation keeps").check()
    read_on()
    press("Send the enquiry")
    expect(page.locator("h1")).to_have_text("Thank you. We have your enquiry")
    return Enquiry.objects.get(project=NAME)


def write_and_hand_in(page, press, review):
    """The project at its secret link: saves a part, is told what is empty, hands in the whole."""
    page.goto(review.get_absolute_url())
    fields = page.locator("main textarea").all()
    fields[0].fill("We gate every change before it is merged.")
    press("Save", exact=True)
    press("Hand it in")
    expect(page.locator(".error-summary")).to_contain_text("Governance: Write how")
    for number, field in enumerate(page.locator("main textarea").all()[1:], start=2):
        field.fill(f"Here is how, as https://fjordgate.example/{number} tells.")
    press("Hand it in")
    expect(page.locator("h1")).to_have_text("We have what you wrote")


def assess(page, review):
    """Staff say of each criterion what they think."""
    page.goto(f"/admin/hosting/review/{review.pk}/change/")
    for field in page.locator("select[name$='-verdict']").all():
        field.select_option("met")
    page.locator("textarea[name$='-assessment']").first.fill("We tried it for a week.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_load_state()


def comment(page, press, read_on):
    """Somebody of another project, without an account, says what they know."""
    page.goto("/projects/fjordgate/path/")
    page.get_by_role("link", name="Comment on the review").click()
    page.get_by_label("Full name").fill("Grace Hopper")
    page.get_by_label("E-mail").fill("grace@example.net")
    page.get_by_label("The project you come from").select_option(label="Zuul")
    page.get_by_label("Comment", exact=True).fill("They answer within a day.")
    read_on()
    press("Send the comment")
    expect(page.locator("h1")).to_have_text("Thank you")


def test_a_project_goes_from_an_enquiry_to_the_vote_of_the_board(page, press, look, enter, read_on):
    enquiry = enquire(page, press, read_on)
    enter(STAFF_EMAIL, "/admin/")
    act(page, press, enquiry, "Take it up")
    act(page, press, enquiry, "Make it a pilot")
    act(page, press, Pilot.objects.get(name=NAME), "Begin the review")
    review = Review.objects.get(project__name=NAME)
    assert review.email == enquiry.email
    write_and_hand_in(page, press, review)
    assess(page, review)
    act(page, press, review, "Open it for comments")

    comment(page, press, read_on)
    said = review.comments.get()
    assert "answer within a day" not in page.request.get("/projects/fjordgate/path/").text()
    act(page, press, said, re.compile("^Show it$"))
    # The days of comments go by.
    days = review.comments_until - review.comments_from + timedelta(days=1)
    Review.objects.filter(pk=review.pk).update(
        comments_from=F("comments_from") - days, comments_until=F("comments_until") - days
    )
    act(page, press, review, "Record the decision", votes_for=9, votes_against=1,
        votes_abstained=2, text="Welcome to the foundation.")  # fmt: skip

    assert Project.objects.get(name=NAME).stage == "confirmed"
    page.goto("/projects/fjordgate/path/")
    page.reload()
    look()
    for words in (
        "Asked for a home", "Became a pilot", "Confirmed by the board", "9 for, 1 against",
        "Welcome to the foundation.", "We gate every change", "We tried it for a week.",
        "They answer within a day.", "Grace Hopper, Zuul",
    ):  # fmt: skip
        expect(page.locator("main")).to_contain_text(words)
    page.goto(enquiry.get_absolute_url())
    expect(page.locator("h1")).to_have_text(f"{NAME} is confirmed")
    look()

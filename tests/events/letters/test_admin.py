"""What staff see and do; who may not."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from events.letters.models import (
    LetterRules,
    LetterState,
    Score,
    TravelApplication,
    TravelState,
    VisaLetter,
)
from events.letters.services import travel, visa
from events.registration import services as registration
from foundation.base import clock
from members.accounts.models import User
from tests.admin import act, enter, said, url
from tests.factories.events import make_event
from tests.factories.letters import (
    ADA,
    make_application,
    make_draft,
    make_issued,
    make_letter,
    make_rules,
)
from tests.factories.orders import make_foundation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def staff(client):
    make_foundation()
    return enter(client)


def with_rights(client, *names):
    user = User.objects.create_user("kim@example.org", full_name="Kim", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def paper(letter):
    return reverse("admin:letters_visaletter_pdf", args=[letter.pk])


# --- Visa letters --------------------------------------------------------------------------


def test_what_is_due_first_stands_on_top_and_passports_in_no_list(at, staff):
    issued = make_issued()
    late = make_letter(at=at.replace(day=1, month=9))
    later = make_letter()

    page = staff.get(url(VisaLetter, "changelist"))

    assert list(page.context["cl"].result_list) == [late, later, issued]
    assert "Overdue" in text(page)
    assert ADA["passport"] not in text(page)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_no_passport(staff, kind):
    make_issued()
    response = staff.get(reverse("admin:letters_visaletter_export", args=["csv"]))

    told = response.getvalue().decode()
    assert "VL-2022-00001" in told
    for hidden in (ADA["passport"], "1985-12-10", "Hotel Example", "United Kingdom"):
        assert hidden not in told
    answer = staff.get(reverse("admin:letters_visaletter_export", args=[kind]))
    assert answer.status_code == 200


def test_the_record_shows_the_passport_a_preview_and_the_paper(staff):
    letter = make_letter()
    page = text(staff.get(url(VisaLetter, "change", letter.pk)))
    assert ADA["passport"] in page
    assert "Preview as PDF" in page
    assert staff.get(paper(letter)).content.startswith(b"%PDF")

    act(staff, "issue", letter, seen=f'{{"{letter.pk}": 1}}')
    letter.refresh_from_db()
    assert letter.number in text(staff.get(url(VisaLetter, "change", letter.pk)))
    assert staff.get(paper(letter)).content.startswith(b"%PDF")


def test_issuing_asks_first_and_notices_what_changed_meanwhile(staff):
    letter = make_letter()
    preview = act(staff, "issue", letter, confirmed=False)
    assert "1 visa letter will be issued and mailed" in text(preview)
    make_letter(ticket=letter.ticket, name="Ada King")

    act(staff, "issue", letter, seen=preview.context["form"]["seen"].value())

    assert "changed the data since you looked" in said(staff)[0]
    letter.refresh_from_db()
    assert letter.state == LetterState.REQUESTED
    for forged in ("", "x", "[1]", '{"a": 1}', "null"):
        assert act(staff, "issue", letter, seen=forged).status_code == 422


def test_refusing_and_revoking_ask_for_a_reason(staff):
    waiting, issued = make_letter(), make_issued()
    assert act(staff, "refuse", waiting, reason="").status_code == 422
    act(staff, "refuse", waiting, reason="Blurred.")
    act(staff, "revoke", issued, reason="Forged.")

    for letter, state in ((waiting, LetterState.REFUSED), (issued, LetterState.REVOKED)):
        letter.refresh_from_db()
        assert letter.state == state
    assert text(act(staff, "issue", issued, confirmed=False)).count("decided already") == 1


def test_letters_whose_ticket_is_gone_are_found(at, staff):
    gone, _kept = make_issued(), make_issued()
    registration.cancel(order=gone.ticket.order, at=at)

    found = staff.get(url(VisaLetter, "changelist"), {"needs": "unfounded"})

    assert list(found.context["cl"].result_list) == [gone]
    assert "the ticket is gone" in text(found)


def test_who_may_not_see_passports_sees_none_and_decides_nothing(client):
    letter = make_letter()
    with_rights(client, "view_visaletter", "change_visaletter", "issue_visaletter")

    page = client.get(url(VisaLetter, "change", letter.pk))
    assert page.status_code == 200
    assert ADA["passport"] not in text(page)
    assert client.get(paper(letter)).status_code == 403
    act(client, "issue", letter, seen=f'{{"{letter.pk}": 1}}')
    letter.refresh_from_db()
    assert letter.state == LetterState.REQUESTED


def test_nobody_else_reads_a_paper(client):
    letter = make_issued()

    assert client.get(paper(letter)).status_code == 302
    with_rights(client, "view_traveller")
    assert client.get(paper(letter)).status_code == 403
    client.force_login(User.objects.get())
    assert client.get(reverse("admin:letters_visaletter_pdf", args=[99])).status_code in {403, 404}


def test_rules_are_kept_in_the_zone_of_the_event(staff):
    event = make_event()
    sent = {
        "event": event.pk, "open_until_0": "2023-05-26", "open_until_1": "00:00",
        "working_days": 5, "signatory_name": "M", "signatory_title": "E", "text": "{nam}",
        "hint": "", "keep_days": 30,
    }  # fmt: skip
    wrong = staff.post(url(LetterRules, "add"), sent)
    assert wrong.status_code == 422
    assert "There is no {nam}" in text(wrong)
    staff.post(url(LetterRules, "add"), sent | {"text": "{name}"})

    assert LetterRules.objects.get().open_until.isoformat() == "2023-05-26T07:00:00+00:00"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [(VisaLetter, 6), (TravelApplication, 6)])
def test_the_cost_of_a_list_is_flat(staff, django_assert_max_num_queries, rows, model, queries):
    for number in range(rows):
        make_issued()
        make_application(email=f"{number}@example.org")

    with django_assert_max_num_queries(queries + 2):
        page = staff.get(url(model, "changelist"))
    assert page.context["cl"].result_count == rows


# --- Travel support --------------------------------------------------------------------------


def test_others_points_are_hidden_until_ones_own_are_given(at, staff):
    row = make_application()
    rae = User.objects.create_user("rae@example.org", full_name="Rae")
    travel.score(application=row, reviewer=rae, points=1, note="Not my cup of tea", at=at)
    change, listed = url(TravelApplication, "change", row.pk), url(TravelApplication, "changelist")

    assert "Not my cup of tea" not in text(staff.get(change))
    assert "1 given, yours is missing" in text(staff.get(listed))
    act(staff, "give_points", row, points=4, note="")
    assert "Not my cup of tea" in text(staff.get(change))
    assert "2.5 (2)" in text(staff.get(listed))
    assert act(staff, "give_points", row, points=6).status_code == 422
    assert Score.objects.count() == 2


def test_a_batch_is_granted_as_asked_for_or_as_staff_say(staff):
    event = make_application().event
    second = make_application(event=event, email="b@example.org", nights=1, wants_ticket=False)
    rows = list(TravelApplication.objects.order_by("pk"))
    preview = text(act(staff, "grant", *rows, confirmed=False))
    assert "2 travel support applications will be granted" in preview
    assert "USD 1,800" in preview

    answers = {"flight": "500", "nights": "", "ticket": "asked", "accept_by": "2022-10-31"}
    act(staff, "grant", *rows, **answers)

    second.refresh_from_db()
    assert (second.granted_flight, second.granted_nights, second.granted_ticket) == (500, 1, False)
    assert second.answer_until.isoformat() == "2022-11-01T06:59:59+00:00"
    assert TravelApplication.objects.filter(state=TravelState.GRANTED).count() == 2


def test_a_day_gone_by_and_applications_of_two_events_are_refused(staff):
    row, other = make_application(), make_application()
    answers = {"flight": "", "nights": "", "ticket": "asked", "accept_by": "2022-10-01"}

    act(staff, "grant", row, **answers)
    assert "is over" in said(staff)[0]
    assert act(staff, "grant", row, other, **answers).status_code == 422
    draft = make_draft(email="d@example.org")
    assert "has not been sent" in text(act(staff, "decline", draft, confirmed=False))
    act(staff, "waitlist", row)
    act(staff, "decline", other)
    row.refresh_from_db()
    assert row.state == TravelState.WAITLISTED


def test_a_reviewer_scores_and_does_not_decide(client):
    row = make_application()
    with_rights(client, "view_travelapplication", "add_score")

    act(client, "decline", row)
    act(client, "give_points", row, points=5, note="")

    row.refresh_from_db()
    assert row.state == TravelState.SUBMITTED
    assert Score.objects.get().points == 5


def test_a_letter_stays_as_it_was_sent(staff):
    letter = visa.refuse(letter=make_letter(), reason="No.", at=clock.now())
    rules = make_rules()

    staff.post(url(VisaLetter, "change", letter.pk), {"state": "issued", "reason": "x"})
    letter.refresh_from_db()
    assert (letter.state, letter.reason) == (LetterState.REFUSED, "No.")
    assert staff.post(url(VisaLetter, "delete", letter.pk)).status_code == 403
    assert "Refused" in text(staff.get(url(VisaLetter, "history", letter.pk)))
    assert staff.get(url(LetterRules, "changelist")).status_code == 200
    assert str(rules) in text(staff.get(url(LetterRules, "change", rules.pk)))

"""The rules of a visa letter, whoever asks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from events.letters import days, queries, texts
from events.letters.models import LetterState, Paper, Traveller, VisaLetter
from events.letters.queries import Standing
from events.letters.services import visa
from events.registration import services as registration
from events.registration.models import Ticket
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from tests.factories.events import make_event
from tests.factories.letters import ADA, make_issued, make_letter, make_rules, make_ticket
from tests.factories.orders import make_free, make_pending, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

GRACE = {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"}


def refused(call, **fields):
    with pytest.raises(RuleError) as refusal:
        call(**fields)
    return refusal.value.code


def fresh(letter):
    return VisaLetter.objects.with_papers().get(pk=letter.pk)


def pass_on(ticket, at):
    return registration.assign(ticket=ticket, attendee=GRACE, at=at)


# --- Working days --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        (datetime(2022, 10, 10, 9, tzinfo=UTC), date(2022, 10, 17)),  # Monday, still 02:00 there
        (datetime(2022, 10, 14, 23, tzinfo=UTC), date(2022, 10, 21)),  # Friday afternoon
        (datetime(2022, 10, 15, 23, tzinfo=UTC), date(2022, 10, 21)),  # Saturday
        (datetime(2022, 10, 17, 6, tzinfo=UTC), date(2022, 10, 21)),  # Sunday night there
    ],
)
def test_five_working_days_are_counted_in_the_zone_of_the_event(asked, last):
    due = days.due_at(asked, 5, "America/Vancouver")

    assert days.last_day(due, "America/Vancouver") == last


# --- Asking --------------------------------------------------------------------------------


def test_the_holder_of_a_paid_ticket_asks_and_is_told_by_when(at, run_queue):
    letter = make_letter()
    run_queue()

    assert letter.state == LetterState.REQUESTED
    assert letter.due_at == datetime(2022, 10, 18, 7, tzinfo=UTC)
    mail = Mail.objects.get(kind="visa_letter_requested")
    assert mail.to == "ada@example.org"
    assert "17 October 2022" in mail.text
    assert ADA["passport"] not in mail.text + mail.html


def test_only_for_paid_tickets_with_somebody_who_comes(at):
    event = make_rules().event
    pending = make_pending(ticket_type=make_sale(event=event)).tickets.get()
    empty = make_free(ticket_type=make_sale(event=event, price=0), quantity=2)
    cancelled = make_ticket(event=event)
    registration.cancel(order=cancelled.order, at=at)

    unnamed = empty.tickets.get(position=2)
    for ticket, code in ((pending, "not_paid"), (unnamed, "nobody"), (cancelled, "not_paid")):
        assert refused(visa.request, ticket=ticket, details=ADA, at=at) == code


def test_not_after_the_day_nor_for_an_event_without_rules(at):
    ticket = make_ticket()
    last = datetime(2023, 5, 26, 7, tzinfo=UTC)
    bare = make_free(ticket_type=make_sale(price=0)).tickets.get()

    assert refused(visa.request, ticket=ticket, details=ADA, at=last) == "closed"
    assert refused(visa.request, ticket=bare, details=ADA, at=at) == "closed"
    make_letter(ticket=ticket, at=last - timedelta(seconds=1))


def test_asking_again_changes_what_was_sent_and_keeps_the_number_of_the_passport(at):
    letter = make_letter()
    again = make_letter(ticket=letter.ticket, passport="", stay="", at=at + timedelta(days=1))

    assert again.pk == letter.pk
    assert again.due_at == letter.due_at
    assert again.version == 2
    kept = Traveller.objects.get()
    assert (kept.passport, kept.stay) == (ADA["passport"], "")


def test_the_same_data_twice_is_no_change():
    letter = make_letter()

    assert make_letter(ticket=letter.ticket).version == 1


def test_the_database_keeps_one_live_letter_per_holder(at):
    letter = make_letter()
    with pytest.raises(IntegrityError, match="one_live_per_holder"), transaction.atomic():
        VisaLetter.objects.create(
            ticket=letter.ticket, holder_code=letter.holder_code, consulate="x", due_at=at
        )


# --- Deciding ------------------------------------------------------------------------------


def test_an_issued_letter_has_a_number_and_keeps_what_it_says(at, run_queue):
    letters = [make_issued(), make_issued()]
    Traveller.objects.update(name="Somebody Else")
    run_queue()

    assert [letter.number for letter in letters] == ["VL-2022-00001", "VL-2022-00002"]
    assert len(letters[0].code) == 10
    printed = Paper.objects.get(letter=letters[0]).printed
    assert printed["name"] == "Ada Lovelace"
    assert "Ada Lovelace" in printed["paragraphs"][0]
    mail = Mail.objects.filter(kind="visa_letter_issued").first()
    assert bytes(mail.attachments.get().content).startswith(b"%PDF")


def test_a_letter_is_decided_once(at):
    letter = make_issued()

    assert refused(visa.issue, letter=letter, at=at) == "not_now"
    assert refused(visa.refuse, letter=letter, reason="No.", at=at) == "not_now"
    assert refused(visa.request, ticket=letter.ticket, details=ADA, at=at) == "issued"


def test_what_changed_since_it_was_looked_at_is_not_issued(at):
    letter = make_letter()
    make_letter(ticket=letter.ticket, name="Ada King")

    assert refused(visa.issue, letter=letter, at=at, seen=1) == "changed"
    assert visa.issue(letter=letter, at=at, seen=2).number


def test_a_letter_is_not_issued_for_a_ticket_that_is_gone(at):
    letter = make_letter()
    pass_on(letter.ticket, at)

    assert refused(visa.issue, letter=letter, at=at) == "unfounded"


def test_after_a_refusal_one_may_ask_again(at, run_queue):
    first = visa.refuse(letter=make_letter(), reason="The number is cut off.", at=at)
    second = make_letter(ticket=first.ticket, passport="")
    run_queue()

    assert second.pk != first.pk
    assert second.traveller.passport == ADA["passport"]
    assert "The number is cut off." in Mail.objects.get(kind="visa_letter_refused").text


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_no_has_a_reason(at, reason):
    assert refused(visa.refuse, letter=make_letter(), reason=reason, at=at) == "no_reason"


def test_a_revoked_letter_keeps_its_number(at, run_queue):
    letter = visa.revoke(letter=make_issued(), reason="It was forged.", at=at)
    run_queue()

    assert letter.number == "VL-2022-00001"
    assert queries.standing(fresh(letter), at) is Standing.REVOKED
    assert Mail.objects.filter(kind="visa_letter_revoked").count() == 1
    assert refused(visa.revoke, letter=letter, reason="Again.", at=at) == "not_now"


# --- What it is worth ----------------------------------------------------------------------


def test_what_a_letter_is_worth_follows_from_its_ticket(at):
    letter, other, third = make_issued(), make_issued(), make_issued()
    pass_on(letter.ticket, at)
    registration.cancel(order=other.ticket.order, at=at)

    assert queries.standing(fresh(letter), at) is Standing.VOID
    assert queries.standing(fresh(other), at) is Standing.VOID
    assert queries.standing(fresh(third), at) is Standing.VALID
    assert queries.standing(fresh(third), datetime(2023, 6, 17, tzinfo=UTC)) is Standing.OVER
    assert set(VisaLetter.objects.unfounded()) == {letter, other}


def test_the_next_holder_asks_for_a_letter_of_their_own(at):
    first = make_issued()
    pass_on(first.ticket, at)
    ticket = Ticket.objects.select_related("order__event").get()

    assert queries.letter_of(ticket) is None
    second = make_letter(ticket=ticket, name="Grace Hopper")
    assert second.pk != first.pk
    assert refused(visa.request, ticket=first.ticket, details=ADA, at=at) == "passed_on"


# --- The text ------------------------------------------------------------------------------


def test_only_known_words_are_replaced_and_only_once():
    filled = texts.fill(
        "{name} and {other}.\n\n\n{event}\nagain", {"name": "{event}", "event": "E"}
    )

    assert filled == ["{event} and {other}.", "E again"]


@pytest.mark.parametrize("text", ["{nam}", "{name.__class__}", "{}", "{0}", "{name!r}"])
def test_rules_with_unknown_words_are_refused(text):
    rules = make_rules()
    rules.text = text
    with pytest.raises(Exception, match="There is no"):
        rules.full_clean()


def test_rules_promise_something_possible():
    rules = make_rules(event=make_event())
    with pytest.raises(IntegrityError, match="letter_rules_days_possible"):
        type(rules).objects.filter(pk=rules.pk).update(working_days=0)

"""Taking one's data along and having it erased: nothing personal stays, and no count changes."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import Sum
from django.urls import reverse

from events.registration.models import Order, Ticket
from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.base.personal import all_holdings, undeclared
from foundation.billing.models import Entry, Invoice
from members.accounts.models import User
from members.people import erasing, queries
from members.people.models import Erasure, IndividualMembership, Person, Photo, Turnout
from members.people.services import erasing as services
from members.people.services import profiles
from projects.contributions.authors import key_of
from projects.contributions.models import Contributor
from tests.factories.agreements import make_agreement, make_authorized
from tests.factories.applications import make_approved, make_draft
from tests.factories.members import make_organization, make_representative
from tests.factories.orders import make_foundation, make_free, make_paid, make_pending, make_sale
from tests.factories.people import make_affiliation, make_member, make_notice, make_user, make_vote
from tests.factories.projects import make_enquiry
from tests.factories.representation import make_invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
DATA, ERASE = reverse("people:data"), reverse("people:erase")
EMAIL = "zelda@secret.example"
NAME = "Zelda Unforgettable"
AFTER = datetime(2023, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def zelda(at):
    """A member with something in every room: orders paid and free, tickets, mails, a company."""
    person = make_member(NAME, EMAIL, bio="BIOZELDA", chat="CHATZELDA", shows_email=True)
    profiles.edit(person=person, said={"bio": "NEWBIOZELDA"}, at=at)
    Photo.objects.create(person=person, content=b"PHOTOZELDA", width=9, height=9)
    acme = make_organization("Acme")
    make_affiliation(person, acme, date(2020, 1, 1), title="TITLEZELDA")
    make_representative(acme, name=NAME, email=EMAIL)
    make_enquiry(name=NAME, email=EMAIL)
    vote = make_vote()
    Turnout.objects.create(vote=vote, user=person.user, voted=True)
    make_notice(person)
    make_invitation(acme, name=NAME, email=EMAIL, role="board")
    make_authorized(make_agreement(acme), name=NAME, email=EMAIL)
    everywhere = {"primary_email": EMAIL, "signer_email": EMAIL, "invoice_email": EMAIL}
    make_approved(primary_name=NAME, signer_name=NAME, signer_title="SIGNZELDA", **everywhere)
    make_draft(applicant=NAME, email=EMAIL)
    Contributor.objects.create(key=key_of(EMAIL))
    return person


def buy(person, price, **fields):
    make = make_paid if price else make_free
    order = make(ticket_type=make_sale(price=price, **fields))
    Order.objects.filter(pk=order.pk).update(name=NAME, email=EMAIL, address="STREETZELDA")
    order.tickets.update(attendee_name=NAME, attendee_email=EMAIL, dietary_needs="DIETZELDA")
    return order


def traces(*words):
    """Where in the whole database one of `words` stands: table and column."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if not model._meta.managed or table not in connection.introspection.table_names():
                continue
            cursor.execute(
                f"SELECT DISTINCT w FROM \"{table}\" t, unnest(%s) w WHERE t::text ILIKE '%%' || w || '%%'",
                [list(words)],
            )
            found += [(model._meta.label, word) for (word,) in cursor.fetchall()]
    return found


def sums():
    """What the books and the statistics say."""
    return {
        "entries": Entry.objects.aggregate(Sum("amount"))["amount__sum"],
        "invoices": list(Invoice.objects.values_list("number", "total", "buyer_email")),
        "orders": Order.objects.aggregate(Sum("total"))["total__sum"],
        "tickets": Ticket.objects.valid().count(),
        "past members": IndividualMembership.objects.at(datetime(2022, 6, 1, tzinfo=UTC)).count(),
        "turnout": Turnout.objects.filter(voted=True).count(),
        "mails": Mail.objects.count(),
        "employers": queries.people_by_organization(date(2022, 6, 1)),
    }


def test_everything_is_told_and_nothing_that_opens_a_door(client, zelda, run_queue):
    order = buy(zelda, 100)
    stranger = make_paid(ticket_type=order.tickets.get().ticket_type)
    run_queue()
    client.force_login(zelda.user)

    page = client.get(DATA).text
    packed = zipfile.ZipFile(io.BytesIO(client.get(reverse("people:export")).content))

    told = json.loads(packed.read("data.json"))
    titles = {section["title"] for section in told["held"]}
    assert {"Profile", "Membership", "Affiliations", "Orders that cost something", "The account",
            "Tickets in my name", "Enquiries for a project", "Organisations I speak for, or did",
            "Votes", "Agreements I signed", "Invitations to speak for an organisation",
            "Applications I was to sign", "Applications I began and did not send",
            "Agreements I may contribute under", "Keys of my addresses, for counting commits",
            } <= titles  # fmt: skip
    for text in (page, packed.read("data.json").decode(), packed.read("data.html").decode()):
        assert all(
            word in text for word in ("NEWBIOZELDA", "TITLEZELDA", "STREETZELDA", order.code)
        )
        assert order.secret not in text
        assert order.tickets.get().secret not in text
        assert stranger.code not in text
        assert stranger.email not in text
    assert packed.read("photo.webp") == b"PHOTOZELDA"


def test_others_are_told_nothing_of_it(client, zelda):
    client.force_login(make_user("eve@example.org"))

    assert "ZELDA" not in client.get(DATA).text
    assert EMAIL not in client.get(DATA).text


def test_an_address_that_is_not_proven_tells_nothing(client, zelda):
    thief = make_user("thief@example.org")
    thief.emailaddress_set.create(email=EMAIL, verified=False)
    client.force_login(thief)

    assert "Zelda" not in client.get(DATA).text


def test_the_preview_says_what_goes_and_what_stays_and_why(client, zelda):
    buy(zelda, 100)
    client.force_login(zelda.user)

    page = client.get(ERASE).text

    for words in ("Deleted", "You are taken out", "tax law", "until the event is over", "Photo"):
        assert words in page
    assert not Erasure.objects.exists()


def test_it_asks_for_the_password_again_and_for_the_address(client, zelda):
    zelda.user.set_password("correct horse")
    zelda.user.save()
    client.force_login(zelda.user)

    asked = client.post(ERASE, {"email": EMAIL})
    assert asked.status_code == 302
    assert reverse("account_reauthenticate") in asked["Location"]
    assert not Erasure.objects.exists()
    client.post(asked["Location"], {"password": "correct horse"})
    assert Erasure.objects.filter(user=zelda.user).exists()
    assert client.get(DATA).status_code == 302


def test_without_a_password_an_old_session_is_not_enough(client, zelda):
    zelda.user.set_unusable_password()
    zelda.user.save()
    client.force_login(zelda.user)

    client.post(ERASE, {"email": EMAIL})

    assert not Erasure.objects.exists()
    assert "Log out and in again first" in client.get(DATA).text


def test_nothing_of_the_person_is_left_but_the_books_and_nothing_else_changes(zelda, at, run_queue):
    make_foundation()
    paid = buy(zelda, 100)
    buy(zelda, 0)
    other = make_pending()
    run_queue()
    before = sums()

    services.ask(user=zelda.user, at=at)
    run_queue()

    # The event is still to come: its tickets and the free order keep the name.
    kept = {label for label, _word in traces(NAME, EMAIL, "ZELDA")}
    assert "registration.Ticket" in kept
    assert not {"people.Person", "people.PersonEvent", "accounts.User", "accounts.UserEvent",
                "members.Representative", "members.RepresentativeEvent", "hosting.Enquiry",
                "hosting.EnquiryEvent", "people.AffiliationEvent"} & kept  # fmt: skip
    with clock.seen_from(AFTER):
        services.continue_erasures()
    left = {label for label, _word in traces(NAME, EMAIL, "ZELDA")}
    books = {"registration.Order", "registration.OrderEvent", "billing.Invoice", "billing.Payment"}
    assert left <= books
    assert sums() == before
    paid.refresh_from_db()
    assert paid.name == NAME
    other.refresh_from_db()
    assert other.email != paid.email
    erasure = Erasure.objects.get()
    assert (erasure.emails, erasure.done_at) == ([], AFTER)
    assert User.objects.get(pk=zelda.user_id).email == f"erased-{zelda.user_id}@erased.invalid"


def test_history_still_says_that_something_changed(zelda, at, run_queue):
    events = Person.pgh_event_models["insert"].objects.filter(pgh_obj_id=zelda.pk)
    number = events.count()

    services.ask(user=zelda.user, at=at)
    run_queue()

    assert events.count() == number + 1
    assert set(events.values_list("name", "bio")) == {("Erased person", "")}


def test_history_is_append_only_again_afterwards(zelda, at, run_queue):
    services.ask(user=zelda.user, at=at)
    run_queue()

    with pytest.raises(Exception, match="Cannot update or delete"):
        Person.pgh_event_models["insert"].objects.update(name="x")


def test_what_was_stopped_goes_on_where_it_was(zelda, at, run_queue, monkeypatch):
    run_queue()
    erasure = services.ask(user=zelda.user, at=at)
    real, calls = erasing.erasing.erase, []

    def stumbling(holding, *args, **kwargs):
        calls.append(holding)
        if len(calls) == 6:
            raise RuntimeError
        return real(holding, *args, **kwargs)

    monkeypatch.setattr(erasing.erasing, "erase", stumbling)
    with pytest.raises(RuntimeError):
        erasing.go_on(erasure.pk, at)
    done = erasure.steps.exclude(done_at=None).count()
    assert 0 < done < len(all_holdings())
    monkeypatch.undo()
    erasing.go_on(erasure.pk, at)
    assert list(erasure.steps.filter(done_at=None).values_list("key", flat=True)) == []
    assert {label for label, _word in traces(NAME, EMAIL, "ZELDA")} <= {"billing.Invoice"}


def test_the_address_of_somebody_new_is_theirs(zelda, at, run_queue):
    buy(zelda, 0)
    services.ask(user=zelda.user, at=at)
    run_queue()
    make_user(EMAIL, "Somebody else")

    with clock.seen_from(AFTER):
        services.continue_erasures()

    assert Ticket.objects.filter(attendee_email=EMAIL).exists()


def test_staff_hand_over_first(at):
    boss = make_user("boss@example.org", is_staff=True)

    with pytest.raises(RuleError) as refused:
        services.ask(user=boss, at=at)

    assert refused.value.code == "staff"


def test_every_table_with_an_address_has_a_rule_or_is_named_here():
    """A new table appears here until its room says in `holdings` what becomes of its rows."""
    known = {
        # Ours, or of an event, and not of a person.
        "base.Foundation", "events.Event",
        # Who of the staff did it.
        "billing.Refund", "bank.Upload", "letters.Score", "base.SavedFilter",
    }  # fmt: skip

    assert {each.model._meta.label for each in undeclared()} == known


def test_blanks_name_columns_that_are_there():
    for holding in all_holdings():
        names = {each.name for each in holding.model._meta.concrete_fields}
        assert set(holding.blanks) | set(holding.tells) <= names, holding.key
        for each in holding.model._meta.concrete_fields:
            if isinstance(each, models.EmailField) and holding.fate == "blanked":
                ties = {path.split("__")[0] for path in holding.emails}
                assert each.name in holding.blanks or each.name not in ties, holding.key

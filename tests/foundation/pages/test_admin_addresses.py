"""Every page of the admin, for every registered model: a row of each is in the world below."""

import re
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, reverse

from events.groups import services as groups
from events.mailings.models import Unsubscription
from events.registration import bills, services
from events.registration.questions.models import Answer
from foundation.base import clock, mail
from foundation.base.models import Mail, MailAttachment
from foundation.billing.models import ProviderEvent
from foundation.pages.models import ContactMessage
from members.accounts.models import User
from members.models import Membership
from members.people.services import erasing
from members.reports.models import RegisterCheck
from projects.contributions.models import DeveloperMonth
from tests import databases
from tests.architecture.tree import WINGS
from tests.factories.applications import make_approved
from tests.factories.bank import make_line
from tests.factories.changes import make_one_of_each
from tests.factories.hosting import make_one_of_each_at_boards
from tests.factories.mailings import make_started
from tests.factories.orders import (
    make_code,
    make_filled,
    make_invitation,
    make_paid,
    make_pending,
)
from tests.factories.people import make_merged
from tests.factories.profiles import make_benefit_request, make_tier_request
from tests.factories.questions import make_question
from tests.factories.refunds import ask
from tests.factories.repositories import make_repository
from tests.factories.scores import make_one_of_each_force
from tests.factories.sponsorship import make_sponsorship
from tests.factories.taxes import make_rule
from tests.factories.upkeep import make_one_of_each_at_projects
from tests.factories.waiting import make_entry, make_sold_out

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 10, 10, 12, tzinfo=UTC)
# Rows that other rows carry with them: they are seen and edited on the record they belong to.
PARTS = {
    "accounts.Right", "accounts.Role", "bank.Upload", "base.MailAttachment", "base.SavedFilter", "billing.InvoiceLine",
    "billing.NumberSequence", "registration.Reservation", "registration.Promise",
    "registration.ChangeLine", "groups.GroupLink", "letters.Paper",
    "letters.Guess", "letters.Score", "letters.Traveller", "questions.AnswerFile",
    "applications.Document", "people.Photo", "dues.TermedMembership", "care.LetterCopy",
    "hosting.DeadlineNotice", "hosting.Message", "upkeep.Visit", "upkeep.Follow", "upkeep.Announcement", "governance.DocumentFile", "news.StoryPicture",
    "contributions.Reading", "contributions.Contributor", "contributions.Contribution",
}  # fmt: skip


def registered():
    return sorted(admin.site._registry.values(), key=label)


def label(desk):
    return desk.opts.label_lower


def url(desk, page, *args):
    return reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_{page}", args=args)


def reckon_a_month():
    """What the contributions to a project are reckoned to be."""
    DeveloperMonth.objects.create(
        project=make_repository("/r").project, month=NOON.date().replace(day=1), commits=1,
        newcomers=1, bus_factor=1, year_commits=1, year_contributors=1, year_organizations=1,
        year_newcomers=1,
    )  # fmt: skip


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The data of October 2022, two orders with all that follows, and what visitors send."""
    with (
        django_db_blocker.unblock(),
        databases.copy("world", seeded=True),
        clock.seen_from(NOON),
    ):
        person = User.objects.create_superuser("staff@example.org")
        EmailAddress.objects.create(user=person, email=person.email, verified=True)
        Group.objects.create(name="Registration desk")
        make_paid(quantity=2)
        bills.invoice_for(make_pending(), NOON)
        services.pay_by_card(order=make_filled(), at=NOON)
        cancelled = services.cancel(order=make_paid(), at=NOON, by_staff=True)
        ask(cancelled.account, 100)
        ProviderEvent.objects.create(event_id="evt_1", kind="x", payload={"id": "cs_1"})
        ContactMessage.objects.create(name="Ada", email="ada@example.org", message="Hello")
        make_rule()
        make_one_of_each_at_projects()
        make_approved("Associate", at=NOON, name="Åsgard University")
        make_code()
        make_invitation()
        make_started(event=make_paid().event)
        Unsubscription.objects.create(email="grace@example.org")
        make_entry(ticket_type=make_sold_out()[0])
        asked = make_paid(quantity=2)
        services.ask_refund(order=asked, positions=[2], reason="", at=NOON)
        groups.offer(order=make_paid(quantity=2), people={"grace@example.org": ""}, at=NOON)
        team = make_question(event=asked.event)
        Answer.objects.create(question=team, order=asked, value="Nova", words="Nova")
        make_line("no reference", by=person)
        erasing.ask(user=User.objects.create_user("gone@example.org"), at=NOON)
        written = Mail.objects.create(key="1", kind="x", to="a@example.org", subject="S", text="T")
        MailAttachment.objects.create(mail=written, name="a.txt", content=b"a")
        mail.resend(mail=written, at=NOON)
        make_what_rooms_keep(person)
        yield person


def make_what_rooms_keep(person):
    """A row of each table of the rooms of members and projects."""
    reckon_a_month()
    RegisterCheck.objects.create(day=NOON.date(), checked_at=NOON, rows=1, number=0)
    make_one_of_each()
    make_merged(NOON)
    make_one_of_each_force()
    make_one_of_each_at_boards()
    silver = Membership.objects.on(NOON.date()).filter(tier__slug="silver")
    member = silver.order_by("organization__name").first()
    make_tier_request(member, by=person)
    make_benefit_request(member, by=person)
    make_sponsorship(member.organization)


@pytest.fixture
def staff(client, world):
    client.force_login(world)
    return client


def inline_code(page):
    """What the content security policy would refuse to show or run."""
    html = page.content.decode()
    return [mark for mark in (" style=", "<style", " onclick=", " onchange=") if mark in html]


def row_of(desk):
    return desk.model._default_manager.order_by("pk").first()


@pytest.mark.parametrize("desk", registered(), ids=label)
def test_lists_are_made_for_people(desk):
    assert tuple(desk.list_display) != ("__str__",)
    assert desk.search_fields or desk.opts.label == "base.Foundation"
    assert all(action for action in desk.actions or [])


def test_every_table_of_ours_is_registered_or_part_of_one_that_is():
    shown = {desk.opts.label for desk in registered()}
    shown |= {inline.model._meta.label for desk in registered() for inline in desk.inlines}
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in WINGS and not hasattr(model, "pgh_tracked_model")
    }

    assert ours - shown - PARTS == set()


@pytest.mark.parametrize("desk", registered(), ids=label)
def test_the_list_opens_searched_and_sorted_too(staff, desk):
    for query in ("?q=x&o=1.-2&_facets=True", "?q=%E2%98%83+%00&p=x"):
        assert staff.get(url(desk, "changelist") + query).status_code in {200, 302}
    whole = staff.get(url(desk, "changelist"))

    assert whole.status_code == 200
    assert inline_code(whole) == []
    # A link within the link to a record leads elsewhere, and the record is found no more.
    assert not re.search(r"<a [^>]*><a ", whole.content.decode())


@pytest.mark.parametrize("desk", registered(), ids=label)
def test_the_form_for_a_new_row_opens_or_is_closed(staff, world, rf, desk):
    request = rf.get("/")
    request.user = world
    opens = desk.has_add_permission(request)

    assert staff.get(url(desk, "add")).status_code == (200 if opens else 403)


@pytest.mark.parametrize("desk", registered(), ids=label)
def test_a_record_opens_with_its_history(staff, desk):
    row = row_of(desk)

    assert row is not None
    record = staff.get(url(desk, "change", row.pk))
    assert record.status_code == 200
    assert inline_code(record) == []
    assert staff.get(url(desk, "history", row.pk), follow=True).status_code == 200
    assert staff.get(url(desk, "delete", row.pk)).status_code in {200, 403}


@pytest.mark.parametrize("desk", registered(), ids=label)
def test_the_list_can_be_taken_along(staff, desk):
    for kind in ("csv", "xlsx"):
        page = staff.get(url(desk, "export", kind))

        assert page.status_code == 200
        assert f".{kind}" in page.headers["Content-Disposition"]
        assert len(page.getvalue()) > 10


def test_who_is_not_logged_in_is_asked_to(client, world):
    for desk in registered():
        answer = client.get(url(desk, "changelist"))

        assert answer.status_code == 302
        assert "login" in answer.headers["Location"]


@pytest.mark.parametrize("desk", registered(), ids=label)
def test_staff_without_rights_see_nothing(client, world, desk):
    client.force_login(User.objects.create_user("new@example.org", is_staff=True))
    row = row_of(desk)
    pages = [url(desk, "changelist"), url(desk, "add"), url(desk, "change", row.pk)]
    pages += [url(desk, "history", row.pk), url(desk, "export", "csv"), url(desk, "export", "xlsx")]

    assert {client.get(page).status_code for page in pages} == {403}


def test_visitors_see_nothing_even_when_logged_in(client, world):
    client.force_login(User.objects.create_user("visitor@example.org"))

    assert {client.get(url(desk, "changelist")).status_code for desk in registered()} <= {302, 403}


def test_what_staff_should_not_see_has_no_page():
    with pytest.raises(NoReverseMatch):
        reverse("admin:mfa_authenticator_changelist")

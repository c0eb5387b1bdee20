"""Roles of the staff: a matrix of every role and every address of the admin."""

import re
from html import unescape
from itertools import islice
from unittest.mock import Mock

import pytest
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import middleware
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from events.models import Event
from events.registration.models import Order
from foundation.base.models import Mail
from foundation.pages import roles
from foundation.pages.views import errors
from members.accounts.models import User
from tests.admin import url as url_of
from tests.factories.orders import make_pending
from tests.foundation.pages.test_admin_addresses import label, registered, row_of, world

pytestmark = pytest.mark.django_db

__all__ = ["world"]  # the fixture

SEEN = {"changelist", "change", "history", "export"}
# What everybody who may enter the admin may open, and where nobody stays.
COMMON = {
    "index", "login", "logout", "password_change", "password_change_done", "jsi18n",
    "autocomplete", "view_on_site", "app_list", "time_machine", "everywhere",
}  # fmt: skip
# Addresses beside the lists, and the table whose rows one must be allowed to see.
BESIDE = {"report": "members.membership", "register": "members.membership"}
# And those for who works on that table.
WORKING = {"copy": "events.event"}
# Pages that hang on one table and show the rows of another.
SHOWING = {"tax_report": "billing.invoice", "tax_report_csv": "billing.invoice"}
# 405: it takes only what is sent, and test_read_only sends it something.
CLOSED = (403, 404, 405)


def people(name):
    person, _made = User.objects.get_or_create(email=f"{name}@example.org", is_staff=True)
    person.groups.set(Group.objects.filter(name=name))
    return person


@pytest.fixture
def groups(world):
    roles.grant()


@pytest.fixture
def known(monkeypatch):
    """Call it with a person who asks for all pages: they and their rights are read only once."""

    def enter(person):
        monkeypatch.setattr(middleware, "get_user", lambda _request: person)

    return enter


def draw_nothing(monkeypatch):
    """Pages are asked for and not drawn: this is about who may have them."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(errors, "render", lambda *_page, status: HttpResponse(status=status))


def read_no_list(monkeypatch):
    """Lists are not read once it is clear that they open: they answer what a wrong filter gets."""
    refuse = Mock(side_effect=IncorrectLookupParameters)
    monkeypatch.setattr(admin.ModelAdmin, "get_changelist_instance", refuse)


@pytest.fixture
def plain(monkeypatch):
    """No page is drawn, nor the menu."""
    draw_nothing(monkeypatch)
    monkeypatch.setattr(admin.site, "get_app_list", lambda *_args, **_kwargs: [])


def walk(patterns, path=""):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from walk(each.url_patterns, path + str(each.pattern))
        elif isinstance(each, URLPattern) and each.name:
            yield path + str(each.pattern), each


def filled(pattern, row):
    """The address of a page, with `row` where it asks for one."""
    given = {"kind": "csv", "slug": "tickets", "key": "x"}
    for name in pattern.pattern.converters:
        given.setdefault(name, getattr(row, "pk", 0))
    if pattern.name.endswith("filter_delete"):
        given["pk"] = 0  # nobody has kept one
    names = pattern.pattern.converters
    return reverse(f"admin:{pattern.name}", kwargs={name: given[name] for name in names})


@pytest.fixture(scope="module")
def addresses(world, django_db_blocker):
    """(desk, name of the page, its address, a row) of all that the registered admins answer."""
    with django_db_blocker.unblock():
        rows = {desk: row_of(desk) for desk in registered()}
    return [
        (desk, page_of(desk, pattern), filled(pattern, row), row)
        for desk, row in rows.items()
        for pattern in desk.get_urls()
        if pattern.name
    ]


def page_of(desk, pattern):
    return pattern.name.removeprefix(f"{desk.opts.app_label}_{desk.opts.model_name}_")


def lawful(role, desk, page):
    named = label(desk)
    return role.works_on(named), role.may_see(SHOWING.get(page, named))


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)
def test_each_role_opens_its_own_pages_and_no_others(
    client, groups, known, addresses, plain, monkeypatch, role
):
    read_no_list(monkeypatch)
    known(people(role.name))
    wrong = []
    for desk, page, url, row in addresses:
        works, sees = lawful(role, desk, page)
        is_open = client.get(url).status_code not in CLOSED
        # A list of which the world has no row is tried without the pages of a row.
        is_there = row is not None or page in {"changelist", "export"}
        if page in SEEN and is_open != sees and (is_there or is_open):
            wrong.append((page, url, "should be open" if sees else "should be closed"))
        if is_open and not sees:
            wrong.append((page, url, "opens to strangers"))
        if page in {"add", "delete", "import"} and is_open and not works:
            wrong.append((page, url, "changes what may only be seen"))

    assert wrong == []


@pytest.mark.parametrize("role", roles.ROLES, ids=lambda role: role.name)
def test_who_works_on_a_room_may_do_there_what_a_superuser_may(rf, groups, role):
    mine, root = rf.get("/"), rf.get("/")
    mine.user, root.user = people(role.name), User(is_superuser=True, is_staff=True)
    less = [
        (label(desk), verb)
        for desk in registered()
        if role.works_on(label(desk))
        for verb in ("add", "change", "delete", "view")
        if getattr(desk, f"has_{verb}_permission")(root)
        and not getattr(desk, f"has_{verb}_permission")(mine)
    ]
    actions = [
        label(desk)
        for desk in registered()
        if role.works_on(label(desk)) and set(desk.get_actions(mine)) != set(desk.get_actions(root))
    ]

    assert less == []
    assert actions == []


def changed():
    """How many versions there are of all rows: a number that grows with whatever is written."""
    names = [
        name
        for name in connection.introspection.table_names()
        if name.endswith("event") or name in {"base_mail", "django_tasks_db_dbtaskresult"}
    ]
    parts = " + ".join(f'(SELECT count(*) FROM "{name}")' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}")
        return cursor.fetchone()[0]


def sent(desk, row):
    """What somebody would send to each address to have something happen."""
    yield {"confirm": "yes", "post": "yes", "_save": "Save", "name": "Changed"}
    for action in admin.ModelAdmin._get_base_actions(desk):
        chosen = [getattr(row, "pk", 0)]
        yield {"action": action.name, "_confirmed": "yes", "_selected_action": chosen}


def test_read_only_changes_nothing_whatever_is_sent(client, groups, known, addresses, plain):
    known(people(roles.READ_ONLY.name))
    before = changed()
    for desk, page, url, row in addresses:
        for data in islice(sent(desk, row), None if page in {"changelist", "change"} else 1):
            assert client.post(url, data).status_code < 500

    assert changed() == before


def test_the_pages_beside_the_lists_follow_the_same_rights(client, groups, plain):
    found = {
        pattern.name: f"/{route}"
        for route, pattern in walk(get_resolver().url_patterns)
        if route.startswith("admin/")
    }
    own = {pattern.name for desk in registered() for pattern in desk.get_urls()}
    beside = set(found) - own - COMMON

    assert beside == set(BESIDE) | set(WORKING)
    event = Event.objects.order_by("pk").first()
    for role in roles.ROLES:
        client.force_login(people(role.name))
        open_to = {name: role.may_see(table) for name, table in BESIDE.items()}
        open_to |= {name: role.works_on(table) for name, table in WORKING.items()}
        for name, is_open in open_to.items():
            url = found[name].replace("<slug:kind>", "csv").replace("<int:pk>", str(event.pk))
            assert (client.get(url).status_code == 200) == is_open, (role, url)


def test_every_list_belongs_to_a_role_or_is_kept_with_a_reason():
    lost = [
        label(desk)
        for desk in registered()
        if label(desk) not in roles.KEPT
        and not any(role.works_on(label(desk)) for role in roles.ROLES)
    ]

    assert lost == []
    assert set(roles.KEPT) <= {label(desk) for desk in registered()}


def test_rights_that_were_given_by_hand_are_set_back(groups):
    finance = Group.objects.get(name=roles.FINANCE.name)
    given = set(finance.permissions.all())
    finance.permissions.clear()

    roles.grant()

    assert set(finance.permissions.all()) == given


@pytest.mark.parametrize(
    ("role", "closed", "opened"),
    [
        (roles.FINANCE, "letters_visaletter", "billing_invoice"),
        (roles.FINANCE, "applications_application", "dues_duesyear"),
        (roles.EVENTS, "dues_duesyear", "registration_order"),
        (roles.EVENTS, "billing_invoice", "letters_visaletter"),
        (roles.MEMBERSHIP, "registration_order", "members_membership"),
        (roles.PROJECTS, "billing_account", "hosting_enquiry"),
        (roles.READ_ONLY, "letters_visaletter", "billing_account"),
        (roles.READ_ONLY, "applications_application", "members_membership"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_each_sees_on_the_desk_only_what_is_theirs(client, groups, role, closed, opened):
    client.force_login(people(role.name))

    page = client.get(reverse("admin:index")).text

    assert reverse(f"admin:{opened}_changelist") in page
    assert reverse(f"admin:{closed}_changelist") not in page


def test_finance_and_event_staff_do_not_read_what_applicants_sent(client, groups):
    document = reverse("admin:applications_application_document", kwargs={"number": 1})

    for role in (roles.FINANCE, roles.EVENTS, roles.PROJECTS, roles.READ_ONLY):
        client.force_login(people(role.name))
        assert client.get(document).status_code == 403


def offered(page, root="/admin/"):
    """The addresses of the admin that a page leads to."""
    found = {unescape(link) for link in re.findall(r'href="([^"#]+)', page)}
    return {link for link in found if link.startswith(root) and "logout" not in link}


@pytest.mark.parametrize("role", [roles.FINANCE, roles.READ_ONLY], ids=lambda role: role.name)
def test_a_role_is_offered_no_link_that_is_closed_to_it(client, groups, known, monkeypatch, role):
    known(people(role.name))
    order = make_pending()
    Mail.objects.create(key="pay", kind="x", to=order.email, subject="Pay", text="T", html="",
                        created_at=order.created_at, due_at=order.created_at)  # fmt: skip
    links = set()
    for address in (
        reverse("admin:index"),
        url_of(Order, "change", order.pk),
        url_of(Order, "changelist"),
    ):
        links |= offered(client.get(address).text)
    assert url_of(Order, "change", order.pk) in links
    draw_nothing(monkeypatch)
    read_no_list(monkeypatch)

    assert [link for link in links if client.get(link).status_code in CLOSED] == []

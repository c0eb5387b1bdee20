from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.accounts.models import User
from members.models import Membership, Organization, OrganizationName, TierPrice
from tests.factories.members import (
    make_benefit,
    make_membership,
    make_name,
    make_organization,
    make_price,
    make_supporter,
    make_tier,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MODELS = ["organization", "membership", "tier", "benefit"]


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff@example.org"))
    return client


def url(model, page, *args):
    return reverse(f"admin:members_{model}_{page}", args=args)


def make(model):
    return {
        "organization": lambda: make_membership("Huawei", "Platinum").organization,
        "membership": lambda: make_membership("Huawei", "Platinum"),
        "tier": lambda: make_price("Gold").tier,
        "benefit": lambda: make_benefit("A seat", "Gold"),
    }[model]()


def organization_form(organization=None, *, memberships=(), **fields):
    """What the form of an organisation posts."""
    data = {
        "name": "Huawei", "slug": "huawei", "website": "", "description": "", "country": "",
        "city": "", "industry": "", "parent": "", "ccla_signed_on": "", "source": "",
        "guarded_from": "", "colour": "", "commitment": "", "commitment_author": "",
        "memberships-TOTAL_FORMS": len(memberships),
        "memberships-INITIAL_FORMS": sum("id" in row for row in memberships),
        "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
        "representatives-TOTAL_FORMS": 0, "representatives-INITIAL_FORMS": 0,
        "mail_domains-TOTAL_FORMS": 0, "mail_domains-INITIAL_FORMS": 0,
    }  # fmt: skip
    for number, row in enumerate(memberships):
        blank = dict.fromkeys(
            ["first_day", "last_day", "started_before", "ended_after", "note"], ""
        )
        own = {"organization": organization.pk if organization else ""}
        for name, value in (blank | own | row).items():
            data[f"memberships-{number}-{name}"] = value
    return data | fields


@pytest.mark.parametrize("model", MODELS)
def test_every_page_of_every_record_opens(staff, model):
    row = make(model)

    pages = [
        url(model, "changelist"),
        url(model, "changelist") + "?q=hauwei",
        url(model, "changelist") + "?_facets=True",
        url(model, "add"),
        url(model, "change", row.pk),
        url(model, "history", row.pk),
        url(model, "delete", row.pk),
        url(model, "export", "csv"),
        url(model, "export", "xlsx"),
    ]

    assert [staff.get(page).status_code for page in pages] == [200] * len(pages)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "a" * 10_000, "p=abc", "tier=\N{SNOWMAN}", "country=%00", "o=x"],
)
def test_odd_addresses_of_lists_are_answered(staff, model, query):
    make(model)

    assert staff.get(f"{url(model, 'changelist')}?{query}").status_code in {200, 302}


@pytest.mark.parametrize("key", ["../..", "\0", "1.5", "²", "9" * 30, "é" * 5000])
def test_a_row_that_cannot_be_is_not_chosen(staff, key):
    address = url("representative", "add")

    assert staff.get(address, {"organization": key}).status_code == 200
    refused = staff.post(address, {"organization": key})
    assert refused.status_code == 422
    assert refused.context["adminform"].form.errors["organization"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number(staff, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(make_organization(f"Member {number}", country="SE"))

    with django_assert_num_queries(10):
        staff.get(url("organization", "changelist"))


def test_organisations_are_found_by_other_names_and_with_typing_errors(staff):
    make_organization("Huawei")
    make_name("City Network", organization=make_organization("Cleura"))

    def found(typed):
        page = staff.get(url("organization", "changelist"), {"q": typed})
        return [row.name for row in page.context["cl"].result_list]

    assert found("hauwei") == ["Huawei"]
    assert found("city") == ["Cleura"]


def test_the_owner_is_offered_while_typing(staff):
    make_organization("Huawei")

    answer = staff.get(
        reverse("admin:autocomplete"),
        {"app_label": "members", "model_name": "organization", "field_name": "parent",
         "term": "hauwei"},
    )  # fmt: skip

    assert [each["text"] for each in answer.json()["results"]] == ["Huawei"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"tier": "gold"}, ["Ericsson"]),
        ({"tier": "none"}, ["Helper", "Left"]),
        ({"country": "SE"}, ["Ericsson"]),
        ({"supporter": "today"}, ["Helper"]),
        ({"supporter": "ended"}, ["Left"]),
        ({"supporter": "never"}, ["Ericsson"]),
        ({"industry": "Hosting"}, ["Helper"]),
    ],
)
def test_organisations_are_filtered(staff, query, names):
    make_membership(make_organization("Ericsson", country="SE"), "Gold")
    make_supporter("Helper", industry="Hosting")
    make_supporter("Left", ccla_ended_on=date(2022, 10, 9))

    page = staff.get(url("organization", "changelist"), query)

    assert [row.name for row in page.context["cl"].result_list] == names


@pytest.mark.parametrize(("when", "count"), [("held", 2), ("ended", 1), ("vague", 1), ("?", 3)])
def test_memberships_are_filtered_by_time(staff, when, count):
    make_membership("One")
    make_membership("Two", end=date(2022, 1, 1))
    make_membership("Three", start=None, started_before=date(2021, 1, 1))

    page = staff.get(url("membership", "changelist"), {"when": when})

    assert page.context["cl"].result_count == count


def test_a_membership_is_written_by_its_first_and_last_day(staff):
    organization, tier = make_organization(), make_tier()

    staff.post(
        url("membership", "add"),
        {"organization": organization.pk, "tier": tier.pk, "first_day": "2021-03-01",
         "last_day": "2021-12-31", "started_before": "", "ended_after": "", "note": ""},
    )  # fmt: skip

    span = Membership.objects.get().span
    assert (span.lower, span.upper) == (date(2021, 3, 1), date(2022, 1, 1))


def test_a_membership_without_known_days_can_be_saved_again(staff):
    membership = make_membership(start=None, started_before=date(2021, 1, 1))

    staff.post(
        url("membership", "change", membership.pk),
        {"organization": membership.organization_id, "tier": membership.tier_id, "first_day": "",
         "last_day": "", "started_before": "2021-01-01", "ended_after": "", "note": "Seen."},
    )  # fmt: skip

    membership.refresh_from_db()
    assert membership.note == "Seen."
    assert (membership.span.lower, membership.span.upper) == (None, None)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first_day": "2022-01-01"}, "It holds a tier in part of this time already."),
        ({"first_day": "2020-02-01", "last_day": "2020-01-01"}, "must not come before the first"),
        ({"first_day": "2019-01-01", "last_day": "2019-12-31", "started_before": "2022-01-01"},
         "must be a day of the membership"),
        ({"first_day": "2019-01-01", "last_day": "9999-12-31"}, "Leave the last day empty"),
        ({"first_day": "2019-99-99"}, "Enter a valid date."),
    ],
)  # fmt: skip
def test_a_membership_that_cannot_be_is_refused_in_words(staff, fields, sentence):
    held = make_membership(start=date(2021, 1, 1))
    blank = dict.fromkeys(["first_day", "last_day", "started_before", "ended_after", "note"], "")

    page = staff.post(
        url("membership", "add"),
        {"organization": held.organization_id, "tier": held.tier_id} | blank | fields,
    )

    assert page.status_code == 422
    assert sentence in page.text
    assert Membership.objects.count() == 1


def test_a_move_to_another_tier_is_one_page(staff):
    held = make_membership("Huawei", "Silver", date(2021, 1, 1))
    gold = make_tier("Gold")

    response = staff.post(
        url("organization", "change", held.organization_id),
        organization_form(held.organization, memberships=[
            {"id": held.pk, "tier": held.tier_id, "first_day": "2021-01-01",
             "last_day": "2022-06-06"},
            {"tier": gold.pk, "first_day": "2022-06-07"},
        ]),
    )  # fmt: skip

    assert response.status_code == 302
    assert Membership.objects.on(date(2022, 6, 6)).get().tier.slug == "silver"
    assert Membership.objects.on(date(2022, 6, 7)).get().tier.slug == "gold"


def test_overlapping_memberships_on_one_page_are_refused_in_words(staff):
    held = make_membership("Huawei", "Silver", date(2021, 1, 1))

    page = staff.post(
        url("organization", "change", held.organization_id),
        organization_form(held.organization, memberships=[
            {"id": held.pk, "tier": held.tier_id, "first_day": "2021-01-01"},
            {"tier": make_tier("Gold").pk, "first_day": "2022-06-07"},
        ]),
    )  # fmt: skip

    assert page.status_code == 422
    assert "“Silver” and “Gold” overlap" in page.text
    assert Membership.objects.count() == 1


def test_a_new_organisation_comes_with_its_membership(staff):
    tier = make_tier("Gold")

    staff.post(
        url("organization", "add"),
        organization_form(memberships=[{"tier": tier.pk, "first_day": "2022-06-07"}]),
    )

    assert Membership.objects.get().organization.name == "Huawei"


def test_a_slug_that_is_a_page_is_refused(staff):
    page = staff.post(url("organization", "add"), organization_form(slug="join"))

    assert page.status_code == 422
    assert "is the address of a page" in page.text


def test_a_name_given_up_stays_findable(staff):
    organization = make_organization("City Network")

    staff.post(
        url("organization", "change", organization.pk),
        organization_form(name="Cleura", slug="cleura"),
    )

    assert OrganizationName.objects.get().slug == "city-network"
    assert staff.get("/members/city-network/")["Location"] == "/members/cleura/"


def test_an_organisation_with_memberships_is_not_deleted(staff):
    organization = make_membership("Huawei").organization

    page = staff.post(url("organization", "delete", organization.pk), {"post": "yes"}, follow=True)

    assert page.status_code == 200
    assert Organization.objects.filter(pk=organization.pk).exists()
    assert "membership" in page.text


def test_an_organisation_nobody_needs_is_deleted(staff):
    organization = make_organization("Typo")

    staff.post(url("organization", "delete", organization.pk), {"post": "yes"})

    assert not Organization.objects.exists()


def test_dues_are_copied_into_the_next_year(staff):
    tier = make_price("Gold", 2022).tier
    data = {"action": "copy_prices", "_selected_action": [tier.pk]}

    staff.post(url("tier", "changelist"), data)
    staff.post(url("tier", "changelist"), data | {"_confirmed": "yes"})

    assert list(TierPrice.objects.values_list("year", flat=True)) == [2023, 2022]


def test_who_may_only_look_changes_and_imports_nothing(client):
    looker = User.objects.create_user("look@example.org", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_organization"))
    client.force_login(looker)

    assert client.get(url("organization", "changelist")).status_code == 200
    assert client.get(url("organization", "import")).status_code == 403
    assert client.post(url("organization", "process_import"), {}).status_code == 403
    assert client.get(url("organization", "add")).status_code == 403


def test_a_logo_of_the_staff_is_made_safe_too(staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    row = make_organization("Acme")
    names = ("memberships", "representatives", "mail_domains", "names")
    plain = {"name": "Acme", "slug": "acme"} | {
        f"{name}-{kind}_FORMS": 0 for name in names for kind in ("TOTAL", "INITIAL")
    }
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>1</script><path d="M0 0h9z"/></svg>'

    def send(content, name):
        sent = SimpleUploadedFile(name, content)
        return staff.post(url("organization", "change", row.pk), plain | {"logo": sent})

    assert send(b"no picture", "logo.png").status_code == 422
    assert send(drawing, "../evil.html").status_code == 302

    row.refresh_from_db()
    assert row.logo.name.endswith(".svg")
    assert "evil" not in row.logo.name
    with row.logo as file:
        kept = file.read()
    assert b"<path" in kept
    assert b"script" not in kept
    assert row.logo.url in staff.get(row.get_absolute_url()).text

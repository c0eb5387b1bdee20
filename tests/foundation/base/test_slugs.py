"""Words for addresses."""

import pytest

from foundation.base.slugs import free_slug, slug_of
from members.models import Organization, OrganizationName
from tests.factories.members import make_name, make_organization


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ærø Sky", "aero-sky"),
        ("Łódź Weiß", "lodz-weiss"),
        ("Œuvre & Þór", "oeuvre-thor"),
        ("Café", "cafe"),
        ("日本", ""),
    ],
)
def test_no_letter_of_a_name_is_dropped(name, slug):
    assert slug_of(name) == slug


def free(text):
    rows = Organization.objects.all(), OrganizationName.objects.all()
    return free_slug(text, *rows, length=12, otherwise="member")


@pytest.mark.django_db
def test_an_address_that_a_row_had_or_has_is_numbered():
    make_organization("Acme", slug="acme")
    make_name("Acme 2", slug="acme-2", organization=make_organization("Apex"))

    assert free("Acme") == "acme-3"
    assert free("Łódź Ærø") == "lodz-aero"


@pytest.mark.django_db
def test_a_page_keeps_its_address_and_nothing_left_has_a_word():
    assert free("Statistics") == "statistics-2"
    assert free("東京") == "member"
    assert free("Twelve letters and more") == "twelve-lette"

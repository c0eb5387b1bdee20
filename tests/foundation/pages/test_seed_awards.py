"""Superuser Awards, as they are seeded: matched by names, and never by likeness."""

from datetime import date

import pytest

from events.awards.models import Award, AwardKind
from foundation.pages.seed import awards as seed
from tests.factories.events import make_event
from tests.factories.members import make_name, make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    """Some of the register, and two events of ours."""
    for name in ("CERN", "NTT Communications", "Tencent Cloud", "ant group", "Bloomberg"):
        make_organization(name)
    make_name("City Network", organization=make_organization("Cleura"))
    make_name("AT&T", organization=make_organization("One of two"))
    make_organization("AT&T", slug="att")
    make_event(slug="berlin-2022", ends_on=date(2022, 6, 9), starts_on=date(2022, 6, 7))
    make_event(slug="vancouver-2023")


def test_each_winner_is_there_with_its_source_and_the_organisation_of_that_name(known):
    seed.seed()

    assert Award.objects.filter(kind=AwardKind.WINNER).exclude(source="").count() == 15
    tied = Award.objects.exclude(organization=None)
    assert dict(tied.values_list("printed_name", "organization__name")) == {
        "CERN": "CERN", "City Network": "Cleura", "Ant Group": "ant group",
        "Bloomberg": "Bloomberg",
    }  # fmt: skip
    at_ours = Award.objects.exclude(event=None).order_by("printed_name")
    assert list(at_ours.values_list("printed_name", "event__slug")) == [
        ("Ant Group", "berlin-2022"),
        ("Bloomberg", "vancouver-2023"),
        ("OVHcloud", "berlin-2022"),
    ]


def test_seeding_again_leaves_what_staff_did(known):
    seed.seed()
    Award.objects.filter(printed_name="Comcast").delete()
    Award.objects.filter(printed_name="CERN").update(reason="Ours")

    seed.seed()

    assert Award.objects.count() == 14
    assert Award.objects.get(printed_name="CERN").reason == "Ours"

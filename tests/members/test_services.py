import pytest

from foundation.base.errors import RuleError
from members import services
from tests.factories.members import make_name, make_organization, make_price, make_tier

pytestmark = pytest.mark.django_db


def test_the_next_year_costs_what_the_latest_did():
    make_price("Gold", 2021, 100)
    price = make_price("Gold", 2022, 150000)

    copied = services.copy_price(tier=price.tier)

    assert (copied.year, copied.amount, copied.currency) == (2023, 150000, "USD")


def test_without_a_price_there_is_nothing_to_copy():
    with pytest.raises(RuleError) as refused:
        services.copy_price(tier=make_tier())

    assert refused.value.code == "no_price"


def test_a_name_and_address_given_up_stay_findable():
    cleura = make_organization("Cleura")

    services.remember(organization=cleura, name="City Network", slug="city-network")

    kept = cleura.names.get()
    assert (kept.name, kept.slug, kept.kind) == ("City Network", "city-network", "former")


def test_what_it_is_called_again_is_no_former_name():
    acme = make_organization("Acme")
    make_name("ACME", organization=acme, slug="acme-old")

    services.remember(organization=acme, name="Apex", slug="acme")

    assert [(name.name, name.slug) for name in acme.names.all()] == [("Apex", None)]


def test_an_address_it_takes_back_leads_nowhere_else():
    acme = make_organization("Acme")
    make_name("Old Acme", organization=acme, slug="acme")

    services.remember(organization=acme, name="Acme", slug="apex")

    assert dict(acme.names.values_list("name", "slug")) == {"Old Acme": None, "Acme": "apex"}

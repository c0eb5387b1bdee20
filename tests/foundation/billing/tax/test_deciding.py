"""The table of who is taxed how, and arithmetic that never loses a cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.base.money import tax_in, tax_on
from foundation.billing.tax.deciding import NOBODY, Buyer, Decision, Rate, Rule, amounts, tax_for

DAY = date(2022, 10, 10)
WHY = "Reverse charge."
GERMAN = Rule(
    label="VAT",
    rate=Decimal(19),
    home="DE",
    rates=(
        Rate("EU", "business", Decimal(0), "reverse_charge", WHY),
        Rate("FR", "any", Decimal(20)),
        Rate("FR", "private", Decimal(10), since=date(2022, 1, 1)),
        Rate("FR", "private", Decimal(5), since=date(2022, 10, 10)),
        Rate("FR", "private", Decimal(3), since=date(2022, 10, 11)),
        Rate("AT", "business", Decimal(20)),
        Rate("CH", "any", Decimal(0), "outside", "Not taxed."),
        Rate("", "business", Decimal(0), "exempt", "Exempt."),
    ),
)


def firm(country, *, valid=True):
    return Buyer(country, is_business=True, has_valid_number=valid)


@pytest.mark.parametrize(
    ("buyer", "rate", "treatment"),
    [
        pytest.param(NOBODY, 19, "standard", id="nobody known: as at home"),
        pytest.param(Buyer("DE"), 19, "standard", id="at home"),
        pytest.param(Buyer("IT"), 19, "standard", id="elsewhere in the Union, private"),
        pytest.param(firm("IT"), 0, "reverse_charge", id="elsewhere in the Union, with a number"),
        pytest.param(firm("IT", valid=False), 0, "exempt", id="no number: the line for anywhere"),
        pytest.param(firm("FR"), 0, "reverse_charge", id="reversed before the line for everybody"),
        pytest.param(firm("FR", valid=False), 20, "standard", id="else the line of the country"),
        pytest.param(firm("AT"), 20, "standard", id="a country before the Union"),
        pytest.param(firm("DE"), 0, "exempt", id="never reversed at home"),
        pytest.param(Buyer("FR"), 5, "standard", id="the latest that has begun"),
        pytest.param(Buyer("CH"), 0, "outside", id="a country outside"),
        pytest.param(firm("US"), 0, "exempt", id="anywhere, a business"),
        pytest.param(Buyer("US"), 19, "standard", id="anywhere, private"),
        pytest.param(Buyer("ZZ"), 19, "standard", id="a country that is none"),
    ],
)
def test_who_is_taxed_how(buyer, rate, treatment):
    decision = tax_for(GERMAN, buyer, DAY)

    assert (decision.rate, decision.treatment) == (rate, treatment)
    assert (decision.text == "") == (treatment == "standard")


def test_without_a_home_nobody_known_has_the_usual_rate():
    rule = Rule(rate=Decimal(5), rates=(Rate("EU", "any", Decimal(7)),))
    assert tax_for(rule, NOBODY, DAY).rate == 5


@pytest.mark.parametrize(
    ("rule", "rate", "expected"),
    [
        pytest.param(Rule(rate=Decimal(19)), 19, (100, 19, 119), id="contained"),
        pytest.param(Rule(rate=Decimal(19)), 0, (100, 0, 100), id="the net price stays"),
        pytest.param(Rule(rate=Decimal(19)), 20, (100, 20, 120), id="another rate on it"),
        pytest.param(
            Rule(rate=Decimal(19), keeps_gross=True), 0, (119, 0, 119), id="what is paid stays"
        ),
        pytest.param(
            Rule(rate=Decimal(5), includes_tax=False), 5, (119, "5.95", "124.95"), id="added"
        ),
        pytest.param(Rule(rate=Decimal(5), includes_tax=False), 0, (119, 0, 119), id="none added"),
    ],
)
def test_what_a_listed_price_of_119_comes_to(rule, rate, expected):
    parts = amounts(rule, Decision(Decimal(rate)), Decimal(119), "EUR")
    assert (parts.net, parts.tax, parts.gross) == tuple(map(Decimal, expected))


def test_whole_currencies_have_whole_taxes():
    parts = amounts(
        Rule(rate=Decimal(10), includes_tax=False), Decision(Decimal(10)), Decimal(1005), "JPY"
    )
    assert (parts.net, parts.tax, parts.gross) == (1005, 101, 1106)


money = st.decimals(0, 99999, places=2)
rates = st.decimals(0, Decimal("99.99"), places=2)


@settings(max_examples=150, database=None)
@given(net=money, rate=rates, currency=st.sampled_from(["EUR", "JPY"]))
def test_the_tax_that_was_added_is_found_in_the_price_again(net, rate, currency):
    net = net.to_integral_value() if currency == "JPY" else net
    tax = tax_on(net, rate, currency)
    assert tax_in(net + tax, rate, currency) == tax


@settings(max_examples=100, database=None)
@given(
    listed=money, usual=rates, other=rates, includes=st.booleans(), keeps=st.booleans(),
    currency=st.sampled_from(["EUR", "JPY"]),
)  # fmt: skip
def test_net_and_tax_are_always_what_is_paid(listed, usual, other, includes, keeps, currency):
    rule = Rule(rate=usual, includes_tax=includes, keeps_gross=keeps and includes)

    parts = amounts(rule, Decision(other), listed, currency)

    assert parts.net + parts.tax == parts.gross
    # The price and its rate alone say the tax: it need not be kept beside them.
    assert tax_in(parts.gross, other, currency) == parts.tax
    assert parts.net >= 0

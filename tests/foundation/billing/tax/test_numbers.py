"""Tax numbers as people type them: made alike, or refused with the form they ought to have."""

import pytest

from foundation.base.errors import RuleError
from foundation.billing.tax import numbers


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("DE", "de 136,695 976", "DE136695976"),
        ("DE", "136695976", "DE136695976"),
        ("GR", "EL 094259216", "EL094259216"),
        ("GR", "GR094259216", "EL094259216"),
        ("AT", "U13585627", "ATU13585627"),
        ("ES", "B58378431", "ESB58378431"),
        ("NL", "NL 4495445B01", "NL004495445B01"),
        ("GB", "980 7806 84", "GB980780684"),
        ("GB", "XI 980780684", "XI980780684"),
        ("CH", "CHE-107.787.577 MWST", "CHE107787577"),
        ("NO", "NO 995 525 828 MVA", "NO995525828MVA"),
        ("CA", "12302 6635 RT0001", "123026635RT0001"),
        ("AU", "ABN 51 824 753 556", "51824753556"),
        ("IN", "27AAPFU0939F1ZV", "27AAPFU0939F1ZV"),
        ("US", "EIN 91-1144442", "911144442"),
    ],
)
def test_a_number_is_brought_into_its_usual_form(country, typed, kept):
    number = numbers.read(country, typed)
    assert (number.text, number.is_valid) == (kept, True)
    # What is kept is read again when the order is taxed.
    assert numbers.read(country, kept) == number


@pytest.mark.parametrize("typed", ["TRN 100 200", "株式会社", "x" * 40])
def test_a_number_of_a_form_we_do_not_know_is_kept_as_typed_and_proves_nothing(typed):
    number = numbers.read("AE", typed)
    assert (number.text, number.is_valid) == (typed, False)


@pytest.mark.parametrize("typed", ["", "  ", "--", "\t"])
def test_nothing_is_no_number(typed):
    assert numbers.read("DE", typed) == numbers.Number()


@pytest.mark.parametrize("country", numbers.SHAPES)
@pytest.mark.parametrize(
    "typed", ["0", "DE12", "A" * 300, "١٢٣٤٥٦٧٨٩", "' OR 1=1 --", "-" * 99 + "1"]
)
def test_what_is_no_number_is_refused_with_the_form_it_ought_to_have(country, typed):
    with pytest.raises(RuleError) as refusal:
        numbers.read(country, typed)
    assert refusal.value.code == "tax_number"
    assert numbers.shape(country) in refusal.value.messages[0]


@pytest.mark.parametrize(
    ("country", "typed", "sentence"),
    [
        ("FR", "DE136695976", "This number is one of Germany, and you chose France"),
        ("AE", "DE136695976", "one of Germany, and you chose United Arab Emirates"),
        ("DE", "CHE-107.787.577", "one of Switzerland"),
        ("IE", "GB980780684", "one of United Kingdom"),
        ("", "EL094259216", "one of Greece, and you chose no country"),
    ],
)
def test_the_number_of_another_country_is_said(country, typed, sentence):
    with pytest.raises(RuleError, match=sentence) as refusal:
        numbers.read(country, typed)
    assert refusal.value.code == "tax_number_country"
    assert not numbers.is_valid(country, typed)

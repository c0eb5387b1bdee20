"""What the fields make of what is typed."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from pytest_django.asserts import assertHTMLEqual

from foundation.base.fields import AddressField, CountryChoice, LineField, MailField


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\r\nLovelace", "Ada Lovelace"),
        ("Ada\u202eecalevoL", "AdaecalevoL"),
        ("م\u200cن", "م\u200cن"),
        ("王小明", "王小明"),
    ],
)
def test_a_line_is_one_line(typed, kept):
    assert LineField(max_length=150).clean(typed) == kept


def test_a_line_has_no_attribute_that_cuts_what_is_pasted():
    assert "maxlength" not in LineField(max_length=150).widget.attrs
    assert "maxlength" not in MailField().widget.attrs


def test_an_address_keeps_its_lines_and_no_empty_ones():
    assert AddressField().clean("1 Main Street\r\n\r\n Austin \x07") == "1 Main Street\nAustin"


def test_an_address_that_is_too_long_is_refused_in_words():
    with pytest.raises(ValidationError, match="Use at most 500 characters: this has 501."):
        AddressField().clean("x" * 501)


def test_a_country_is_one_of_the_list():
    assert CountryChoice().clean("DE") == "DE"
    with pytest.raises(ValidationError, match="Choose a country of the list."):
        CountryChoice().clean("Atlantis")


@pytest.mark.parametrize("value", ["", "DE", "CI", None, "Atlantis", '"><script>'])
def test_the_list_of_countries_is_the_one_django_writes(value):
    field = CountryChoice()
    field.widget.is_required = True
    plain = forms.Select(attrs=field.widget.attrs, choices=field.choices)
    attrs = {"id": "id_country", "required": True, "aria-describedby": "hint"}

    ours = field.widget.render("country", value, attrs)

    assertHTMLEqual(ours, plain.render("country", value, attrs))

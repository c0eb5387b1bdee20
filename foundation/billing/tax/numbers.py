"""Tax numbers: read as people type them, and checked by their form without asking anybody.

A number that is well formed may still not exist: only its country's register knows.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries
from stdnum.exceptions import ValidationError as StdnumError

from foundation.base.errors import RuleError

from .deciding import EU

# How the numbers of the Union look, after the two letters they begin with.
SHAPES: dict[str, str | Promise] = {
    "AT": gettext_lazy("ATU and 8 digits"),
    "BE": gettext_lazy("BE and 10 digits"),
    "BG": gettext_lazy("BG and 9 or 10 digits"),
    "CY": gettext_lazy("CY, 8 digits and a letter"),
    "CZ": gettext_lazy("CZ and 8 to 10 digits"),
    "DE": gettext_lazy("DE and 9 digits"),
    "DK": gettext_lazy("DK and 8 digits"),
    "EE": gettext_lazy("EE and 9 digits"),
    "ES": gettext_lazy("ES and 9 letters or digits"),
    "FI": gettext_lazy("FI and 8 digits"),
    "FR": gettext_lazy("FR, 2 letters or digits and 9 digits"),
    "GR": gettext_lazy("EL and 9 digits"),
    "HR": gettext_lazy("HR and 11 digits"),
    "HU": gettext_lazy("HU and 8 digits"),
    "IE": gettext_lazy("IE, 7 digits and 1 or 2 letters"),
    "IT": gettext_lazy("IT and 11 digits"),
    "LT": gettext_lazy("LT and 9 or 12 digits"),
    "LU": gettext_lazy("LU and 8 digits"),
    "LV": gettext_lazy("LV and 11 digits"),
    "MT": gettext_lazy("MT and 8 digits"),
    "NL": gettext_lazy("NL, 9 digits, B and 2 digits"),
    "PL": gettext_lazy("PL and 10 digits"),
    "PT": gettext_lazy("PT and 9 digits"),
    "RO": gettext_lazy("RO and 2 to 10 digits"),
    "SE": gettext_lazy("SE and 12 digits"),
    "SI": gettext_lazy("SI and 8 digits"),
    "SK": gettext_lazy("SK and 10 digits"),
    "AU": gettext_lazy("an ABN of 11 digits"),
    "CA": gettext_lazy("a business number of 9 digits, with or without RT0001"),
    "CH": gettext_lazy("CHE and 9 digits"),
    "GB": gettext_lazy("GB (in Northern Ireland XI) and 9 or 12 digits"),
    "IN": gettext_lazy("a GSTIN of 15 letters and digits"),
    "KR": gettext_lazy("a registration number of 10 digits"),
    "NO": gettext_lazy("9 digits and MVA"),
    "NZ": gettext_lazy("an IRD number of 8 or 9 digits"),
    "SG": gettext_lazy("a UEN of 9 or 10 letters and digits"),
    "TW": gettext_lazy("8 digits"),
    "US": gettext_lazy("an EIN of 9 digits, like 12-3456789"),
}

# Where the number is another library module's, and the letters people put before it.
MODULES = {
    "AU": ("stdnum.au.abn", "ABN"),
    "CA": ("stdnum.ca.bn", "BN"),
    "IN": ("stdnum.in_.gstin", "GSTIN"),
    "KR": ("stdnum.kr.brn", ""),
    "NZ": ("stdnum.nz.ird", "IRD|GST"),
    "SG": ("stdnum.sg.uen", "UEN"),
    "TW": ("stdnum.tw.ubn", ""),
    "US": ("stdnum.us.ein", "EIN"),
}

# The letters before a number that do not name its country by ISO 3166.
PREFIXES = {"EL": "GR", "XI": "GB", "GB": "GB"} | {country: country for country in EU}


@dataclass(frozen=True)
class Number:
    """A tax number as it is kept; `is_valid` if its country's form is known and it has that."""

    text: str = ""
    is_valid: bool = False


def read(country: str, typed: str) -> Number:
    """The number that a buyer of `country` (ISO 3166) typed, brought into its usual form.

    One of a country whose form we do not know is kept as typed, and is not valid. Raises RuleError
    `tax_number`, or `tax_number_country` when it is that of another country.
    """
    text = " ".join(typed.split())
    if not re.search(r"\w", text):
        return Number()
    if country in SHAPES:
        try:
            return Number(_check(country, text), is_valid=True)
        except StdnumError:
            _refuse_foreign(country, text)
            raise RuleError(
                _(
                    "This is no valid tax number of %(country)s, which is %(shape)s: check each "
                    "letter and digit, or leave it out."
                ),
                code="tax_number",
                params={"country": countries.name(country), "shape": SHAPES[country]},
            ) from None
    _refuse_foreign(country, text)
    return Number(text)


def is_valid(country: str, typed: str) -> bool:
    """Whether `typed` is a tax number of `country` by its form."""
    try:
        return read(country, typed).is_valid
    except RuleError:
        return False


def shape(country: str) -> str:
    """How numbers of `country` look, in words; empty if we do not know."""
    return str(SHAPES.get(country, ""))


def _refuse_foreign(country: str, text: str) -> None:
    begins = re.sub(r"[^A-Z0-9]", "", text.upper())[:3]
    other = "CH" if begins == "CHE" else PREFIXES.get(begins[:2], "")
    if not other or other == country:
        return
    try:
        _check(other, text)
    except StdnumError:
        return
    raise RuleError(
        _(
            "This number is one of %(other)s, and you chose %(country)s: choose the country the "
            "number belongs to, or give a number of %(country)s."
        ),
        code="tax_number_country",
        params={
            "other": countries.name(other),
            "country": countries.name(country) or _("no country"),
        },
    )


def _check(country: str, text: str) -> str:
    """The number in its usual form. Raises the library's refusal."""
    special = {"CH": _swiss, "GB": _british, "NO": _norwegian}.get(country)
    if special:
        return special(text)
    if country in EU:
        prefix = "EL" if country == "GR" else country
        bare = re.sub(rf"^({prefix}|{country})", "", re.sub(r"[^A-Z0-9+*]", "", text.upper()))
        return _module("stdnum.eu.vat")(prefix + bare)
    name, before = MODULES[country]
    bare = re.sub(rf"^\s*({before}|{country})\b[\s:.]*", "", text, flags=re.IGNORECASE)
    return _module(name)(bare)


def _module(name: str) -> Callable[[str], str]:
    validate: Callable[[str], str] = import_module(name).validate
    return validate


def _swiss(text: str) -> str:
    bare = re.sub(r"\W*(MWST|TVA|IVA|TPV)\W*$", "", text, flags=re.IGNORECASE)
    return _module("stdnum.ch.uid")(bare)


def _british(text: str) -> str:
    prefix = "XI" if text.strip().upper().startswith("XI") else "GB"
    return prefix + _module("stdnum.gb.vat")(re.sub(r"^\s*XI", "", text, flags=re.IGNORECASE))


def _norwegian(text: str) -> str:
    bare = re.sub(r"^\s*NO|\W*MVA\W*$", "", text, flags=re.IGNORECASE)
    return f"NO{_module('stdnum.no.orgnr')(bare)}MVA"

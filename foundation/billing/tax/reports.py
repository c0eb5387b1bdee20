"""What finance reports: tax by country and rate, from the invoices of a period."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django_countries import countries

from foundation.base.admin import export
from foundation.billing.models import InvoiceLine

from .deciding import Treatment

TAX = ("tax_label", "tax_treatment", "tax_rate")


@dataclass(frozen=True)
class Row:
    """The lines of one currency, country and tax: amounts with credit notes taken off."""

    currency: str
    country: str
    label: str
    treatment: str
    rate: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    papers: int

    @property
    def country_name(self) -> str:
        """The country of the buyer; invoices of before it was kept do not say."""
        return str(countries.name(self.country) or _("not recorded"))

    @property
    def treatment_name(self) -> str:
        """What was done, in words."""
        return str(dict(Treatment.choices).get(self.treatment, self.treatment))


def by_country(first: date, last: date) -> list[Row]:
    """The tax of all invoices and credit notes issued from `first` to `last`, both included.

    One query, whatever their number.
    """
    keys = (*("invoice__currency", "invoice__buyer_country"), *TAX)
    lines = InvoiceLine.objects.filter(invoice__issued_on__range=(first, last)).order_by()
    groups: Any = lines.values_list(*keys).annotate(
        nets=Sum(F("total") - F("tax")),
        taxes=Sum("tax"),
        gross=Sum("total"),
        papers=Count("invoice", distinct=True),
    )
    return [Row(*group) for group in groups.order_by(*keys)]


def sums(rows: Iterable[Row]) -> dict[str, list[Decimal]]:
    """Net, tax and gross over all rows, by currency."""
    found: dict[str, list[Decimal]] = {}
    for row in rows:
        had = found.setdefault(row.currency, [Decimal(0)] * 3)
        more = (row.net, row.tax, row.gross)
        found[row.currency] = [old + new for old, new in zip(had, more, strict=True)]
    return found


def csv_of(rows: Iterable[Row]) -> bytes:
    """The report as CSV that spreadsheets open; the mark at its head tells them it is UTF-8."""
    text = StringIO()
    sheet = csv.writer(text)
    heads = ("Currency", "Country", "Country of the buyer", "Tax", "Treatment", "Rate %")
    sheet.writerow((*heads, "Net", "Tax amount", "With tax", "Invoices and credit notes"))
    for row in rows:
        words = (row.currency, row.country, row.country_name, row.label, row.treatment_name)
        cells = (*words, row.rate, row.net, row.tax, row.gross, row.papers)
        sheet.writerow(export.cell(value, "csv") for value in cells)
    return b"\xef\xbb\xbf" + text.getvalue().encode()

"""CSV of any bank: what divides the cells and which column is which is guessed, then shown."""

import codecs
import csv
import io
import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.base.money import validate_currency
from foundation.billing.bank.formats import cells
from foundation.billing.bank.formats.movements import (
    MOST_LINES,
    Bad,
    FileError,
    Movement,
    Reading,
    clean,
)

DIVIDERS = ";,\t"
# Banks write addresses and balances above the table.
PREAMBLE = 40
NEEDED = ("booked_on", "amount")

# What banks call their columns, in the order they are tried. The beginning of a word is enough.
NAMES = {
    "booked_on": ("booking date", "booked", "buchungstag", "buchungsdatum", "transaction date",
                  "date", "datum", "fecha", "data", "valuta", "value date"),
    "way": ("credit debit", "debit credit", "soll haben", "haben soll", "cr dr", "dr cr", "s h",
            "d c", "c d", "af bij", "indicator"),
    "paid_out": ("debit", "paid out", "money out", "withdrawal", "soll", "belastung"),
    "amount": ("amount", "betrag", "umsatz", "credit", "paid in", "money in", "deposit", "haben",
               "montant", "importe", "bedrag", "gutschrift"),
    "currency": ("currency", "währung", "waehrung", "devise", "ccy", "moneda"),
    "payer_account": ("iban", "payer account", "kontonummer", "counterparty account",
                      "account number", "tegenrekening"),
    "payer": ("payer", "name", "beguenstigter", "begünstigter", "auftraggeber", "counterparty",
              "partner", "from", "zahlungspflichtig"),
    "text": ("reference text", "reference", "verwendungszweck", "description", "details", "memo",
             "remittance", "text", "purpose", "libell", "concepto", "omschrijving", "narrative"),
    "bank_id": ("transaction id", "transaction number", "bank reference", "bank id", "fitid",
                "id", "unique id", "entry reference", "transaktions"),
}  # fmt: skip
# The words of a column that tells the way of an amount, in capitals.
IN = {"C", "CR", "CREDIT", "CRDT", "H", "HABEN", "IN", "BIJ", "+"}
OUT = {"D", "DR", "DEBIT", "DBIT", "S", "SOLL", "OUT", "AF", "-"}


@dataclass(frozen=True)
class Table:
    """The rows of a file below the one that names the columns, each with its line number."""

    header: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def column(self, index: int | None) -> list[str]:
        """The filled cells of a column."""
        if index is None:
            return []
        return [row[index] for _number, row in self.rows if index < len(row) and row[index]]


@dataclass(frozen=True)
class Mapping:
    """Which column is what, and how amounts and days are to be read."""

    columns: dict[str, int]
    decimal: str = ""
    days: str = ""
    currency: str = "USD"


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises FileError `text`."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = ["utf-16"]
    else:
        tries = ["utf-8-sig", "cp1252"]
    for encoding in tries:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileError(
        _("This is not a text file: export the statement as CSV (UTF-8) or CAMT.053."), code="text"
    )


def table(content: bytes) -> Table:
    """The rows of a CSV file. Raises FileError `empty`, `no_header`, `quotes`, `too_long` or
    `text`."""
    text = decoded(content)
    if not text.strip():
        raise FileError(_("The file is empty."), code="empty")
    tries = [_rows(text, divider) for divider in DIVIDERS]
    best, broken = max(tries, key=lambda found: _score(found[0])[0])
    _points, header = _score(best)
    if header is None:
        raise FileError(
            _("No row names the columns: there must be one with a date and an amount."),
            code="no_header",
        )
    if broken:
        raise FileError(
            _("Line %(line)s has a quotation mark too many or too few: mend it in a text editor.")
            % {"line": broken},
            code="quotes",
        )
    top = next(index for index, row in enumerate(best) if row[0] == header)
    rows = [(number, row) for number, row in best[top + 1 :] if any(row)]
    if len(rows) > MOST_LINES:
        raise FileError(
            _("The file has %(count)s lines; at most %(most)s can be imported at once.")
            % {"count": len(rows), "most": MOST_LINES},
            code="too_long",
        )
    return Table(best[top][1], rows)


def _rows(text: str, divider: str) -> tuple[list[tuple[int, list[str]]], int]:
    """The rows with their line numbers, and the line where they break off, or 0."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for row in lines:
            found.append((lines.line_num, [cell.strip() for cell in row]))
            if len(found) > MOST_LINES + PREAMBLE + 1:
                break
    except csv.Error:
        return found, lines.line_num
    return found, 0


def _score(rows: list[tuple[int, list[str]]]) -> tuple[int, int | None]:
    """How many columns the best header among the first rows names, and its line number."""
    best: tuple[int, int | None] = (0, None)
    for number, row in rows[:PREAMBLE]:
        known = guess(row)
        if len(known) > best[0] and all(name in known for name in NEEDED):
            best = (len(known), number)
    return best


def guess(header: list[str]) -> dict[str, int]:
    """Which column is what, by its name."""
    plain = [re.sub(r"[\W_]+", " ", name.lower()).strip() for name in header]
    found: dict[str, int] = {}
    for column, names in NAMES.items():
        free = [index for index in range(len(plain)) if index not in found.values()]
        hit = next((i for name in names for i in free if plain[i] == name), None)
        if hit is None:
            hit = next((i for name in names for i in free if _begins(plain[i], name)), None)
        if hit is not None:
            found[column] = hit
    return found


def _begins(plain: str, name: str) -> bool:
    return len(name) > 3 and (f" {plain}").find(f" {name}") >= 0


def guessed(content: Table, currency: str) -> Mapping:
    """How the file is most likely meant; what it leaves open is empty."""
    columns = guess(content.header)
    money = [
        *content.column(columns.get("amount")),
        *content.column(columns.get("paid_out")),
    ]
    decimal = cells.decimal_sign(money)
    if not decimal and not cells.needs_decimal_sign(money):
        decimal = cells.POINT
    return Mapping(
        columns, decimal, cells.day_order(content.column(columns["booked_on"])), currency
    )


def read(content: Table, mapping: Mapping) -> Reading:
    """The movements of the table; a row that cannot be read is named with its number."""
    found = Reading()
    for number, row in content.rows:
        try:
            found.movements.append(_movement(number, row, mapping))
        except RuleError as refused:
            found.bad.append(Bad(number, " ".join(map(str, refused.messages))))
    return found


def _way(cell: str) -> int:
    """1 for what came in, -1 for what went out. Raises RuleError `way`."""
    word = cell.upper()
    if word in IN:
        return 1
    if word in OUT:
        return -1
    raise RuleError(
        _("“%(cell)s” does not say whether money came in or went out.") % {"cell": cell[:20]},
        code="way",
    )


def _movement(number: int, row: list[str], mapping: Mapping) -> Movement:
    def cell(name: str) -> str:
        index = mapping.columns.get(name)
        return row[index] if index is not None and index < len(row) else ""

    if not cell("booked_on"):
        raise RuleError(_("There is no day."), code="day")
    booked_on = cells.day(cell("booked_on"), mapping.days)
    money, out = cell("amount"), cell("paid_out")
    if not money and not out:
        raise RuleError(_("There is no amount."), code="amount")
    value = cells.amount(money, mapping.decimal) if money else Decimal(0)
    if out:
        value = value - abs(cells.amount(out, mapping.decimal))
    if cell("way"):
        value = abs(value) * _way(cell("way"))
    if not value:
        raise RuleError(_("The amount is nought: nothing moved."), code="amount")
    currency = (cell("currency") or mapping.currency).upper()
    if not re.fullmatch(validate_currency.regex, currency):
        raise RuleError(
            _("“%(cell)s” is not a currency of three letters.") % {"cell": currency[:20]},
            code="currency",
        )
    return Movement(
        number=number,
        booked_on=booked_on,
        amount=value,
        currency=currency,
        payer=clean(cell("payer"), 200),
        payer_account=clean(cell("payer_account"), 40),
        text=clean(cell("text"), 2000),
        bank_id=clean(cell("bank_id"), 120),
    )

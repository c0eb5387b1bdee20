"""Files as banks write them, and as nobody should."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.base.errors import RuleError
from foundation.billing.bank.formats import FileError, camt, cells, movements, tables
from tests.factories.bank import IBAN, camt_details, camt_entry, camt_file, csv_file, row


def read(content, currency="USD"):
    table = tables.table(content)
    return tables.read(table, tables.guessed(table, currency))


@pytest.mark.parametrize(
    ("cell", "sign", "value"),
    [
        ("1234.50", "point", "1234.50"),
        ("1,234.50", "point", "1234.50"),
        ("1.234,50", "comma", "1234.50"),
        ("1 234,5", "comma", "1234.50"),
        ("1\u00a0234,50", "comma", "1234.50"),
        ("1'234.50", "point", "1234.50"),
        ("-12.00", "point", "-12.00"),
        ("12,00-", "comma", "-12.00"),
        ("\u221212.00", "point", "-12.00"),
        ("(12.00)", "point", "-12.00"),
        ("+12", "point", "12"),
        ("EUR 12.00", "point", "12.00"),
        ("12.00 DR", "point", "-12.00"),
        ("12.00 CR", "point", "12.00"),
        (".50", "point", "0.50"),
        ("12.5000", "point", "12.50"),
    ],
)
def test_amounts_are_read_as_banks_write_them(cell, sign, value):
    assert cells.amount(cell, sign) == Decimal(value)


@pytest.mark.parametrize(
    "cell",
    [
        "abc",
        "1.5.",
        "12,00",
        "--5",
        "=1+1",
        "1e5",
        "NaN",
        "Infinity",
        "12.345",
        "5 apples",
        "9" * 30,
    ],
)
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(RuleError) as refused:
        cells.amount(cell, "point")

    assert refused.value.code == "amount"


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        (["1,234", "10,50"], "comma"),
        (["1,234", "10.50"], "point"),
        (["1,234"], ""),
        (["1.50", "1,50"], ""),
        (["1.234.567"], "comma"),
        (["12"], ""),
    ],
)
def test_the_decimal_sign_is_taken_from_the_column_or_left_open(column, sign):
    assert cells.decimal_sign(column) == sign


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["2022-10-11"], "iso"),
        (["11.10.2022"], "dmy"),
        (["11/10/2022", "13/10/2022"], "dmy"),
        (["10/11/2022", "10/13/2022"], "mdy"),
        (["10/11/2022"], ""),
        (["13/10/2022", "10/13/2022"], ""),
    ],
)
def test_the_order_of_days_is_taken_from_the_column_or_left_open(column, order):
    assert cells.day_order(column) == order


def test_a_day_that_does_not_exist_is_refused():
    with pytest.raises(RuleError, match=r"31\.02\.2022"):
        cells.day("31.02.2022", "dmy")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("divider", [";", ",", "\t"])
def test_encodings_and_dividers_are_found_out(encoding, divider):
    header = divider.join(["Buchungstag", "Betrag", "Name", "Verwendungszweck"])
    line = divider.join(["10.10.2022", '"1.234,50"', "Müller", "AB2CDE"])

    [found] = read(f"{header}\n{line}\n".encode(encoding)).movements

    assert (found.booked_on, found.amount) == (date(2022, 10, 10), Decimal("1234.50"))
    assert (found.payer, found.text, found.number) == ("Müller", "AB2CDE", 2)


def test_what_banks_write_above_the_table_is_skipped():
    content = b"Account;123\nBalance;5,00\n\n" + csv_file(row())

    [found] = read(content).movements

    assert (found.number, found.amount) == (5, 100)


def test_two_columns_of_money_are_read_as_in_and_out():
    content = csv_file(
        "2022-10-10,,25.00,x", "2022-10-11,30.00,,y", header="Date,Paid out,Paid in,Details"
    )

    assert [found.amount for found in read(content).movements] == [25, -30]


def test_a_column_that_tells_the_way_is_believed():
    content = csv_file(
        *("2022-10-10;5.00;S;x", "2022-10-10;6.00;H;y", "2022-10-10;7.00;?;z"),
        header="Datum;Betrag;Soll/Haben;Text",
    )

    reading = read(content)

    assert [found.amount for found in reading.movements] == [-5, 6]
    assert [bad.sentence for bad in reading.bad] == [
        "“?” does not say whether money came in or went out."
    ]


def test_a_bad_line_is_named_with_its_number_and_the_others_are_read():
    reading = read(
        csv_file(row(), row(day="40.10.2022"), row(amount="x"), ";;;;;", row(amount="0"))
    )

    assert len(reading.movements) == 1
    assert [(bad.number, bad.sentence) for bad in reading.bad] == [
        (3, "“40.10.2022” is not a day."),
        (4, "“x” is not an amount."),
        (6, "The amount is nought: nothing moved."),
    ]


def test_a_formula_stays_a_text():
    [found] = read(csv_file(row('=HYPERLINK("http://x")'.replace('"', "'")))).movements

    assert found.text == "=HYPERLINK('http://x')"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xff\xfe", "empty"),
        (b"a\0b;c", "text"),
        (b"\x81\x8d\x8f", "text"),
        (b"\xff\xfea", "text"),
        (b"PK\x03\x04\x00\x00", "text"),
        (b"one;two\n1;2\n", "no_header"),
        (b"hello", "no_header"),
        (csv_file('10.10.2022;5,00;"Bob'), "quotes"),
        (csv_file("10.10.2022;5,00;" + "x" * 200_000), "quotes"),
        (csv_file(*["10.10.2022;5,00"] * 20_001), "too_long"),
    ],
)
def test_a_file_that_is_no_table_is_refused_whole(content, code):
    with pytest.raises(FileError) as refused:
        tables.table(content)

    assert refused.value.code == code


def test_a_table_without_rows_holds_no_movement():
    assert read(csv_file()).movements == []


@pytest.mark.parametrize("version", ["02", "03", "04", "05", "06", "07", "08"])
def test_camt_is_read_in_every_version(version):
    reading = camt.read(camt_file(camt_entry(), version=version))

    [found] = reading.movements
    assert reading.own_account == IBAN
    assert (found.amount, found.currency, found.booked_on) == (100, "USD", date(2022, 10, 10))
    assert (found.payer, found.text, found.bank_id) == ("Analytical Engines", "Order AB2CDE", "T1")


def test_the_status_and_the_party_of_version_8_are_read():
    content = camt_file(camt_entry(), version="08").replace(b"<Sts>BOOK", b"<Sts><Cd>BOOK</Cd>")
    content = content.replace(
        b"<Dbtr><Nm>Analytical Engines</Nm>", b"<Dbtr><Pty><Nm>Ada</Nm></Pty>"
    )

    assert [found.payer for found in camt.read(content).movements] == ["Ada"]


def test_a_collected_entry_is_one_movement_for_each_payment():
    details = camt_details("AB2CDE", "60.00") + camt_details("FG3HJK", "40.00")

    found = camt.read(camt_file(camt_entry(details=details))).movements

    assert [(each.amount, each.text, each.bank_id) for each in found] == [
        (60, "AB2CDE", "T1/1"),
        (40, "FG3HJK", "T1/2"),
    ]


def test_a_collected_entry_that_does_not_add_up_stays_whole():
    details = camt_details("AB2CDE", "60.00") + camt_details("FG3HJK", "30.00")

    [found] = camt.read(camt_file(camt_entry(details=details))).movements

    assert (found.amount, found.text) == (100, "AB2CDE FG3HJK")


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (camt_entry(status="PDNG"), "The bank has not booked it yet"),
        (camt_entry(amount="NaN"), "is not an amount"),
        (camt_entry(amount="-5"), "is not an amount"),
        (camt_entry(amount="1e99"), "is not an amount"),
        (camt_entry(currency="dollars"), "is not an amount"),
        (camt_entry(day="yesterday"), "is not a day"),
        (camt_entry(way="MAYBE"), "came in or went out"),
    ],
)
def test_a_bad_entry_is_named(entry, sentence):
    reading = camt.read(camt_file(entry, camt_entry(number="T2")))

    assert [bad.number for bad in reading.bad] == [1]
    assert sentence in reading.bad[0].sentence
    assert len(reading.movements) == 1


BILLION_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (camt_file(camt_entry("&b;"), head=BILLION_LAUGHS), "doctype"),
        (camt_file(camt_entry("&f;"), head=FILE), "doctype"),
        (camt_file(head='<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'), "doctype"),
        (camt_file(camt_entry(), version="10"), "version"),
        (b"<html></html>", "version"),
        (camt_file(camt_entry("a\0b")), "xml"),
        (camt_file(camt_entry("&nothing;")), "xml"),
        (camt_file(camt_entry())[:300], "xml"),
        (camt_file("<a>" * 5000 + "</a>" * 5000), "xml"),
        (camt_file(), "empty"),
        (camt_file(camt_entry()).replace(b"UTF-8", b"KLINGON"), "xml"),
        (
            camt_file(camt_entry(), f"</Stmt><Stmt><Acct><Id><IBAN>{IBAN}1</IBAN></Id></Acct>"),
            "two_accounts",
        ),
    ],
)
def test_a_file_that_is_no_statement_is_refused_whole(content, code):
    with pytest.raises(FileError) as refused:
        camt.read(content)

    assert refused.value.code == code


def test_equal_lines_of_a_file_stay_two_and_are_known_again():
    first = movements.keyed(read(csv_file(row(), row())).movements, IBAN)
    again = movements.keyed(read(csv_file(row(), row())).movements, IBAN)

    assert len({each.bank_key for each in first}) == 2
    assert [each.bank_key for each in first] == [each.bank_key for each in again]


def test_a_column_that_is_no_number_of_the_line_loses_no_line():
    same = [row("AB2CDE", number="7"), row("FG3HJK", number="7")]

    found = movements.keyed(read(csv_file(*same)).movements, IBAN)

    assert len({each.bank_key for each in found}) == 2

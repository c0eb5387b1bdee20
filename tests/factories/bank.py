"""Accounts that wait for a transfer, and the files a bank sends."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from foundation.base import clock
from foundation.billing import services as billing
from foundation.billing.bank import services
from foundation.billing.bank.models import BankLine, BankStatement
from foundation.billing.models import Account, EntryKind

IBAN = "DE89370400440532013000"
PURPOSE = "bank test"


def make_account(reference: str = "AB2CDE", owed: Any = 100, **fields: Any) -> Account:
    """An account of a room that listens to `PURPOSE`, charged what it owes."""
    at = fields.pop("at", clock.now())
    account = billing.open_account(
        purpose=PURPOSE, reference=reference, currency=fields.pop("currency", "USD"), at=at
    )
    if owed:
        billing.add_entry(
            account=account,
            kind=EntryKind.CHARGE,
            amount=Decimal(owed),
            key=f"charge:{reference}",
            at=at,
        )
    return account


def csv_file(*rows: str, header: str = "Date;Amount;Payer;IBAN;Text;Transaction ID") -> bytes:
    """A CSV with `rows` below `header`."""
    return "\r\n".join([header, *rows, ""]).encode()


def row(text: str = "Order AB2CDE", amount: str = "100,00", number: str = "", **fields: str) -> str:
    """A row of `csv_file`: day, amount, payer, account, text, number at the bank."""
    day = fields.get("day", "10.10.2022")
    payer = fields.get("payer", "Analytical Engines")
    return f"{day};{amount};{payer};GB33BUKB20201555555555;{text};{number}"


def camt_entry(
    text: str = "Order AB2CDE", amount: str = "100.00", number: str = "T1", **fields: str
) -> str:
    """An entry of a CAMT.053 statement."""
    way = fields.get("way", "CRDT")
    return f"""<Ntry><Amt Ccy="{fields.get("currency", "USD")}">{amount}</Amt>
<CdtDbtInd>{way}</CdtDbtInd><Sts>{fields.get("status", "BOOK")}</Sts>
<BookgDt><Dt>{fields.get("day", "2022-10-10")}</Dt></BookgDt><AcctSvcrRef>{number}</AcctSvcrRef>
<NtryDtls>{fields.get("details") or camt_details(text)}</NtryDtls></Ntry>"""


def camt_details(text: str, amount: str = "", payer: str = "Analytical Engines") -> str:
    """One payment of an entry."""
    money = f'<Amt Ccy="USD">{amount}</Amt>' if amount else ""
    return f"""<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{money}<RltdPties>
<Dbtr><Nm>{payer}</Nm></Dbtr><DbtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></DbtrAcct>
</RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"""


def camt_file(*entries: str, version: str = "02", head: str = "") -> bytes:
    """A CAMT.053 file with `entries` on our account."""
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    return f"""<?xml version="1.0" encoding="UTF-8"?>{head}
<Document xmlns="{space}"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>
<Acct><Id><IBAN>{IBAN}</IBAN></Id></Acct>{"".join(entries)}</Stmt></BkToCstmrStmt></Document>
""".encode()


def make_upload(content: bytes, *, by: Any, at: datetime | None = None, **fields: Any) -> Any:
    """A file that `by` has chosen and not confirmed yet."""
    return services.upload(
        file_name=fields.get("file_name", "october.csv"),
        content=content,
        own_account=fields.get("own_account", IBAN),
        by=by,
        at=at or clock.now(),
    )


def make_statement(content: bytes, *, by: Any, at: datetime | None = None) -> BankStatement:
    """A file that was imported; its lines wait to be booked."""
    at = at or clock.now()
    draft = make_upload(content, by=by, at=at)
    return services.import_upload(upload_id=draft.pk, mapping=None, at=at)


def make_line(text: str, *, by: Any, amount: str = "100.00", **fields: Any) -> BankLine:
    """The one line of a statement of its own."""
    number = fields.pop("number", text)
    statement = make_statement(camt_file(camt_entry(text, amount, number, **fields)), by=by)
    return statement.lines.get()

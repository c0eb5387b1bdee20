"""CAMT.053, the statement of ISO 20022, versions 2 to 8.

The file comes from a stranger, so the parser knows no document type: no entities of its own, none
from elsewhere, and no nesting that a statement does not need.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.billing.bank.formats.movements import (
    MOST_AMOUNT,
    MOST_LINES,
    Bad,
    FileError,
    Movement,
    Reading,
    clean,
)

NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.(0[2-8])")
DEEPEST = 60
BOOKED = "BOOK"
# What a bank writes where the payer gave no reference.
NOTHING = {"NOTPROVIDED", "NOTAVAILABLE", "NONREF", "NONE"}


def is_xml(content: bytes) -> bool:
    """Whether the file claims to be XML."""
    head = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    return head.startswith(b"<")


def read(content: bytes) -> Reading:
    """The movements of all statements in the file.

    Raises FileError `xml`, `doctype`, `version`, `two_accounts`, `empty` or `too_long`.
    """
    root = _tree(content)
    statements = root.findall("BkToCstmrStmt/Stmt")
    accounts = {_own(statement) for statement in statements}
    if len(accounts) > 1:
        raise FileError(
            _("The file holds statements of more than one account: export them one by one."),
            code="two_accounts",
        )
    found = Reading(own_account=accounts.pop() if accounts else "")
    entries = [entry for statement in statements for entry in statement.findall("Ntry")]
    for number, entry in enumerate(entries, 1):
        try:
            found.movements += _movements(number, entry)
        except RuleError as refused:
            found.bad.append(Bad(number, " ".join(map(str, refused.messages))))
    if not entries:
        raise FileError(_("The file holds no entry."), code="empty")
    if len(found.movements) > MOST_LINES:
        raise FileError(
            _("The file has %(count)s lines; at most %(most)s can be imported at once.")
            % {"count": len(found.movements), "most": MOST_LINES},
            code="too_long",
        )
    return found


class _Document:
    """Builds the document with plain names, as the parser reports its parts."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        space, _mark, plain = name.rpartition(" ")
        if self.depth == 1 and (plain != "Document" or not NAMESPACE.fullmatch(space)):
            raise FileError(
                _("This is not a statement in CAMT.053, version 2 to 8."), code="version"
            )
        if self.depth > DEEPEST:
            raise FileError(_("This is not a statement: it is nested too deep."), code="xml")
        self.builder.start(plain, attributes)

    def end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(name.rpartition(" ")[2])

    def refuse(self, *_parts: object) -> int:
        raise FileError(
            _("The file defines a document type of its own, which no statement needs."),
            code="doctype",
        )


def _tree(content: bytes) -> Element:
    """The document with plain names. Raises FileError `xml`, `doctype` or `version`."""
    document = _Document()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.builder.data
    parser.StartDoctypeDeclHandler = document.refuse
    parser.EntityDeclHandler = document.refuse
    parser.ExternalEntityRefHandler = document.refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as wrong:
        line = getattr(wrong, "lineno", 0)
        raise FileError(
            _("The file is broken in line %(line)s: export it anew.") % {"line": line}, code="xml"
        ) from None
    return document.builder.close()


def _text(node: Element | None, *paths: str) -> str:
    """The text of the first of `paths` that is filled."""
    for path in paths if node is not None else ():
        hit = node.find(path) if node is not None else None
        if hit is not None and (hit.text or "").strip():
            return (hit.text or "").strip()
    return ""


def _own(statement: Element) -> str:
    return clean(_text(statement, "Acct/Id/IBAN", "Acct/Id/Othr/Id"), 40)


def _movements(number: int, entry: Element) -> Iterator[Movement]:
    """One movement for each payment of an entry, or one for the whole if they do not add up."""
    if _text(entry, "Sts/Cd", "Sts") != BOOKED:
        raise RuleError(
            _("The bank has not booked it yet: it comes with a later statement."), code="pending"
        )
    sign = _sign(entry)
    total = _money(entry.find("Amt"))
    booked_on = _day(_text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm"))
    bank_id = clean(_text(entry, "AcctSvcrRef", "NtryRef"), 110)
    parts = entry.findall("NtryDtls/TxDtls")
    sums = [_money(part.find("Amt"), part.find("AmtDtls/TxAmt/Amt")) for part in parts]
    whole = len(parts) > 1 and (
        None in sums
        or {each[1] for each in sums if each} != {total and total[1]}
        or sum(each[0] for each in sums if each) != (total and total[0])
    )
    if total is None:
        raise RuleError(_("There is no amount."), code="amount")
    alone = whole or len(parts) < 2
    for index, part in enumerate([entry] if alone else parts, 1):
        value, currency = total if alone else (sums[index - 1] or total)
        own = "" if alone else clean(_text(part, "Refs/AcctSvcrRef", "Refs/TxId"), 110)
        if not alone and not own and bank_id:
            own = f"{bank_id}/{index}"
        facts = parts[0] if len(parts) == 1 else part
        yield Movement(
            number=number,
            booked_on=booked_on,
            amount=sign * value,
            currency=currency,
            payer=clean(_party(facts, incoming=sign > 0), 200),
            payer_account=clean(_account(facts, incoming=sign > 0), 40),
            text=clean(_words(part, entry), 2000),
            bank_id=own or ("" if not alone else bank_id or _only_id(parts)),
        )


def _only_id(parts: list[Element]) -> str:
    return clean(_text(parts[0], "Refs/AcctSvcrRef", "Refs/TxId"), 110) if len(parts) == 1 else ""


def _sign(entry: Element) -> int:
    way = _text(entry, "CdtDbtInd")
    if way not in {"CRDT", "DBIT"}:
        raise RuleError(_("It does not say whether money came in or went out."), code="way")
    # ISO 20022: the indicator tells the way of the entry itself, a reversal's too.
    return 1 if way == "CRDT" else -1


def _money(*nodes: Element | None) -> tuple[Decimal, str] | None:
    for node in nodes:
        if node is None:
            continue
        try:
            value = Decimal((node.text or "").strip())
        except InvalidOperation:
            value = Decimal(-1)
        currency = node.get("Ccy", "")
        fine = value.is_finite() and 0 < value < MOST_AMOUNT and value == round(value, 2)
        if not fine or not re.fullmatch("[A-Z]{3}", currency):
            raise RuleError(
                _("“%(cell)s” is not an amount with its currency.")
                % {"cell": f"{(node.text or '')[:30]} {currency[:10]}".strip()},
                code="amount",
            )
        return value, currency
    return None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise RuleError(_("“%(cell)s” is not a day.") % {"cell": text[:40]}, code="day") from None


def _party(part: Element, *, incoming: bool) -> str:
    who = "Dbtr" if incoming else "Cdtr"
    return _text(part, f"RltdPties/{who}/Nm", f"RltdPties/{who}/Pty/Nm")


def _account(part: Element, *, incoming: bool) -> str:
    who = "DbtrAcct" if incoming else "CdtrAcct"
    return _text(part, f"RltdPties/{who}/Id/IBAN", f"RltdPties/{who}/Id/Othr/Id")


def _words(part: Element, entry: Element) -> str:
    """Everything the payer may have written a reference in."""
    found = [
        (node.text or "").strip()
        for tag in ("Ustrd", "Ref", "AddtlRmtInf", "EndToEndId", "AddtlTxInf")
        for node in part.iter(tag)
    ]
    kept = [text for text in dict.fromkeys(found) if text and text.upper() not in NOTHING]
    return " ".join(kept) or _text(entry, "AddtlNtryInf")

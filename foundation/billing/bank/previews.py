"""What an import would do, before anything is written."""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from foundation.billing.bank import formats
from foundation.billing.bank.formats import FileError, Reading, movements, tables
from foundation.billing.bank.matching import Verdict, judge
from foundation.billing.bank.models import BankLine, Fit, Format, LineState, Upload


@dataclass(frozen=True)
class Preview:
    """The lines of a file with what becomes of each; None for one that was seen before."""

    reading: Reading
    lines: list[tuple[formats.Movement, Verdict | None]]

    @property
    def counts(self) -> Counter[str]:
        """How many are `waiting` (will be booked), `unmatched`, `ignored`, `seen` and `bad`;
        of those that will be booked, how many do not `fit` what is owed.
        """
        found = Counter(verdict.state.value if verdict else "seen" for _line, verdict in self.lines)
        found["bad"] = len(self.reading.bad)
        found["fit"] = sum(
            1 for _line, verdict in self.lines if verdict and verdict.fit not in {None, Fit.EXACT}
        )
        return found

    @property
    def new(self) -> list[tuple[formats.Movement, Verdict]]:
        """The lines that no statement has brought yet."""
        return [(line, verdict) for line, verdict in self.lines if verdict is not None]

    @property
    def booked(self) -> int:
        """How many will be booked."""
        return self.counts[LineState.WAITING.value]


def format_of(content: bytes) -> Format:
    """What the file claims to be."""
    return Format.CAMT if formats.camt.is_xml(content) else Format.CSV


def own_account(typed: str) -> str:
    """The name of our account as it is stored: an IBAN has no blanks."""
    plain = "".join(typed.split()).upper()
    return plain if plain[:2].isalpha() and plain[2:4].isdigit() else movements.clean(typed, 40)


def read(upload: Upload, mapping: tables.Mapping | None) -> Reading:
    """The movements of `upload` with their keys; `mapping` tells how to read a CSV.

    Raises FileError as the formats do, and `own_account` when nobody said whose file it is.
    """
    content = bytes(upload.content)
    format_ = format_of(content)
    if format_ == Format.CAMT:
        reading = formats.camt.read(content)
    else:
        table = tables.table(content)
        reading = tables.read(table, mapping or tables.guessed(table, "USD"))
    own = own_account(reading.own_account or upload.own_account)
    if not own:
        raise FileError(
            _("The file does not say whose it is: name our account."), code="own_account"
        )
    return replace(
        reading, own_account=own, movements=movements.keyed(reading.movements, own, format_.value)
    )


def preview(upload: Upload, mapping: tables.Mapping | None = None) -> Preview:
    """What becomes of each line: five queries, however many lines. Raises FileError."""
    reading = read(upload, mapping)
    lines = reading.movements
    seen = set(
        BankLine.objects.order_by()
        .filter(own_account=reading.own_account, bank_key__in=[line.bank_key for line in lines])
        .values_list("bank_key", flat=True)
    )
    verdicts = iter(judge([line for line in lines if line.bank_key not in seen]))
    return Preview(
        reading,
        [(line, None if line.bank_key in seen else next(verdicts)) for line in lines],
    )

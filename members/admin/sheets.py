"""Tables as spreadsheets write them: Excel's own files, and CSV in whatever letters."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats.base_formats import XLSX, Format

SEPARATORS = (",", ";", "\t")
ZIPPED = b"PK\x03\x04"


class Spreadsheet(Format):
    """Excel's own files and CSV, told apart by how they begin. A CSV may be in UTF-8, UTF-16 or the
    letters of Windows, with commas, semicolons or tabs."""

    def __init__(self, encoding: str | None = None) -> None:
        """What it is written in, a file says itself."""

    def get_title(self) -> str:
        return "csv"

    def get_read_mode(self) -> str:
        return "rb"

    def is_binary(self) -> bool:
        return True

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes, **kwargs: Any) -> tablib.Dataset:
        """The rows of a file, and in `lines` which of it they were; empty ones are left out.

        Raises ValidationError for what is no table, in a sentence.
        """
        if in_stream.startswith(ZIPPED):
            sheet = XLSX().create_dataset(in_stream, **kwargs)
            return _sheet(sheet.headers or [], sheet)
        rows = csv.reader(io.StringIO(_text(in_stream)), delimiter=_separator(in_stream))
        headers, *cells = list(rows) or [[]]
        return _sheet(headers, cells)


def _sheet(headers: list[Any], rows: Iterable[Sequence[Any]]) -> tablib.Dataset:
    sheet = tablib.Dataset(headers=headers)
    sheet.lines = []
    for number, cells in enumerate(rows, 2):
        if any(map(_is_filled, cells)):
            sheet.append(_fitted(list(cells), len(headers), number))
            sheet.lines.append(number)
    return sheet


def _is_filled(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _text(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("This is neither a CSV file nor an Excel file (xlsx)."))


def _separator(data: bytes) -> str:
    first = _text(data).partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def _fitted(cells: list[Any], width: int, number: int) -> list[Any]:
    if any(map(_is_filled, cells[width:])):
        raise ValidationError(
            _("Row %(number)s has more cells than the first row has columns.") % {"number": number}
        )
    return [*cells, *[""] * width][:width]

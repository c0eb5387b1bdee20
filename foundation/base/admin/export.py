"""Lists to take along: CSV and XLSX of exactly the rows a list shows, safe to open anywhere."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import batched
from tempfile import TemporaryFile
from typing import IO, Any

from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import capfirst
from openpyxl import Workbook

from foundation.base import clock, zones
from foundation.base.history import UNTOLD

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# A cell that begins so is a formula to a spreadsheet, and these cells are typed by strangers.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

# What opens a link or names a visit is nobody's business outside.
HIDDEN = UNTOLD | {"token", "fingerprint"}

Value = Callable[[Any], Any]


# Rows are read so many at a time, and never all of them kept.
CHUNK = 2000


def answer(desk: Any, rows: models.QuerySet[Any], kind: str) -> HttpResponseBase:
    """The file of `kind` with `rows`, one column for each of the admin's `export_columns`.

    It is sent while it is read: a list of 100,000 rows takes no more memory than one of 2,000.
    """
    columns = list(desk.export_columns) or _fields(desk.model)
    values = [_value(desk, column) for column in columns]
    headers = [_header(desk, column) for column in columns]
    joined = _related(desk.model, columns)
    rows = rows.select_related(*joined) if joined else rows
    rows, more = desk.export_more(rows)
    headers += [header for header, _value in more]
    values += [value for _header, value in more]
    lines = _lines(rows, values, kind)
    day = zones.day(clock.now())
    return file(f"{desk.opts.model_name}-{day.isoformat()}", headers, lines, kind)


def file(
    name: str, headers: Sequence[str], lines: Iterable[list[Any]], kind: str
) -> HttpResponseBase:
    """A file of `kind` called `name` with these lines, whose cells were made by `cell`."""
    named = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(_csv(headers, lines), content_type=KINDS[kind], headers=named)
    return FileResponse(_xlsx(headers, lines), content_type=KINDS[kind], headers=named)


def _lines(rows: models.QuerySet[Any], values: list[Value], kind: str) -> Iterator[list[Any]]:
    for row in rows.iterator(chunk_size=CHUNK):
        yield [cell(value(row), kind) for value in values]


class _Echo:
    """What csv writes to is what it returns."""

    def write(self, line: str) -> str:
        return line


def _csv(headers: Sequence[str], lines: Iterable[list[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    # Excel reads a CSV as UTF-8 only when it begins with this mark.
    yield "\ufeff" + writer.writerow(headers)
    for part in batched(lines, 500, strict=False):
        yield "".join(writer.writerow(line) for line in part)


def _xlsx(headers: Sequence[str], lines: Iterable[list[Any]]) -> IO[bytes]:
    """A sheet in a temporary file, which goes when it has been sent and closed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(headers))
    for line in lines:
        sheet.append(line)
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    book.save(file)
    file.seek(0)
    return file


def cell(value: Any, kind: str) -> Any:
    """`value` as a spreadsheet shows it; text never begins a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        there = value.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        return there if kind == "xlsx" else there.isoformat(" ")
    if isinstance(value, int | Decimal | float):
        return value
    text = "".join(letter for letter in str(value) if letter >= " " or letter in "\t\n")
    return f"'{text}" if text.startswith(FORMULA) else text


def _fields(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in HIDDEN and not isinstance(field, models.BinaryField)
    ]


def _field(model: type[models.Model], column: str) -> Any:
    """The field that `column` ("event__name") ends at, or None if it is a method."""
    field: Any = None
    for step in column.split("__"):
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return None
        model = field.related_model or model
    return field


def _header(desk: Any, column: str) -> str:
    field = _field(desk.model, column)
    path = column.rpartition("__")[0]
    if field is not None:
        label = field.verbose_name
    elif hasattr(desk, column) or hasattr(desk.model, column):
        label = label_for_field(column, desk.model, desk)
    else:
        # An annotation has no other name than its own.
        label = column.replace("_", " ")
    if path:
        label = f"{path.replace('__', ', ').replace('_', ' ')}: {label}"
    return capfirst(str(label)) + (" (UTC)" if isinstance(field, models.DateTimeField) else "")


def _value(desk: admin.ModelAdmin[Any], column: str) -> Value:
    own = getattr(desk, column, None)
    *path, last = column.split("__")

    def value(row: Any) -> Any:
        # An annotation is a number; the admin's method of that name may be its words.
        if callable(own) and not hasattr(row, column):
            return own(row)
        for step in path:
            row = getattr(row, step, None)
        if row is None:
            return None
        shown = getattr(row, f"get_{last}_display", None)
        return shown() if shown else getattr(row, last)

    return value


def _related(model: type[models.Model], columns: Iterable[str]) -> list[str]:
    """What to join, so that no row asks for what it refers to."""
    found = []
    for column in columns:
        field = _field(model, column)
        path = column.rpartition("__")[0]
        if field is not None and field.is_relation:
            path = column
            far = field.related_model
            found += [
                f"{column}__{near.name}"
                for near in far._meta.concrete_fields
                if near.many_to_one and far._meta.ordering
            ]
        if path:
            found.append(path)
    return found

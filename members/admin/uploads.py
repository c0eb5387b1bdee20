"""Files that staff bring: read whatever spreadsheet wrote them, and told what is wrong by row."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar

import tablib
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.forms import ImportForm
from import_export.resources import Diff, ModelResource
from import_export.results import RowResult

from members.admin.differences import Changes
from members.admin.sheets import Spreadsheet

# More at once would keep a page, and everybody behind it, waiting for minutes.
MOST_ROWS = 10_000
# So many rows are shown of what a file would do; the others are counted.
MOST_SHOWN = 500


class HouseResource(ModelResource):
    """Rows of a file, each known once. Columns that are missing stay as they are."""

    # The columns of the file at hand; before there is one, all.
    present: frozenset[str] | None = None
    # Other words for columns.
    also_called: ClassVar[dict[str, str]] = {}
    # Columns that are one field of the table.
    columns_of: ClassVar[dict[str, str]] = {}

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Changes

    def get_import_fields(self) -> list[Field]:
        """Those the file has: the preview shows no others."""
        fields: list[Field] = super().get_import_fields()
        return [each for each in fields if self.present is None or each.column_name in self.present]

    def columns(self) -> list[str]:
        """Every column that a file may have."""
        return [field.column_name for field in super().get_import_fields()]

    def header(self, header: Any) -> str:
        """A header as the resource knows it: "E-mail" and "is_admin" are "email" and a sentence."""
        plain = re.sub(r"\s+", " ", str(header or "").lower().replace("_", " ").replace("-", ""))
        return self.also_called.get(plain.strip(), plain.strip())

    def import_data(self, dataset: tablib.Dataset, *args: Any, **kwargs: Any) -> Any:
        """Columns by their plain names. `unread` of the result are those nobody knows."""
        dataset.headers = [self.header(header) for header in dataset.headers or []]
        self.present = frozenset(dataset.headers)
        self.numbers = getattr(dataset, "lines", range(2, len(dataset) + 2))
        self.lines: dict[Any, int] = {}
        self.shows_all, self.shown = len(dataset) <= MOST_SHOWN, 0
        unread = [name for name in dataset.headers if name and name not in self.columns()]
        result = super().import_data(dataset, *args, **kwargs)
        result.unread, result.problems = unread, list(self.problems(result))
        result.shown = [row for row in result.valid_rows() if row.diff]
        return result

    def problems(self, result: Any) -> Iterator[tuple[int, str, str]]:
        """What is wrong: the row as the spreadsheet counts it, the column or "", and a sentence."""
        called = {field.attribute: field.column_name for field in self.fields.values()}
        for row in result.invalid_rows:
            for name, sentences in row.error_dict.items():
                column = self.columns_of.get(name) or called.get(name, "")
                for sentence in sentences:
                    yield self.numbers[row.number - 1], column, sentence
        for number, errors in result.row_errors():
            for each in errors:
                yield self.numbers[number - 1], "", str(each.error)

    def _check_import_id_fields(self, headers: Any) -> None:
        """The columns that rows are known by must be there, each column once, and not too many."""
        needed = [self.fields[name].column_name for name in self.get_import_id_fields()]
        missing = [name for name in needed if name not in headers]
        if missing:
            words = _("The file has no column “%(missing)s”. Its first row reads: %(headers)s.")
            shown = ", ".join(filter(None, headers)) or "–"
            raise ValueError(words % {"missing": "”, “".join(missing), "headers": shown})
        twice = [name for name in self.columns() if headers.count(name) > 1]
        if twice:
            raise ValueError(_("The column “%s” is there twice.") % twice[0])

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        """A file that takes too long is refused before its first row."""
        if len(dataset) > MOST_ROWS:
            words = _("The file has %(rows)s rows: bring at most %(most)s at once.")
            raise ValueError(words % {"rows": len(dataset), "most": MOST_ROWS})

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        self.line = self.numbers[kwargs["row_number"] - 1]

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """The row that is meant, unless another line of the file has spoken of it."""
        found = self.known(row, instance_loader)
        line = self.lines.get(found.pk) if found is not None else None
        if line is not None:
            words = _("Row %(line)s is about the same: keep one of the two.")
            raise ValidationError(words % {"line": line})
        return found

    def known(self, row: Any, instance_loader: Any) -> Any:
        """The row that is here already, or None."""
        return super().get_instance(instance_loader, row)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Refuse what a row alone shows to be wrong. What the table knows, it says when the row is
        written: to ask it before would be ten questions for each row of a long file."""
        wrong = bool(import_validation_errors)
        if not wrong and self._meta.clean_model_instances:
            try:
                instance.full_clean(validate_unique=False, validate_constraints=False)
            except ValidationError:
                wrong = True
        if wrong:
            # Everything that is wrong is said at once.
            super().validate_instance(instance, import_validation_errors, validate_unique)

    def do_instance_save(self, instance: Any, is_create: bool) -> None:
        """Write the row; what the table refuses is said in its words, by column where there is one."""
        try:
            with transaction.atomic():
                super().do_instance_save(instance, is_create)
        except IntegrityError:
            instance.full_clean()
            raise

    def after_import_row(self, row: Any, row_result: Any, **kwargs: Any) -> None:
        """Of a long file only so many rows are kept to be shown, those that stay not among them."""
        self.lines[row_result.object_id] = self.line
        row_result.original = None
        changes = row_result.import_type != RowResult.IMPORT_TYPE_SKIP
        if not self.shows_all and (not changes or self.shown >= MOST_SHOWN):
            row_result.diff = None
        elif changes:
            self.shown += 1


class UploadForm(ImportForm):
    """A file; what kind it is, it says itself."""

    def __init__(self, formats: Any, resources: Any, **kwargs: Any) -> None:
        super().__init__(formats, resources, **kwargs)
        self.fields["format"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_format(self) -> str:
        """There is one way to read."""
        return "0"


class HouseImport:
    """Mixed into an admin before ImportMixin: the file, the preview, the confirmation.

    `import_words` says how the file's rows are told from those that are here already.
    """

    import_words: Any = ""
    formats = (Spreadsheet,)
    import_form_class = UploadForm
    skip_admin_log = True  # the history of the rows tells it
    import_export_change_list_template = "admin/change_list.html"
    import_template_name = "admin/house/import.html"

    def get_urls(self: Any) -> list[URLPattern]:
        """Also an empty file to fill in."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_import_template"
        view = self.admin_site.admin_view(self.template_view)
        return [path("import/template.csv", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def template_view(self: Any, request: HttpRequest) -> HttpResponse:
        """A file with the names of the columns and nothing else."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        columns = self.resource_classes[0]().columns()
        named = {
            "Content-Disposition": f'attachment; filename="{self.opts.model_name}-template.csv"'
        }
        text = "\ufeff" + ",".join(columns) + "\r\n"
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=named)

    def get_import_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        """With what the page says above the form."""
        known: dict[str, Any] = super().get_import_context_data(**kwargs)  # type: ignore[misc]
        columns = self.resource_classes[0]().columns()
        return known | {
            "import_words": self.import_words,
            "columns": columns,
            "most_rows": MOST_ROWS,
        }

    def has_import_permission(self: Any, request: HttpRequest) -> bool:
        """An import adds and changes."""
        return bool(self.has_add_permission(request) and self.has_change_permission(request))

    def get_import_data_kwargs(self: Any, **kwargs: Any) -> dict[str, Any]:
        """All rows or none."""
        known: dict[str, Any] = super().get_import_data_kwargs(**kwargs)  # type: ignore[misc]
        return known | {"rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        """The file is not what it was said to be."""
        told = isinstance(e, ValidationError)
        form.add_error(
            "import_file",
            e if told else _("This is neither a CSV file nor an Excel file (xlsx)."),
        )

    def process_result(self: Any, result: Any, request: HttpRequest) -> HttpResponse:
        """Nothing is written when a row cannot be: somebody changed something since the preview."""
        if not result.has_errors() and not result.has_validation_errors():
            return super().process_result(result, request)  # type: ignore[misc]
        self.message_user(
            request,
            _("Nothing was imported: what is there has changed since the preview. Try again."),
            messages.ERROR,
        )
        return HttpResponseRedirect(self.url_of("import"))

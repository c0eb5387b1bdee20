"""What a file would change of a row, cell by cell."""

from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from import_export.resources import Diff


class Changes(Diff):
    """Old and new side by side. (The package's own carries styles in the page, which we forbid, and
    does not see what a resource works out.)"""

    def __init__(self, resource: Any, instance: Any, new: bool) -> None:
        self.left, self.new = _cells(resource, instance), new
        self.right: list[Any] = []

    def compare_with(self, resource: Any, instance: Any) -> None:
        """What `instance` is now."""
        self.right = _cells(resource, instance)

    def as_html(self) -> list[SafeString]:
        """For each column the value, or what it was and what it becomes."""
        cells = []
        for old, new in zip(self.left, self.right, strict=True):
            if self.new or old == new:
                cells.append(SafeString(escape(new)))
            else:
                cells.append(format_html("<del>{}</del> <ins>{}</ins>", old or "–", new or "–"))
        return cells


def _cells(resource: Any, instance: Any) -> list[Any]:
    return [resource.export_field(field, instance) for field in resource.get_import_fields()]

"""The chosen invoices as PDF in one file, for who keeps the books."""

from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.billing import papers
from foundation.billing.models import Invoice

# Each is set anew: more keep whoever waits too long, and a worker from everybody else.
MOST = 300


class Packed:
    """Mixed into the admin of invoices. Nothing is written, so nothing is asked first."""

    @admin.action(
        description=gettext_lazy("Download as PDF, in one ZIP file"),
        permissions=["view"],
        location=[ActionLocation.CHANGE_LIST],
    )
    def as_zip(self: Any, request: HttpRequest, queryset: QuerySet[Invoice]) -> Any:
        """A paper for each number; at most so many at once."""
        rows = list(
            queryset.select_related("account", "reverses").prefetch_related("lines")[: MOST + 1]
        )
        if len(rows) > MOST:
            text = _("Choose at most %(most)d at once: a month, say, by the dates above the list.")
            self.message_user(request, text % {"most": MOST}, messages.ERROR)
            return None
        file = TemporaryFile()  # noqa: SIM115 -- the response closes it
        with ZipFile(file, "w", ZIP_STORED) as packed:
            for row in rows:
                packed.writestr(f"{row.number}.pdf", papers.invoice_pdf(row))
        file.seek(0)
        day = zones.day(clock.now()).isoformat()
        return FileResponse(file, as_attachment=True, filename=f"invoices-{day}.zip")

"""Bodies of projects, and who sits in them."""

from datetime import date
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.base.files import FileKind, Upload
from projects.governance import services
from projects.governance.models import Body, BodyKind, Document, Seat
from tests.factories.projects import make_project

_numbers = count(1)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def make_body(project=None, **fields):
    """A technical committee."""
    defaults = {"name": "Technical Committee", "kind": BodyKind.TECHNICAL}
    return Body.objects.create(project=project or make_project(), **defaults | fields)


def make_term(body=None, name="", *, since=date(2022, 1, 1), until=None, **fields):
    """Somebody in a body from `since` on."""
    return Seat.objects.create(
        body=body or make_body(),
        name=name or f"Ada {next(_numbers)}",
        span=DateRange(since, until, "[)"),
        **{"source": "Minutes"} | fields,
    )


def make_paper(project=None, *, content=PDF, **fields):
    """A document as a PDF."""
    defaults = {"title": "Charter", "dated_on": date(2022, 6, 1), "file_name": "charter.pdf"}
    document = Document(project=project or make_project(), **defaults | fields)
    return services.keep(document=document, upload=Upload("charter.pdf", FileKind.PDF, content))

"""People who look after the page of a project, and their drafts."""

from datetime import date
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from members.accounts.models import User
from projects.maintaining import services
from projects.maintaining.contents import LINKS, NEW_DOCUMENTS, NEW_RELEASES, values_of
from projects.maintaining.forms import FIELDS_OF
from projects.maintaining.models import Maintainer
from tests.conftest import KEYNOTE_WEEK
from tests.factories.projects import make_project

_numbers = count(1)


def make_maintainer(project=None, *, since=date(2022, 1, 1), until=None, account=None):
    """Somebody with an account who looks after a page from `since` on."""
    person = account or User.objects.create_user(f"maintainer{next(_numbers)}@example.org")
    return Maintainer.objects.create(
        project=project or make_project(), account=person, span=DateRange(since, until, "[)")
    )


def make_draft(project=None, *, by=None, submits=True, logo=None, removes_logo=False, **values):
    """A draft that changes the purpose, and waits for approval."""
    project = project or make_project()
    by = by or make_maintainer(project).account
    proposed = values_of(project) | {"tagline": "Carries the world"} | values
    draft = services.write(
        project=project,
        values=proposed,
        at=KEYNOTE_WEEK,
        by=by,
        logo=logo,
        removes_logo=removes_logo,
    )
    return services.submit(draft=draft, at=KEYNOTE_WEEK, by=by) if submits else draft


def send(project, links=(), releases=(), documents=(), **fields):
    """What a browser sends of a page."""
    data = {"tagline": project.tagline, "description": ""}
    for name, rows in ((LINKS, links), (NEW_RELEASES, releases), (NEW_DOCUMENTS, documents)):
        data |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            named = zip(FIELDS_OF[name], row, strict=False)
            data |= {f"{name}-{number}-{field}": value for field, value in named}
    return data | fields


def enter(client, **fields):
    """Log a maintainer in; gives their project and the address of its draft."""
    row = make_maintainer(**fields)
    client.force_login(row.account)
    return row.project, f"/me/projects/{row.project.slug}/"

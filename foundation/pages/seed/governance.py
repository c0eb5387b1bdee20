"""Who runs projects. The bodies are real, as their names say; the people in them are invented.

The files of this demo name nobody who sat in a body in October 2022. So seats are taken by people
who do not exist, and each seat says so where it is shown.
"""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from members.accounts.models import User
from projects.governance.models import Body, BodyKind, Seat
from projects.maintaining.models import Maintainer
from projects.models import Project

from .representation import ROBIN

SINCE = date(2022, 1, 1)
INVENTED = "invented for this demo: nobody of that name sits there"
TEXTS = "What the project says of itself (project_texts.csv)"

# project, name, what it decides, how one gets in
BODIES = (
    (
        "openstack",
        "Technical Committee",
        "It looks after the whole, across the teams.",
        "Elected by all contributors.",
    ),
    (
        "kata-containers",
        "Architecture Committee",
        "It decides where the code goes next.",
        "Elected by the contributors.",
    ),
)

# project, full name, role, since, until
TERMS = (
    ("openstack", "Iris Beispiel", "Chair", date(2022, 3, 1), None),
    ("openstack", "Tomás Ejemplo", "", date(2021, 9, 1), None),
    ("openstack", "Wei Lizi", "", date(2022, 3, 1), None),
    ("openstack", "Oona Esimerkki", "Chair", date(2021, 3, 1), date(2022, 3, 1)),
    ("kata-containers", "Anouk Exemple", "", date(2022, 3, 1), None),
    ("kata-containers", "Rui Exemplo", "", date(2021, 9, 1), None),
    ("kata-containers", "Freya Eksempel", "", date(2020, 9, 1), date(2022, 3, 1)),
)


def seed() -> None:
    """Write bodies and seats of the projects that are there, and who looks after a page.

    Again changes nothing.
    """
    known = {row.slug: row for row in Project.objects.all()}
    _maintainer(known.get("zuul"))
    if Body.objects.exists():
        return
    bodies = {
        slug: Body.objects.create(
            project=known[slug],
            kind=BodyKind.TECHNICAL,
            name=name,
            purpose=purpose,
            elected_by=elected_by,
            source=TEXTS,
        )
        for slug, name, purpose, elected_by in BODIES
        if slug in known
    }
    for slug, name, role, since, until in TERMS:
        if slug in bodies:
            Seat.objects.create(
                body=bodies[slug],
                name=name,
                role=role,
                span=DateRange(since, until, "[)"),
                source=INVENTED,
            )


def _maintainer(project: Project | None) -> None:
    """The demo's invented representative looks after the page of a project, too."""
    robin = User.objects.filter(email=ROBIN[1]).first()
    if project and robin and not Maintainer.objects.filter(project=project).exists():
        Maintainer.objects.create(
            project=project, account=robin, span=DateRange(SINCE, None, "[)"), source=INVENTED
        )

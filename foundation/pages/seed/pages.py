"""The figures of the keynote and the milestones of the foundation, each with its source."""

from datetime import date

from foundation.base.models import Figure
from foundation.pages.models import FigureTie, Milestone
from projects.models import Project

KEYNOTE = "We are OpenInfra, keynote, October 2022"

# The slides name a month or a year, no day: the first of the month stands for the keynote, the
# last day of the year for a figure of that year.
STATED = date(2022, 10, 1)

# key, value, shown as, label, day
FIGURES = [
    ("cores", 15_000_000, "15 M", "cores in production", date(2020, 12, 31)),
    ("cores", 25_000_000, "25 M", "cores in production", date(2021, 12, 31)),
    ("cores", 40_000_000, "40 M", "cores in production", STATED),
    ("organizations", 450, "450", "organisations", STATED),
    ("developers", 8_500, "8,500", "developers", STATED),
    ("market", 7_700_000_000, "USD 7.7 bn", "market for the software", STATED),
    ("data-centres", 180, "180+", "public cloud data centres", STATED),
    ("member-growth", 33, "+33 %", "members since the start of 2021", STATED),
    ("it-spend", 3_600_000_000_000, "USD 3.6 tn", "spent on IT in the world a year", STATED),
    ("cloud-spend", 180_000_000_000, "USD 180 bn", "of it on cloud, 5 %", STATED),
]

# The cores are those that OpenStack runs; the other figures are about the foundation as a whole.
ABOUT = {"cores": "openstack"}

SITE_HISTORY = "History of the membership list of the Foundation's site"
PROJECT_LIST = "List of confirmed projects of the Foundation's site"

# when, what, in a sentence, source
MILESTONES = [
    (
        "2010-07",
        "OpenStack begins",
        "Two organisations publish what they have written to run clouds, and invite everybody.",
        PROJECT_LIST,
    ),
    (
        "2012",
        "A foundation of its own",
        "OpenStack moves from one company to a foundation that its members govern.",
        "General knowledge",
    ),
    ("2017-12", "Kata Containers is launched", "", KEYNOTE),
    (
        "2018-05",
        "Airship, StarlingX and Zuul are launched",
        "The foundation hosts more than one project.",
        PROJECT_LIST,
    ),
    ("2019-04", "Kata Containers and Zuul are confirmed", "", PROJECT_LIST),
    ("2019-10-22", "Airship is confirmed", "", PROJECT_LIST),
    ("2020-06-11", "StarlingX is confirmed", "", PROJECT_LIST),
    (
        "2020-10",
        "The Open Infrastructure Foundation",
        "The OpenStack Foundation takes the name of everything it hosts.",
        "General knowledge",
    ),
    ("2021-09-07", "Microsoft joins as a Platinum member", "", SITE_HISTORY),
    (
        "2022-06-07",
        "A new way to fund projects",
        "At the Summit in Berlin: a fund for each project, paid for and governed by those who use it.",
        "Foundation news, 7 June 2022",
    ),
]


def seed() -> None:
    """Write them; what staff have changed since is left alone."""
    for position, (key, value, shown_as, label, stated_on) in enumerate(FIGURES):
        Figure.objects.get_or_create(
            key=key,
            stated_on=stated_on,
            defaults={
                "value": value,
                "shown_as": shown_as,
                "label": label,
                "source": KEYNOTE,
                "position": position,
            },
        )
    for key, slug in ABOUT.items():
        project = Project.objects.filter(slug=slug).first()
        if project is not None and not FigureTie.objects.filter(key=key).exists():
            FigureTie.objects.create(key=key, project=project)
    for happened, title, text, source in MILESTONES:
        Milestone.objects.get_or_create(
            title=title, defaults={"happened": happened, "text": text, "source": source}
        )

"""Fill the database with the real data of October 2022."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from foundation.pages.seed import (
    applications,
    audiences,
    awards,
    base,
    care,
    changes,
    codes,
    contributions,
    deployments,
    dues,
    ecosystem,
    events,
    governance,
    groups,
    hosting,
    letters,
    mailings,
    members,
    money_back,
    news,
    pages,
    people,
    projects,
    questions,
    representation,
    talks,
    waiting,
)


class Command(BaseCommand):
    help = "Write the real data of October 2022. Running it again changes nothing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        sale = (events, codes, audiences, questions, mailings, letters, waiting, groups, money_back)
        hall = (base, members, changes, dues, representation, care, people, applications)
        room = (projects, hosting, governance, contributions, ecosystem, deployments)
        for part in (*hall, *room, *sale, awards, talks, pages, news):
            part.seed()
        self.stdout.write("The data of October 2022 is in place.")

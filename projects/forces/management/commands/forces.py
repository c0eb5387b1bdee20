"""Reckon the scores of projects now, without the worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.base import clock
from projects.forces import services
from projects.models import Project


class Command(BaseCommand):
    help = "Reckon the 3 Forces of the projects named, or of all, for the months that lack them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Slugs of projects, and whether to forget what was reckoned."""
        parser.add_argument("projects", nargs="*", metavar="project", help="Slugs; empty for all.")
        parser.add_argument(
            "--anew",
            action="store_true",
            help="Forget the scores of these months and reckon them from what is known today.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were written; an unknown slug ends it with status 1."""
        slugs = set(options["projects"])
        rows = dict(Project.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        if unknown := sorted(slugs - rows.keys()):
            message = f"There is no project {', '.join(unknown)}."
            raise CommandError(message)
        keys = list(rows.values()) if slugs else None
        number = services.reckon(at=clock.now(), projects=keys, anew=options["anew"])
        self.stdout.write(f"{number} scores reckoned")

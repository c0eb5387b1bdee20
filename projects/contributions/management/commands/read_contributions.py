"""Read the repositories of projects now, without the worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.base import clock
from foundation.base.errors import RuleError
from projects.contributions import reading
from projects.contributions.models import Repository


class Command(BaseCommand):
    help = "Count what is new in the git repositories of the projects named, or of all."

    def add_arguments(self, parser: CommandParser) -> None:
        """Slugs of projects."""
        parser.add_argument("projects", nargs="*", metavar="project", help="Slugs; empty for all.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read one after the other; what cannot be read is told at the end, with status 1."""
        rows = Repository.objects.followed().select_related("project")
        if options["projects"]:
            rows = rows.filter(project__slug__in=options["projects"])
        failed = []
        for repository in rows:
            try:
                added = reading.read(repository=repository, at=clock.now())
            except RuleError as refused:
                failed.append(" ".join(refused.messages))
            else:
                self.stdout.write(f"{repository}: {added} new commits counted")
        if failed:
            raise CommandError("\n".join(failed))

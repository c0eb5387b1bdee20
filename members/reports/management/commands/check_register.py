"""`manage.py check_register`: do the public pages say what the register says?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation.base import clock
from members.reports import checking, standing


class Command(BaseCommand):
    help = "Compare directory, wall and members.json with the register, row by row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--url", default="", help="The site to look at; without it, this very process."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints each difference; exits with 1 when there is one."""
        try:
            fetch = checking.over_the_net(options["url"]) if options["url"] else None
        except ValueError as wrong:
            raise CommandError(str(wrong), returncode=2) from None
        found = standing.check_register(at=clock.now(), fetch=fetch or checking.in_this_process)
        for difference in found.differences:
            self.stdout.write(difference)
        if found.differences:
            message = f"{len(found.differences)} differences in {found.rows} rows."
            raise CommandError(message, returncode=1)
        self.stdout.write(f"{found.rows} rows, and all as the register says.")

"""Wrong tries at the check page, so that nobody tries all codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guess(models.Model):
    """How many wrong pairs came from one address in one stretch of time; then it is dropped."""

    who = models.CharField(
        max_length=64, help_text=_("The address, hashed with a key: nobody reads it back.")
    )
    since = models.DateTimeField(_("since"))
    wrong = models.PositiveIntegerField(_("wrong tries"), default=1)

    class Meta:
        ordering = ["-since"]
        verbose_name = _("wrong tries")
        verbose_name_plural = _("wrong tries")
        constraints = [
            models.UniqueConstraint(fields=["who", "since"], name="guess_counted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.since}: {self.wrong}"

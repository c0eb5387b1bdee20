"""Facts that staff write down, and nobody changes afterwards."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.base import clock


class Recorded(models.Model):
    """Who wrote a row down, and when. What the row is about has a day of its own."""

    recorded_at = models.DateTimeField(_("recorded at"), default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        abstract = True

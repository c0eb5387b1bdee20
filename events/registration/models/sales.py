"""An event as those see it who sell it."""

from django.utils.translation import gettext_lazy as _

from events.models import Event


class Sale(Event):
    """The sale of an event: the same row, with refund rules, money and the end of it all."""

    class Meta:
        proxy = True
        ordering = ["-starts_on"]
        verbose_name = _("sale of an event")
        verbose_name_plural = _("sales of events")

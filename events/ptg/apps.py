from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PtgConfig(AppConfig):
    name = "events.ptg"
    label = "ptg"
    verbose_name = _("PTG")

    def ready(self) -> None:
        """Have the pages of projects tell which of their teams meet."""
        from events.ptg import telling

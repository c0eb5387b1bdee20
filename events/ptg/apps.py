from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PtgConfig(AppConfig):
    name = "events.ptg"
    label = "ptg"
    verbose_name = _("PTG")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpkeepConfig(AppConfig):
    name = "projects.upkeep"
    label = "upkeep"
    verbose_name = _("Links and releases")

    def ready(self) -> None:
        """Have the worker look after links and releases."""
        from projects.upkeep import tasks

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MaintainingConfig(AppConfig):
    name = "projects.maintaining"
    label = "maintaining"
    verbose_name = _("Pages of projects")

    def ready(self) -> None:
        """Say which rows are about people."""
        from projects.maintaining import holdings

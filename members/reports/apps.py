from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "members.reports"
    label = "reports"
    verbose_name = _("Reports on membership")

    def ready(self) -> None:
        """Have the workers make the check of the day."""
        from members.reports import tasks

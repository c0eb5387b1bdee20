from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    name = "events.mailings"
    label = "mailings"
    verbose_name = _("Mailings")

    def ready(self) -> None:
        """The job that goes on with what was interrupted."""
        from events.mailings import holdings, tasks

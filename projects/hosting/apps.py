from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostingConfig(AppConfig):
    name = "projects.hosting"
    label = "hosting"
    verbose_name = _("Hosting")

    def ready(self) -> None:
        """What is held about people, what is written to them, and what happens by itself."""
        from projects.hosting import holdings, mailwords
        from projects.hosting.services import reminding

        mailwords.declare()

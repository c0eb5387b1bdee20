from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EcosystemConfig(AppConfig):
    name = "projects.ecosystem"
    label = "ecosystem"
    verbose_name = _("Ecosystem and marketplace")

    def ready(self) -> None:
        """Remind before licences end, and tell on the pages of organisations what they offer."""
        from members.profiles.views import doors
        from projects.ecosystem import holdings, mailwords, services, telling

        mailwords.declare()
        doors.also("ecosystem:mine", "Marketplace", doors.editors)
